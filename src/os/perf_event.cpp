#include "os/perf_event.hpp"

#include <linux/perf_event.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>

namespace calo::os {

namespace {

/// The page before the data of a ring.
std::size_t head_bytes() {
  static const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return page;
}

}  // namespace

std::expected<FileDescriptor, int> open_perf_event(perf_event_attr& attr, pid_t process, int cpu) {
  attr.size = sizeof attr;
  FileDescriptor event{static_cast<int>(
      ::syscall(SYS_perf_event_open, &attr, process, cpu, -1, PERF_FLAG_FD_CLOEXEC))};
  if (!event) return std::unexpected{errno};
  return event;
}

FileDescriptor open_perf_counter(const PerfCounter& counter, pid_t process) {
  perf_event_attr attr{};
  attr.type = PERF_TYPE_SOFTWARE;
  attr.config = counter.what == PerfCounter::What::task_clock ? PERF_COUNT_SW_TASK_CLOCK
                                                              : PERF_COUNT_SW_DUMMY;
  attr.inherit = counter.inherited == PerfCounter::Inherited::yes ? 1 : 0;
  attr.disabled = attr.enable_on_exec = counter.begins == PerfCounter::Begins::at_exec ? 1 : 0;
  attr.exclude_kernel = attr.exclude_hv = 1;  // needed without privileges
  return open_perf_event(attr, process, -1).value_or(FileDescriptor{});
}

std::optional<std::uint64_t> read_perf_counter(const FileDescriptor& counter) {
  std::uint64_t count = 0;
  if (!counter || ::read(counter.get(), &count, sizeof count) != sizeof count) return std::nullopt;
  return count;
}

std::expected<PerfRing, int> PerfRing::map(FileDescriptor event, std::size_t data_bytes) {
  void* const memory = ::mmap(nullptr, head_bytes() + data_bytes, PROT_READ | PROT_WRITE,
                              MAP_SHARED, event.get(), 0);
  if (memory == MAP_FAILED) return std::unexpected{errno};
  return PerfRing{std::move(event), memory, data_bytes};
}

PerfRing::PerfRing(PerfRing&& other) noexcept
    : event_{std::move(other.event_)},
      memory_{std::exchange(other.memory_, nullptr)},
      data_bytes_{other.data_bytes_},
      joined_{std::move(other.joined_)} {}

PerfRing& PerfRing::operator=(PerfRing&& other) noexcept {
  std::swap(event_, other.event_);
  std::swap(memory_, other.memory_);
  std::swap(data_bytes_, other.data_bytes_);
  std::swap(joined_, other.joined_);
  return *this;
}

PerfRing::~PerfRing() {
  if (memory_ != nullptr) ::munmap(memory_, head_bytes() + data_bytes_);
}

void PerfRing::drain(const std::function<void(std::span<const std::byte>)>& take) {
  auto* const head = static_cast<perf_event_mmap_page*>(memory_);
  const auto* const data = static_cast<const std::byte*>(memory_) + head_bytes();
  const std::uint64_t end = std::atomic_ref<__u64>{head->data_head}.load(std::memory_order_acquire);
  std::uint64_t at = head->data_tail;
  while (at < end) {
    perf_event_header header{};
    const std::uint64_t place = at % data_bytes_;  // records are aligned to 8 bytes, as headers are
    std::memcpy(&header, data + place, sizeof header);
    if (header.size < sizeof header || header.size > end - at) break;
    if (place + header.size <= data_bytes_) {
      take({data + place, header.size});
    } else {
      joined_.resize(header.size);
      const std::size_t first = data_bytes_ - place;
      std::memcpy(joined_.data(), data + place, first);
      std::memcpy(joined_.data() + first, data, header.size - first);
      take(joined_);
    }
    at += header.size;
  }
  std::atomic_ref<__u64>{head->data_tail}.store(end, std::memory_order_release);
}

}  // namespace calo::os
