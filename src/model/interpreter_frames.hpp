#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/profile.hpp"

namespace calo::model {

/// Which locations of which stacks belong to an interpreter that runs Python code.
class InterpreterFrames {
 public:
  explicit InterpreterFrames(const Profile& profile);
  /// True if `location` is to be left out of the stack that ends in `stack`.
  [[nodiscard]] bool hides(std::size_t stack, std::int32_t location) const {
    return has_python_[stack] && is_interpreter_[static_cast<std::size_t>(location)];
  }
  [[nodiscard]] bool has_python(std::size_t stack) const { return has_python_[stack]; }
  [[nodiscard]] bool is_interpreter(std::int32_t location) const {
    return is_interpreter_[static_cast<std::size_t>(location)];
  }

 private:
  std::vector<bool> has_python_;      ///< one per stack: a frame of it or outside of it is Python
  std::vector<bool> is_interpreter_;  ///< one per location
};

}  // namespace calo::model
