#include "processes/task_events.hpp"

#include <linux/perf_event.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <limits>
#include <span>

#include "os/file.hpp"

namespace calo::processes {

namespace {

/// Data pages of one CPU's ring: 64 KiB hold some 400 short processes. The kernel lends every user
/// 516 KiB a CPU.
constexpr std::size_t data_pages = 16;

perf_event_attr attributes() {
  perf_event_attr attr{};
  attr.size = sizeof attr;
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
  return attr;
}

class Ring {
 public:
  static Result<Ring> open(std::int64_t pid, int cpu, std::size_t page) {
    perf_event_attr attr = attributes();
    attr.sample_id_all = 1;
    attr.sample_type = PERF_SAMPLE_TIME;
    Ring ring;
    ring.page_ = page;
    ring.file_ = os::FileDescriptor{static_cast<int>(
        ::syscall(SYS_perf_event_open, &attr, pid, cpu, -1, PERF_FLAG_FD_CLOEXEC))};
    if (!ring.file_) {
      return std::unexpected{system_error(errno, "following processes by perf events",
                                          "sudo sysctl kernel.perf_event_paranoid=2")};
    }
    void* memory = ::mmap(nullptr, (1 + data_pages) * page, PROT_READ | PROT_WRITE, MAP_SHARED,
                          ring.file_.get(), 0);
    if (memory == MAP_FAILED) return std::unexpected{system_error(errno, "mapping perf events")};
    ring.memory_ = static_cast<std::byte*>(memory);
    return ring;
  }

  Ring(Ring&& other) noexcept
      : file_{std::move(other.file_)},
        memory_{std::exchange(other.memory_, nullptr)},
        page_{other.page_},
        lost_{other.lost_} {}
  Ring& operator=(Ring&&) = delete;
  ~Ring() {
    if (memory_ != nullptr) ::munmap(memory_, (1 + data_pages) * page_);
  }

  void drain(std::vector<TaskEvent>& events) {
    auto* page = reinterpret_cast<perf_event_mmap_page*>(memory_);
    const std::size_t size = data_pages * page_;
    const std::uint64_t head = __atomic_load_n(&page->data_head, __ATOMIC_ACQUIRE);
    std::uint64_t tail = page->data_tail;
    while (tail < head) {
      perf_event_header header{};
      copy(tail, std::as_writable_bytes(std::span{&header, 1}), size);
      if (header.size < sizeof header) break;
      std::vector<std::byte> record(header.size);
      copy(tail, record, size);
      parse(header, record, events);
      tail += header.size;
    }
    __atomic_store_n(&page->data_tail, head, __ATOMIC_RELEASE);
  }

  [[nodiscard]] int descriptor() const { return file_.get(); }
  [[nodiscard]] std::int64_t lost() const { return lost_; }

 private:
  Ring() = default;

  void copy(std::uint64_t from, std::span<std::byte> to, std::size_t size) const {
    const std::byte* data = memory_ + page_;
    const auto begin = static_cast<std::size_t>(from % size);
    const std::size_t first = std::min(to.size(), size - begin);
    std::memcpy(to.data(), data + begin, first);
    std::memcpy(to.data() + first, data, to.size() - first);
  }

  template <class T>
  static T field(std::span<const std::byte> record, std::size_t offset) {
    T value{};
    if (offset + sizeof value <= record.size())
      std::memcpy(&value, record.data() + offset, sizeof value);
    return value;
  }

  void parse(const perf_event_header& header, std::span<const std::byte> record,
             std::vector<TaskEvent>& events) {
    constexpr std::size_t body = sizeof(perf_event_header);
    // sample_id_all with SAMPLE_TIME: the last 8 bytes of every record are its time.
    const auto time = field<std::uint64_t>(record, record.size() - sizeof(std::uint64_t));
    TaskEvent event;
    event.when = os::Instant{std::chrono::nanoseconds{static_cast<std::int64_t>(time)}};
    switch (header.type) {
      case PERF_RECORD_FORK:
      case PERF_RECORD_EXIT:
        event.what =
            header.type == PERF_RECORD_FORK ? TaskEvent::What::fork : TaskEvent::What::exit;
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
        lost_ += static_cast<std::int64_t>(field<std::uint64_t>(record, body + 8));
        break;
      default:
        break;
    }
  }

  os::FileDescriptor file_;
  std::byte* memory_ = nullptr;
  std::size_t page_ = 4096;
  std::int64_t lost_ = 0;
};

os::FileDescriptor open_event(std::int64_t pid, std::uint64_t config, bool inherit) {
  perf_event_attr attr{};
  attr.size = sizeof attr;
  attr.type = PERF_TYPE_SOFTWARE;
  attr.config = config;
  attr.inherit = inherit ? 1 : 0;
  attr.exclude_kernel = 1;  // needed without privileges; a clock runs in the kernel, too
  attr.exclude_hv = 1;
  return os::FileDescriptor{
      static_cast<int>(::syscall(SYS_perf_event_open, &attr, pid, -1, -1, PERF_FLAG_FD_CLOEXEC))};
}

}  // namespace

struct TaskEvents::Impl {
  std::vector<Ring> rings;
  os::FileDescriptor clock;
  /// Between two threads whose events are copies of each other the kernel swaps them; clocks then
  /// tell up to half too much (seen with Linux 6.18). An event that has no copy forbids it.
  os::FileDescriptor anchor;
};

TaskEvents::TaskEvents(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
TaskEvents::TaskEvents(TaskEvents&&) noexcept = default;
TaskEvents& TaskEvents::operator=(TaskEvents&&) noexcept = default;
TaskEvents::~TaskEvents() = default;

Result<TaskEvents> TaskEvents::follow(std::int64_t pid) {
  auto impl = std::make_unique<Impl>();
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  // An inherited event can only be mapped per CPU; possible CPUs that are offline answer ENODEV.
  const long cpus = ::sysconf(_SC_NPROCESSORS_CONF);
  for (int cpu = 0; cpu < cpus; ++cpu) {
    auto ring = Ring::open(pid, cpu, page);
    if (ring) {
      impl->rings.push_back(std::move(*ring));
    } else if (ring.error().category != Category::not_found) {
      return std::unexpected{std::move(ring).error()};
    }
  }
  if (impl->rings.empty())
    return fail(Category::unsupported, "following processes by perf events: no CPU offers them");
  impl->clock = open_event(pid, PERF_COUNT_SW_TASK_CLOCK, true);
  impl->anchor = open_event(pid, PERF_COUNT_SW_DUMMY, false);
  return TaskEvents{std::move(impl)};
}

std::optional<Seconds> TaskEvents::cpu_time() const {
  std::uint64_t count = 0;  // ns
  if (!impl_->clock || ::read(impl_->clock.get(), &count, sizeof count) != sizeof count)
    return std::nullopt;
  return Seconds::of(1e-9 * static_cast<double>(count));
}

std::vector<TaskEvent> TaskEvents::drain() {
  std::vector<TaskEvent> events;
  for (Ring& ring : impl_->rings) ring.drain(events);
  std::ranges::stable_sort(events, {}, &TaskEvent::when);
  return events;
}

std::int64_t TaskEvents::lost() const {
  std::int64_t lost = 0;
  for (const Ring& ring : impl_->rings) lost += ring.lost();
  return lost;
}

}  // namespace calo::processes
