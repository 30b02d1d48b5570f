#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "os/file.hpp"

struct perf_event_attr;

/// Events of perf_event_open(2): counters, and rings of records.
namespace calo::os {

/// An event of `process`; on one CPU, or on all (-1) if none is to be mapped. The error is errno.
std::expected<FileDescriptor, int> open_perf_event(perf_event_attr& attr, pid_t process, int cpu);

/// What is counted of a thread, and of which.
struct PerfCounter {
  enum class What { task_clock, nothing };
  enum class Inherited : bool { no, yes };
  enum class Begins : bool { now, at_exec };
  What what = What::task_clock;
  /// By all that descends from the thread. One that is not inherited also keeps the thread's other
  /// events where they are: between two threads whose events are all copies of each other the
  /// kernel swaps them when it switches, and clocks then tell up to half too much (seen with Linux
  /// 6.18), or end with another thread.
  Inherited inherited = Inherited::no;
  Begins begins = Begins::now;
};

/// Empty if the kernel refuses. Needs no privileges: clocks run in the kernel, too.
FileDescriptor open_perf_counter(const PerfCounter& counter, pid_t process);

/// Of a task clock in ns. Empty if the kernel does not give it.
std::optional<std::uint64_t> read_perf_counter(const FileDescriptor& counter);

/// The ring of an event, which the kernel writes records into and we read. Not thread-safe.
class PerfRing {
 public:
  /// `data_bytes` is a power of two of pages, of locked memory. The error is errno.
  static std::expected<PerfRing, int> map(FileDescriptor event, std::size_t data_bytes);

  PerfRing(PerfRing&& other) noexcept;
  PerfRing& operator=(PerfRing&& other) noexcept;
  PerfRing(const PerfRing&) = delete;
  PerfRing& operator=(const PerfRing&) = delete;
  ~PerfRing();

  [[nodiscard]] const FileDescriptor& event() const { return event_; }

  /// Takes out whole records, in their order. Each begins with a perf_event_header.
  void drain(const std::function<void(std::span<const std::byte>)>& take);

 private:
  PerfRing(FileDescriptor event, void* memory, std::size_t data_bytes)
      : event_{std::move(event)}, memory_{memory}, data_bytes_{data_bytes} {}

  FileDescriptor event_;
  void* memory_ = nullptr;
  std::size_t data_bytes_ = 0;
  std::vector<std::byte> joined_;  ///< a record that goes round the end
};

}  // namespace calo::os
