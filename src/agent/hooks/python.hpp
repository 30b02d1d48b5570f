#pragma once

#include <cstddef>
#include <cstdint>

#include "cpython/frames.hpp"

/// The Python stack of the calling thread, where an interpreter is found.
namespace calo::agent {

/// Innermost first; what the record needs of each frame.
struct PythonStack {
  static constexpr std::size_t capacity = 512;
  cpython::Frame frames[capacity];
  std::uint64_t words[2 * capacity];  ///< as ring::SampleHead describes them
  std::size_t count;
};

/// For the interrupted thread itself. Without an interpreter, or in a thread that runs no Python:
/// an empty stack.
void walk_python(PythonStack& stack);

/// Functions that the recorder does not know yet: their names and line tables.
void write_python_codes(const PythonStack& stack);

/// In a forked child, whose parent may have been writing.
void forget_python();

}  // namespace calo::agent
