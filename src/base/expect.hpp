#pragma once

namespace calo {

/// Says which promise was broken and aborts: for our own bugs only, never for bad input.
[[noreturn]] void contract_broken(const char* condition, const char* meaning, const char* file,
                                  int line);

}  // namespace calo

#define CALO_EXPECT(condition, meaning) \
  ((condition) ? static_cast<void>(0)   \
               : ::calo::contract_broken(#condition, meaning, __FILE__, __LINE__))
