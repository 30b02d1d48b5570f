#pragma once

#include <string_view>

namespace calo::model {

/// A table that calo carries with it, for people who want to see where a number comes from (`calo
/// data`).
struct Table {
  std::string_view name;         ///< "power/support"
  std::string_view description;  ///< one line
  std::string_view source;       ///< who published it, and when
  std::string_view licence;
  std::string_view
      csv;  ///< comma-separated text; lines with '#' first are comments; linked in, never freed
};

}  // namespace calo::model
