#include "processes/task_events.hpp"

#include <linux/perf_event.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <limits>
#include <span>

#include "os/file.hpp"
#include "os/perf_event.hpp"

namespace calo::processes {

namespace {

/// Data pages of one CPU's ring: 64 KiB hold some 400 short processes. The kernel lends every user
/// 516 KiB a CPU.
constexpr std::size_t data_pages = 16;

perf_event_attr attributes() {
  perf_event_attr attr{};
  attr.type = PERF_TYPE_SOFTWARE;
  attr.config = PERF_COUNT_SW_TASK_CLOCK;
  attr.inherit = 1;
  attr.inherit_stat = 1;    // a record of the clock at each end
  attr.exclude_kernel = 1;  // needed without privileges; the clock runs in the kernel, too
  attr.exclude_hv = 1;
  attr.task = 1;
  attr.comm = 1;
  attr.comm_exec = 1;
  attr.watermark = 1;
  attr.wakeup_watermark = std::numeric_limits<std::uint32_t>::max();  // nobody waits
  attr.use_clockid = 1;
  attr.clockid = CLOCK_MONOTONIC;
  attr.sample_id_all = 1;
  attr.sample_type = PERF_SAMPLE_TIME;
  return attr;
}

template <class T>
T field(std::span<const std::byte> record, std::size_t offset) {
  T value{};
  if (offset + sizeof value <= record.size())
    std::memcpy(&value, record.data() + offset, sizeof value);
  return value;
}

/// Appends what a record tells; gives how many records were lost before it.
std::int64_t parse(std::span<const std::byte> record, std::vector<TaskEvent>& events) {
  const auto header = field<perf_event_header>(record, 0);
  constexpr std::size_t body = sizeof(perf_event_header);
  // sample_id_all with SAMPLE_TIME: the last 8 bytes of every record are its time.
  const auto time = field<std::uint64_t>(record, record.size() - sizeof(std::uint64_t));
  TaskEvent event;
  event.when = os::Instant{std::chrono::nanoseconds{static_cast<std::int64_t>(time)}};
  switch (header.type) {
    case PERF_RECORD_FORK:
    case PERF_RECORD_EXIT:
      event.what = header.type == PERF_RECORD_FORK ? TaskEvent::What::fork : TaskEvent::What::exit;
      event.pid = field<std::uint32_t>(record, body);
      event.parent_pid = field<std::uint32_t>(record, body + 4);
      event.tid = field<std::uint32_t>(record, body + 8);
      events.push_back(event);
      break;
    case PERF_RECORD_READ:
      event.what = TaskEvent::What::clock;
      event.pid = field<std::uint32_t>(record, body);
      event.tid = field<std::uint32_t>(record, body + 4);
      event.cpu = Seconds::of(1e-9 * static_cast<double>(field<std::uint64_t>(record, body + 8)));
      if (event.cpu > Seconds{}) events.push_back(event);
      break;
    case PERF_RECORD_COMM: {
      event.what = TaskEvent::What::exec_or_rename;
      event.pid = field<std::uint32_t>(record, body);
      event.tid = field<std::uint32_t>(record, body + 4);
      event.exec = (header.misc & PERF_RECORD_MISC_COMM_EXEC) != 0;
      for (std::size_t i = body + 8; i < record.size() && record[i] != std::byte{}; ++i) {
        event.name += static_cast<char>(record[i]);
      }
      events.push_back(event);
      break;
    }
    case PERF_RECORD_LOST:
      return static_cast<std::int64_t>(field<std::uint64_t>(record, body + 8));
    default:
      break;
  }
  return 0;
}

}  // namespace

struct TaskEvents::Impl {
  std::vector<os::PerfRing> rings;
  std::int64_t lost = 0;
  os::FileDescriptor clock;
  os::FileDescriptor anchor;  ///< is not inherited, so that the kernel swaps none of the others
};

TaskEvents::TaskEvents(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
TaskEvents::TaskEvents(TaskEvents&&) noexcept = default;
TaskEvents& TaskEvents::operator=(TaskEvents&&) noexcept = default;
TaskEvents::~TaskEvents() = default;

Result<TaskEvents> TaskEvents::follow(std::int64_t pid) {
  auto impl = std::make_unique<Impl>();
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const auto process = static_cast<pid_t>(pid);
  // An inherited event can only be mapped per CPU; possible CPUs that are offline answer ENODEV.
  const long cpus = ::sysconf(_SC_NPROCESSORS_CONF);
  for (int cpu = 0; cpu < cpus; ++cpu) {
    perf_event_attr attr = attributes();
    auto event = os::open_perf_event(attr, process, cpu);
    if (!event && event.error() == ENODEV) continue;
    if (!event) {
      return std::unexpected{system_error(event.error(), "following processes by perf events",
                                          "sudo sysctl kernel.perf_event_paranoid=2")};
    }
    auto ring = os::PerfRing::map(std::move(*event), data_pages * page);
    if (!ring) return std::unexpected{system_error(ring.error(), "mapping perf events")};
    impl->rings.push_back(std::move(*ring));
  }
  if (impl->rings.empty())
    return fail(Category::unsupported, "following processes by perf events: no CPU offers them");
  using Counter = os::PerfCounter;
  impl->clock = os::open_perf_counter({.inherited = Counter::Inherited::yes}, process);
  impl->anchor = os::open_perf_counter({.what = Counter::What::nothing}, process);
  return TaskEvents{std::move(impl)};
}

std::optional<Seconds> TaskEvents::cpu_time() const {
  const auto count = os::read_perf_counter(impl_->clock);
  if (!count) return std::nullopt;
  return Seconds::of(1e-9 * static_cast<double>(*count));
}

std::vector<TaskEvent> TaskEvents::drain() {
  std::vector<TaskEvent> events;
  for (os::PerfRing& ring : impl_->rings)
    ring.drain([&](std::span<const std::byte> record) { impl_->lost += parse(record, events); });
  std::ranges::stable_sort(events, {}, &TaskEvent::when);
  return events;
}

std::int64_t TaskEvents::lost() const {
  return impl_->lost;
}

}  // namespace calo::processes
