#pragma once

#include <cstddef>
#include <cstdint>

#include "cpython/frames.hpp"

/// The Python stack of the calling thread, where an interpreter is found.
namespace calo::agent {

/// Innermost first; what the record needs of each frame.
struct PythonStack {
  /// Python's own limit of recursion is 1000; with the native words a record has no room for more.
  static constexpr std::size_t capacity = 1150;
  cpython::Frame frames[capacity];
  std::uint64_t words[2 * capacity];  ///< as ring::SampleHead describes them
  std::size_t count;
  bool is_cut;  ///< there were more frames, further out
};

/// For the interrupted thread itself. Without an interpreter, or in a thread that runs no Python:
/// an empty stack.
void walk_python(PythonStack& stack);

/// Functions that the recorder does not know yet: their names and line tables.
void write_python_codes(const PythonStack& stack);

/// In a forked child, whose parent may have been writing.
void forget_python();

}  // namespace calo::agent
