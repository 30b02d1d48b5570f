#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "cpython/debug_offsets.hpp"
#include "cpython/layout.hpp"
#include "cpython/memory.hpp"

/// Python frames of a thread, read from memory without calling Python. Everything in this header
/// may run in a signal handler of the thread in question: no allocation, no lock, no exception, no
/// function of libc but memcpy.
namespace calo::cpython {

/// What is known of an interpreter once it has been found; never changes afterwards.
struct Interpreter {
  std::uint64_t runtime = 0;    ///< address of `_PyRuntime`
  std::uint64_t code_type = 0;  ///< address of `PyCode_Type`: each code object is checked; 0: not
  Layout layout;
};

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

/// The state of the thread whose pthread_self() is `thread_self`, by searching the interpreters'
/// lists; 0 if none. For set-up and for threads of other owners: lists may change under a handler.
template <Reader Read>
std::uint64_t find_thread_state(Read&& read, const Interpreter& python, std::uint64_t thread_self) {
  const Layout& layout = python.layout;
  std::uint64_t interpreter = 0;
  if (!read_value(read, python.runtime + layout.interpreters_head, interpreter)) return 0;
  std::uint32_t steps = 0;  // bounds loops in lists that are being changed
  for (; is_plausible(interpreter) && steps < 4096; ++steps) {
    std::uint64_t thread = 0;
    if (!read_value(read, interpreter + layout.threads_head, thread)) return 0;
    for (; is_plausible(thread) && steps < 4096; ++steps) {
      std::uint64_t id = 0;
      if (!read_value(read, thread + layout.thread_id, id)) return 0;
      if (id == thread_self) return thread;
      if (!read_value(read, thread + layout.thread_next, thread)) return 0;
    }
    if (!read_value(read, interpreter + layout.interpreter_next, interpreter)) return 0;
  }
  return 0;
}

/// Finds a thread's own state in constant time: CPython keeps it in a pthread key (`autoTSSkey`).
///
/// The key's number is not in a symbol, so it is learnt from the first thread that has a state: the
/// lowest key with that value. One object serves all threads of a process, is plain memory, and
/// starts as zeros.
class ThreadStateKey {
 public:
  /// State of the calling thread, 0 if it runs no Python. `get_specific(key)` is
  /// pthread_getspecific: in glibc it takes no lock and may be called in a handler.
  template <Reader Read, class GetSpecific>
  std::uint64_t current(Read&& read, const Interpreter& python, std::uint64_t thread_self,
                        GetSpecific&& get_specific) {
    const std::uint32_t known = __atomic_load_n(&key_plus_one_, __ATOMIC_RELAXED);
    if (known != 0) {
      const auto state = reinterpret_cast<std::uint64_t>(get_specific(known - 1));
      std::uint64_t id = 0;
      const bool is_ours = is_plausible(state) &&
                           read_value(read, state + python.layout.thread_id, id) &&
                           id == thread_self;
      return is_ours ? state : 0;
    }
    const std::uint64_t state = find_thread_state(read, python, thread_self);
    if (state == 0) return 0;
    constexpr std::uint32_t max_keys = 1024;  // PTHREAD_KEYS_MAX
    for (std::uint32_t key = 0; key < max_keys; ++key) {
      if (reinterpret_cast<std::uint64_t>(get_specific(key)) == state) {
        __atomic_store_n(&key_plus_one_, key + 1, __ATOMIC_RELAXED);
        break;
      }
    }
    return state;
  }

 private:
  std::uint32_t key_plus_one_ = 0;
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
