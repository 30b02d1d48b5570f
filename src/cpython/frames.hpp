#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "cpython/debug_offsets.hpp"
#include "cpython/layout.hpp"
#include "cpython/memory.hpp"
#include "cpython/thread_state.hpp"

/// Python frames of a thread, read from memory without calling Python. Everything in this header
/// may run in a signal handler of the thread in question: no allocation, no lock, no exception, no
/// function of libc but memcpy.
namespace calo::cpython {

/// One Python function in execution.
struct Frame {
  std::uint64_t code = 0;        ///< address of its code object
  std::int32_t instruction = 0;  ///< byte offset of the current instruction; negative: not started
  bool is_entry = false;         ///< the native evaluation loop that runs it begins with it
};

enum class WalkEnd : std::uint8_t {
  complete,      ///< down to the thread's first frame
  truncated,     ///< more frames than there was room for
  inconsistent,  ///< caught in the middle of a change, or not an interpreter: what was read is kept
};

struct Walk {
  std::uint32_t count = 0;
  WalkEnd end = WalkEnd::complete;
};

/// One frame as it is in memory, decoded.
struct RawFrame {
  std::uint64_t previous = 0;
  Frame frame;
  bool is_native = false;  ///< stands for the C stack, has no code of its own
};

/// Reads and checks one frame; false if it cannot be one.
template <Reader Read>
bool read_frame(Read&& read, const Interpreter& python, std::uint64_t address, RawFrame& result) {
  const Layout& layout = python.layout;
  unsigned char bytes[max_frame_size];
  if (!is_plausible(address) || !read(address, bytes, layout.frame_size)) return false;
  std::memcpy(&result.previous, bytes + layout.frame_previous, 8);
  std::memcpy(&result.frame.code, bytes + layout.frame_code, 8);
  result.is_native =
      layout.entry == Layout::Entry::shim && bytes[layout.frame_entry] >= first_native_owner;
  result.frame.is_entry = layout.entry == Layout::Entry::every_frame ||
                          (layout.entry == Layout::Entry::flag && bytes[layout.frame_entry] != 0);
  if (result.previous != 0 && !is_plausible(result.previous)) return false;
  if (result.is_native) return true;

  std::uint64_t& code = result.frame.code;
  if (layout.code_is_tagged) code &= ~std::uint64_t{3};
  if (!is_plausible(code)) return false;
  if (python.code_type != 0) {
    std::uint64_t type = 0;
    if (!read_value(read, code + layout.object_type, type) || type != python.code_type)
      return false;
  }
  if (!layout.instruction_is_pointer) {
    std::int32_t index = 0;
    std::memcpy(&index, bytes + layout.frame_instruction, 4);
    if (index < -1 || index > (1 << 24)) return false;
    result.frame.instruction = index < 0 || !layout.counts_units ? index : 2 * index;
    return true;
  }
  std::uint64_t instruction = 0;
  std::uint64_t start = code + layout.code_bytes;
  std::memcpy(&instruction, bytes + layout.frame_instruction, 8);
  if (layout.frame_copies != 0) {
    std::uint32_t copy = 0;
    std::uint64_t copies = 0;
    std::memcpy(&copy, bytes + layout.frame_copies, 4);
    // A _PyCodeArray: its length, then the copies; the first is the code object's own.
    if (copy != 0 && (copy > (1U << 20U) || !read_value(read, code + layout.code_copies, copies) ||
                      !read_value(read, copies + 8 + 8 * std::uint64_t{copy}, start))) {
      return false;
    }
  }
  const auto offset = static_cast<std::int64_t>(instruction - start);
  if (offset < -2 || offset > (1 << 24) || offset % 2 != 0) return false;
  result.frame.instruction = static_cast<std::int32_t>(offset);
  return true;
}

/// The frames from `address` on, innermost first, as far as there is room after `walk.count`.
/// `run_parent`: the frame that the innermost native loop must have been entered from; checked if
/// `checks_parent`. Nothing of that loop is kept if it was entered from another one.
template <Reader Read>
bool walk_frames(Read&& read, const Interpreter& python, std::uint64_t address, bool checks_parent,
                 std::uint64_t run_parent, Frame* frames, std::uint32_t capacity, Walk& walk) {
  walk = Walk{};
  // At most one native frame follows each other one: more is a ring.
  for (std::uint64_t steps = 2 * std::uint64_t{capacity} + 8; address != 0; --steps) {
    RawFrame raw;
    if (steps == 0 || !read_frame(read, python, address, raw)) {
      walk.end = WalkEnd::inconsistent;
      return !checks_parent;
    }
    if (raw.is_native && walk.count > 0) frames[walk.count - 1].is_entry = true;
    if (!raw.is_native && walk.count == capacity) {
      walk.end = WalkEnd::truncated;
      return true;
    }
    if (!raw.is_native) frames[walk.count++] = raw.frame;
    if (checks_parent && (raw.is_native || raw.frame.is_entry)) {
      if (raw.previous != run_parent) return false;
      checks_parent = false;
    }
    address = raw.previous;
    // From 3.12 on the outermost frame is one that stands for the C stack.
    if (address == 0 && python.layout.entry == Layout::Entry::shim && !raw.is_native) {
      walk.end = WalkEnd::inconsistent;
    }
  }
  return !checks_parent;
}

/// The frames of the thread with state `thread_state`, innermost first, at most `capacity`.
///
/// Exact at any instruction of the thread itself, with one exception that is detected: 3.11
/// and 3.12 publish a new `_PyCFrame` some instructions before they fill in its current frame, and
/// until then that field holds what the stack held before. The innermost native loop must therefore
/// have been entered from the frame that the previous cframe calls current; otherwise the loop has
/// not begun, and the stack is the previous cframe's.
template <Reader Read>
Walk walk(Read&& read, const Interpreter& python, std::uint64_t thread_state, Frame* frames,
          std::uint32_t capacity) {
  const Layout& layout = python.layout;
  Walk result;
  std::uint64_t top = 0;
  if (!is_plausible(thread_state) || !read_value(read, thread_state + layout.thread_frame, top)) {
    result.end = WalkEnd::inconsistent;
    return result;
  }
  if (!layout.has_cframe) {
    walk_frames(read, python, top, false, 0, frames, capacity, result);
    return result;
  }
  const std::uint64_t cframe = top;
  std::uint64_t previous = 0;
  std::uint64_t parent = 0;
  if (!is_plausible(cframe) || !read_value(read, cframe + layout.cframe_frame, top) ||
      !read_value(read, cframe + layout.cframe_previous, previous) ||
      (previous != 0 &&
       (!is_plausible(previous) || !read_value(read, previous + layout.cframe_frame, parent)))) {
    result.end = WalkEnd::inconsistent;
    return result;
  }
  // The root cframe, which has no previous one, runs nothing.
  const bool has_begun =
      walk_frames(read, python, top, previous != 0, parent, frames, capacity, result);
  if (!has_begun) walk_frames(read, python, parent, false, 0, frames, capacity, result);
  return result;
}

}  // namespace calo::cpython
