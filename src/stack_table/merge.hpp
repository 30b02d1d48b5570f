#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "ring/events.hpp"

namespace calo::stack_table {

/// A frame of a stack in which machine code and Python call each other.
struct MixedFrame {
  bool python = false;
  std::uint64_t address = 0;  ///< the frame's instruction, to look up; of Python the code's number
  std::uint64_t offset = 0;   ///< of the instruction in the Python code, in bytes
  friend bool operator==(const MixedFrame&, const MixedFrame&) = default;
};

/// Puts the Python frames where the evaluation loop runs them: each native frame of the loop stands
/// for the Python frames up to and with the next entry frame. Innermost first, as the input.
///
/// Python frames for which no loop is left (a stack that was cut off) go to the outer end. A loop
/// without a Python frame, which has not begun to run one, stays a native frame.
/// Fact: CPython 3.11 runs a Python function called from Python in the loop of its caller; the
/// frame that began the loop is its entry frame. Up to 3.10 each frame is one.
void merge(std::span<const ring::NativeFrame> native, std::span<const ring::PythonFrame> python,
           const std::function<bool(std::uint64_t)>& is_loop, std::vector<MixedFrame>& merged);

}  // namespace calo::stack_table
