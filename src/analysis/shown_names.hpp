#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>

#include "model/profile.hpp"

namespace calo::analysis {

/// What the functions of a profile are called in tables: with their template arguments folded
/// ("work<...>"), unless two of them would be the same then.
class ShownNames {
 public:
  explicit ShownNames(const model::Profile& profile);
  /// At most `longest` columns; of names that are told apart by their arguments twice as many.
  [[nodiscard]] std::string of(const model::Function& function, std::size_t longest) const;

 private:
  std::unordered_map<std::string, std::string> whole_;  ///< folded -> a whole name; "": several
};

}  // namespace calo::analysis
