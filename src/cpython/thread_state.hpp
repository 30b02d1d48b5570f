#pragma once

#include <cstdint>

#include "cpython/layout.hpp"
#include "cpython/memory.hpp"

/// Which thread state of an interpreter the calling thread runs. Everything in this header may run
/// in a signal handler of that thread: no allocation, no lock, no exception.
namespace calo::cpython {

/// What is known of an interpreter once it has been found; never changes afterwards.
struct Interpreter {
  std::uint64_t runtime = 0;    ///< address of `_PyRuntime`
  std::uint64_t code_type = 0;  ///< address of `PyCode_Type`: each code object is checked; 0: not
  Layout layout;
};

/// Calls `visit(thread state)` for every one of all interpreters, the newest interpreter first,
/// until it says true. Lists may change meanwhile: what is visited need not exist any more.
template <Reader Read, class Visit>
void visit_thread_states(Read&& read, const Interpreter& python, Visit&& visit) {
  const Layout& layout = python.layout;
  std::uint64_t interpreter = 0;
  if (!read_value(read, python.runtime + layout.interpreters_head, interpreter)) return;
  std::uint32_t steps = 0;  // bounds loops in lists that are being changed
  for (; is_plausible(interpreter) && steps < 4096; ++steps) {
    std::uint64_t thread = 0;
    if (!read_value(read, interpreter + layout.threads_head, thread)) return;
    for (; is_plausible(thread) && steps < 4096; ++steps) {
      if (visit(thread)) return;
      if (!read_value(read, thread + layout.thread_next, thread)) return;
    }
    if (!read_value(read, interpreter + layout.interpreter_next, interpreter)) return;
  }
}

/// Whether `state` says of itself that it belongs to the thread whose pthread_self() is given.
template <Reader Read>
bool is_state_of(Read&& read, const Interpreter& python, std::uint64_t state,
                 std::uint64_t thread_self) {
  std::uint64_t id = 0;
  return is_plausible(state) && read_value(read, state + python.layout.thread_id, id) &&
         id == thread_self;
}

/// The state that the calling thread, which runs several interpreters and does not hold their lock,
/// is in: the innermost of those that have frames. 0: cannot be told, or none has.
///
/// An interpreter called by another on one thread is deeper on its C stack, where 3.10 and 3.11
/// keep a CFrame for each evaluation loop. 3.8 and 3.9 do not say, so only two can be told apart
/// there: the newer one was made, and is called, by the older.
template <Reader Read>
std::uint64_t innermost_state(Read&& read, const Interpreter& python, std::uint64_t thread_self) {
  const Layout& layout = python.layout;
  std::uint64_t found = 0;
  std::uint64_t deepest = highest_address;
  std::uint32_t running = 0;
  visit_thread_states(read, python, [&](std::uint64_t state) {
    std::uint64_t frame = 0;
    if (!is_state_of(read, python, state, thread_self) ||
        !read_value(read, state + layout.thread_frame, frame))
      return false;
    std::uint64_t depth = 0;
    if (layout.has_cframe) {
      depth = frame;
      if (!is_plausible(depth) || !read_value(read, depth + layout.cframe_frame, frame))
        return false;
    } else if (layout.thread_depth != 0 && !read_value(read, state + layout.thread_depth, depth)) {
      return false;
    }
    if (frame == 0) return false;
    ++running;
    const bool is_first = running == 1;
    if (layout.thread_depth == 0 ? is_first : depth < deepest) {
      found = state;
      deepest = depth;
    }
    return false;
  });
  return layout.thread_depth == 0 && running > 2 ? 0 : found;
}

/// Finds the state that a thread is in, in constant time where there is one interpreter.
///
/// CPython keeps a thread's state in a pthread key (`autoTSSkey`). Its number is not in a symbol,
/// so it is learnt from the first thread that has a state: the lowest key whose value is one.
/// From 3.12 on the key follows the thread from one interpreter into another. Before, it keeps the
/// thread's first state, and the one that holds the interpreters' lock (`tstate_current`) is the
/// thread's own as long as it says so itself. One object serves all threads of a process, is plain
/// memory, and starts as zeros.
class ThreadStateKey {
 public:
  /// State of the calling thread, 0 if it runs no Python. `get_specific(key)` is
  /// pthread_getspecific: in glibc it takes no lock and may be called in a handler.
  template <Reader Read, class GetSpecific>
  std::uint64_t current(Read&& read, const Interpreter& python, std::uint64_t thread_self,
                        GetSpecific&& get_specific) {
    const Layout& layout = python.layout;
    if (layout.lock_holder != 0) {
      std::uint64_t holder = 0;
      if (read_value(read, python.runtime + layout.lock_holder, holder) &&
          is_state_of(read, python, holder, thread_self))
        return holder;
    }
    const std::uint64_t first = of_key(read, python, thread_self, get_specific);
    if (layout.lock_holder == 0 || !has_several_interpreters(read, python)) return first;
    return innermost_state(read, python, thread_self);
  }

 private:
  template <Reader Read>
  static bool has_several_interpreters(Read&& read, const Interpreter& python) {
    std::uint64_t interpreter = 0;
    std::uint64_t next = 0;
    return read_value(read, python.runtime + python.layout.interpreters_head, interpreter) &&
           is_plausible(interpreter) &&
           read_value(read, interpreter + python.layout.interpreter_next, next) && next != 0;
  }

  template <Reader Read, class GetSpecific>
  std::uint64_t of_key(Read&& read, const Interpreter& python, std::uint64_t thread_self,
                       GetSpecific&& get_specific) {
    const std::uint32_t known = __atomic_load_n(&key_plus_one_, __ATOMIC_RELAXED);
    if (known != 0) {
      const auto state = reinterpret_cast<std::uint64_t>(get_specific(known - 1));
      return is_state_of(read, python, state, thread_self) ? state : 0;
    }
    // A thread may have states of several interpreters, and the key holds any of them.
    constexpr std::uint32_t max_keys = 1024;  // PTHREAD_KEYS_MAX
    for (std::uint32_t key = 0; key < max_keys; ++key) {
      const auto value = reinterpret_cast<std::uint64_t>(get_specific(key));
      if (!is_state_of(read, python, value, thread_self)) continue;
      bool is_state = false;
      visit_thread_states(read, python, [&](std::uint64_t state) {
        is_state = state == value;
        return is_state;
      });
      if (!is_state) continue;
      __atomic_store_n(&key_plus_one_, key + 1, __ATOMIC_RELAXED);
      return value;
    }
    return 0;
  }

  std::uint32_t key_plus_one_ = 0;
};

}  // namespace calo::cpython
