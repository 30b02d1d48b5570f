#include "observer/events.hpp"

#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
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
constexpr std::size_t head_bytes = 4096;

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
  attr.size = sizeof attr;
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

int open_event(perf_event_attr& attr, pid_t process, unsigned cpu) {
  return static_cast<int>(
      ::syscall(SYS_perf_event_open, &attr, process, cpu, -1, PERF_FLAG_FD_CLOEXEC));
}

/// A clock of one thread, which is not inherited. It also keeps the other events where they are:
/// the kernel swaps the events of two threads between which it switches if one's are copies of the
/// other's; those of the first thread would go to another, end with it, and could be set no more.
/// With one that has no copy there is no swap.
os::FileDescriptor open_clock(pid_t process) {
  perf_event_attr attr{};
  attr.size = sizeof attr;
  attr.type = PERF_TYPE_SOFTWARE;
  attr.config = PERF_COUNT_SW_TASK_CLOCK;
  attr.disabled = 1;
  attr.enable_on_exec = 1;
  attr.exclude_kernel = attr.exclude_hv = 1;  // a clock counts all the same
  return os::FileDescriptor{static_cast<int>(
      ::syscall(SYS_perf_event_open, &attr, process, -1, -1, PERF_FLAG_FD_CLOEXEC))};
}

}  // namespace

Events::Mapping::Mapping(Mapping&& other) noexcept
    : memory_{std::exchange(other.memory_, nullptr)}, size_{std::exchange(other.size_, 0)} {}

Events::Mapping& Events::Mapping::operator=(Mapping&& other) noexcept {
  std::swap(memory_, other.memory_);
  std::swap(size_, other.size_);
  return *this;
}

Events::Mapping::~Mapping() {
  if (memory_ != nullptr) ::munmap(memory_, size_);
}

Result<Events> Events::open(pid_t process, const std::function<std::uint64_t()>& period) {
  const std::vector<unsigned> cpus = all_cpus();
  int failure = 0;
  for (const Size& size : sizes) {
    if (size.ring * cpus.size() > most_memory && &size != std::end(sizes) - 1) continue;
    for (const bool sees_kernel : {true, false}) {
      Events events;
      events.clock_ = open_clock(process);
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
        Ring ring;
        ring.file = os::FileDescriptor{open_event(attr, process, cpu)};
        if (!ring.file) {
          // A CPU that is switched off has no events.
          if (errno == ENODEV) continue;
          failure = errno;
          break;
        }
        void* const memory = ::mmap(nullptr, head_bytes + size.ring, PROT_READ | PROT_WRITE,
                                    MAP_SHARED, ring.file.get(), 0);
        if (memory == MAP_FAILED) {
          failure = errno;
          break;
        }
        ring.first_period = attr.sample_period;
        ring.mapping = Mapping{memory, head_bytes + size.ring};
        if (::ioctl(ring.file.get(), PERF_EVENT_IOC_ID, &ring.identifier) != 0) {
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
  for (const Ring& ring : rings_) result.push_back(ring.file.get());
  return result;
}

std::uint64_t Events::identifier(std::size_t index) const {
  return rings_[index].identifier;
}

std::uint64_t Events::first_period(std::size_t index) const {
  return rings_[index].first_period;
}

std::uint64_t Events::first_thread_cpu() const {
  std::uint64_t ns = 0;
  return ::read(clock_.get(), &ns, sizeof ns) == sizeof ns ? ns : 0;
}

void Events::set_period(std::size_t index, std::uint64_t period) {
  ::ioctl(rings_[index].file.get(), PERF_EVENT_IOC_PERIOD, &period);
}

void Events::drain(const std::function<void(std::span<const std::byte>)>& take) {
  for (Ring& ring : rings_) {
    auto* const head = static_cast<perf_event_mmap_page*>(ring.mapping.memory());
    const auto* const data = static_cast<const std::byte*>(ring.mapping.memory()) + head_bytes;
    const std::uint64_t size = ring.mapping.size() - head_bytes;
    const std::uint64_t end =
        std::atomic_ref<__u64>{head->data_head}.load(std::memory_order_acquire);
    std::uint64_t at = head->data_tail;
    while (at < end) {
      perf_event_header header{};
      const std::uint64_t place = at % size;  // records are aligned to 8 bytes, as is the header
      std::memcpy(&header, data + place, sizeof header);
      if (header.size < sizeof header || header.size > end - at) break;
      if (place + header.size <= size) {
        take({data + place, header.size});
      } else {
        joined_.resize(header.size);
        const std::size_t first = size - place;
        std::memcpy(joined_.data(), data + place, first);
        std::memcpy(joined_.data() + first, data, header.size - first);
        take(joined_);
      }
      at += header.size;
    }
    std::atomic_ref<__u64>{head->data_tail}.store(end, std::memory_order_release);
  }
}

}  // namespace calo::observer
