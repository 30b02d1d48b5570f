#include "observer/events.hpp"

#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <utility>

namespace calo::observer {

namespace {

/// Data bytes of a ring, most wanted first, and how much of a stack is copied with it: a record
/// takes the whole room of a stack, and some ten should fit. Locked memory: each user may have
/// kernel.perf_event_mlock_kb (516 KiB) for each CPU, and RLIMIT_MEMLOCK more.
struct Size {
  std::size_t ring, stack;
};
constexpr std::size_t kib = 1024;
constexpr Size sizes[] = {
    {2048 * kib, 65528}, {1024 * kib, 65528}, {512 * kib, 32768},
    {256 * kib, 24576},  {128 * kib, 16384},  {64 * kib, 8192},
};
/// More memory than this for all rings together is not taken.
constexpr std::size_t most_memory = std::size_t{64} * 1024 * 1024;

/// All of them: the program may run on others than it began with.
std::vector<unsigned> all_cpus() {
  std::vector<unsigned> cpus;
  const long count = ::sysconf(_SC_NPROCESSORS_CONF);
  cpus.reserve(static_cast<std::size_t>(count > 0 ? count : 0));
  for (long cpu = 0; cpu < count; ++cpu) cpus.push_back(static_cast<unsigned>(cpu));
  return cpus;
}

perf_event_attr attributes(std::size_t ring, std::size_t stack) {
  perf_event_attr attr{};
  attr.type = PERF_TYPE_SOFTWARE;
  attr.config = PERF_COUNT_SW_TASK_CLOCK;
  attr.sample_type = PERF_SAMPLE_IP | PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_STREAM_ID |
                     PERF_SAMPLE_CPU | PERF_SAMPLE_PERIOD | PERF_SAMPLE_REGS_USER |
                     PERF_SAMPLE_STACK_USER;
  attr.disabled = 1;
  attr.inherit = 1;
  attr.enable_on_exec = 1;
  attr.exclude_hv = 1;
  attr.mmap = attr.mmap2 = 1;
  attr.comm = attr.comm_exec = 1;
  attr.task = 1;
  attr.sample_id_all = 1;
  attr.use_clockid = 1;
  attr.clockid = CLOCK_MONOTONIC;
  attr.sample_regs_user = register_mask;
  attr.sample_stack_user = static_cast<std::uint32_t>(stack);
  attr.watermark = 1;
  attr.wakeup_watermark = static_cast<std::uint32_t>(ring / 2);
  return attr;
}

}  // namespace

Result<Events> Events::open(pid_t process, const std::function<std::uint64_t()>& period) {
  const std::vector<unsigned> cpus = all_cpus();
  int failure = 0;
  for (const Size& size : sizes) {
    if (size.ring * cpus.size() > most_memory && &size != std::end(sizes) - 1) continue;
    for (const bool sees_kernel : {true, false}) {
      Events events;
      events.clock_ = os::open_perf_counter({.begins = os::PerfCounter::Begins::at_exec}, process);
      events.sees_kernel_ = events.shape_.has_kernel_frames = sees_kernel;
      events.stack_bytes_ = size.stack;
      failure = 0;
      for (const unsigned cpu : cpus) {
        perf_event_attr attr = attributes(size.ring, size.stack);
        attr.sample_period = period();
        attr.exclude_kernel = sees_kernel ? 0 : 1;
        if (sees_kernel) {
          attr.sample_type |= PERF_SAMPLE_CALLCHAIN;
          attr.exclude_callchain_user = 1;
        }
        auto event = os::open_perf_event(attr, process, static_cast<int>(cpu));
        // A CPU that is switched off has no events.
        if (!event && event.error() == ENODEV) continue;
        auto records = event ? os::PerfRing::map(std::move(*event), size.ring)
                             : std::unexpected{event.error()};
        if (!records) {
          failure = records.error();
          break;
        }
        Ring ring{std::move(*records), 0, attr.sample_period};
        if (::ioctl(ring.records.event().get(), PERF_EVENT_IOC_ID, &ring.identifier) != 0) {
          failure = errno;
          break;
        }
        events.rings_.push_back(std::move(ring));
      }
      if (failure == 0 && !events.rings_.empty()) return events;
      const bool without_kernel_may_do = failure == EACCES || failure == EPERM;
      if (!without_kernel_may_do || !events.rings_.empty()) break;
    }
    // Too little locked memory is EPERM too: only a smaller ring tells.
    if (failure != EPERM && failure != ENOMEM && failure != EINVAL && failure != EACCES) break;
    if (failure == EACCES) break;
  }
  if (failure == EACCES || failure == EPERM) {
    return fail(Category::permission,
                "opening events of the task clock: the kernel refuses (perf_event_open)",
                "Allow it by sysctl kernel.perf_event_paranoid=2, or in the container's profile");
  }
  return std::unexpected{system_error(failure, "opening events of the task clock")};
}

std::vector<int> Events::descriptors() const {
  std::vector<int> result;
  result.reserve(rings_.size());
  for (const Ring& ring : rings_) result.push_back(ring.records.event().get());
  return result;
}

std::uint64_t Events::identifier(std::size_t index) const {
  return rings_[index].identifier;
}

std::uint64_t Events::first_period(std::size_t index) const {
  return rings_[index].first_period;
}

std::uint64_t Events::first_thread_cpu() const {
  return os::read_perf_counter(clock_).value_or(0);
}

void Events::set_period(std::size_t index, std::uint64_t period) {
  ::ioctl(rings_[index].records.event().get(), PERF_EVENT_IOC_PERIOD, &period);
}

void Events::drain(const std::function<void(std::span<const std::byte>)>& take) {
  for (Ring& ring : rings_) ring.records.drain(take);
}

}  // namespace calo::observer
