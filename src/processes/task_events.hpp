#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/quantity.hpp"
#include "os/clock.hpp"

namespace calo::processes {

/// Something the kernel tells about a thread of the tree.
struct TaskEvent {
  enum class What { fork, exec_or_rename, exit, clock };
  What what = What::fork;
  os::Instant when{};
  std::int64_t pid = 0, tid = 0;  ///< of the new, renamed or ended thread; a process if pid == tid
  std::int64_t parent_pid = 0;    ///< fork: of the creator. pid == parent_pid means a new thread
  std::string name{};             ///< exec_or_rename
  bool exec = false;              ///< true for execve, false for prctl(PR_SET_NAME)
  Seconds cpu{};                  ///< clock: CPU time of a thread that ended, on one of the CPUs
};

/// Every birth, exec and end in a process tree, from the kernel (perf_event_open(2), a task clock
/// with `task`, `comm` and `inherit_stat`, inherited by children): no short-lived process is
/// missed, none is slowed by a tracer. What a thread used is told at its end, whoever waits for its
/// process.
///
/// Needs kernel.perf_event_paranoid <= 2 or CAP_PERFMON; measured cost 1 to 2 µs a fork and CPU.
class TaskEvents {
 public:
  /// Follows `pid`, which must not have started its program yet, and all that comes from it.
  static Result<TaskEvents> follow(std::int64_t pid);

  TaskEvents(TaskEvents&&) noexcept;
  TaskEvents& operator=(TaskEvents&&) noexcept;
  ~TaskEvents();

  /// Takes the events so far, in order of time, and frees their room: 64 KiB for each CPU, which
  /// some 400 short processes fill. To be called 20 times a second: whoever waits for the buffers
  /// by poll(2) is woken at the end of every process, 70 us each on a virtual machine.
  std::vector<TaskEvent> drain();

  /// CPU time of the whole tree since follow(), those who have ended and those nobody waited for
  /// included: the kernel's task clock. Empty if the kernel does not give it. A program that is
  /// executed with the privileges of another user is left out, and so is what it starts.
  [[nodiscard]] std::optional<Seconds> cpu_time() const;

  /// Records the kernel had to drop since the beginning, because nobody drained in time.
  [[nodiscard]] std::int64_t lost() const;

 private:
  struct Impl;
  explicit TaskEvents(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace calo::processes
