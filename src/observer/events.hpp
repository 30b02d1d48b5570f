#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "observer/records.hpp"
#include "os/file.hpp"
#include "os/perf_event.hpp"

namespace calo::observer {

/// The kernel's task-clock events of a process and of all that will descend from it: one for each
/// CPU, each with a ring that the kernel writes into and we read. They begin when the process
/// executes a program.
///
/// Nothing of the program is touched: no signal, no descriptor, no memory. Not thread-safe.
class Events {
 public:
  /// `period()` draws the first period of an event, ns. Fails with `permission` where the
  /// kernel refuses (kernel.perf_event_paranoid, a container's system call filter), `unsupported`
  /// where it has none.
  static Result<Events> open(pid_t process, const std::function<std::uint64_t()>& period);

  Events(Events&&) noexcept = default;
  Events& operator=(Events&&) noexcept = default;
  ~Events() = default;

  /// Readable when a ring is filled so far that it should be drained.
  [[nodiscard]] std::vector<int> descriptors() const;

  /// Takes everything out of the rings: whole records, in the order of each ring.
  void drain(const std::function<void(std::span<const std::byte>)>& take);

  /// A new period for the event on the `index`-th CPU: for the first thread of the process from now
  /// on, and for all threads that are born from now on.
  void set_period(std::size_t index, std::uint64_t period);

  [[nodiscard]] std::size_t size() const { return rings_.size(); }
  /// What StackSample::event says of the process's first thread on the `index`-th CPU.
  [[nodiscard]] std::uint64_t identifier(std::size_t index) const;
  [[nodiscard]] std::uint64_t first_period(std::size_t index) const;
  /// CPU time of the process's first thread since its exec, ns.
  [[nodiscard]] std::uint64_t first_thread_cpu() const;
  [[nodiscard]] const RecordShape& shape() const { return shape_; }
  /// Samples fall on the kernel's code too; else what the kernel does for the program is not seen.
  [[nodiscard]] bool sees_kernel() const { return sees_kernel_; }
  /// So much of a stack is copied.
  [[nodiscard]] std::size_t stack_bytes() const { return stack_bytes_; }

 private:
  struct Ring {
    os::PerfRing records;
    std::uint64_t identifier = 0;
    std::uint64_t first_period = 0;
  };
  Events() = default;

  /// Of the first thread alone. Not inherited, so that the kernel does not swap the other events.
  os::FileDescriptor clock_;
  std::vector<Ring> rings_;
  RecordShape shape_;
  bool sees_kernel_ = false;
  std::size_t stack_bytes_ = 0;
};

}  // namespace calo::observer
