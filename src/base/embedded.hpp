#pragma once

#include <string_view>

/// Defines `std::string_view <function>()`, the bytes that `calo_embed(<dir> <symbol> <file>)`
/// linked in. Use at global scope of a .cpp file.
#define CALO_EMBEDDED(function, symbol)                                    \
  extern "C" const char calo_embedded_##symbol##_begin[];                  \
  extern "C" const char calo_embedded_##symbol##_end[];                    \
  static std::string_view function() {                                     \
    return {calo_embedded_##symbol##_begin, calo_embedded_##symbol##_end}; \
  }                                                                        \
  static_assert(true)
