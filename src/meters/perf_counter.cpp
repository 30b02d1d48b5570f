#include "meters/perf_counter.hpp"

#include <fmt/format.h>
#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace calo::meters {

namespace {

class KernelCounter final : public PerfCounter {
 public:
  explicit KernelCounter(os::FileDescriptor file) : file_{std::move(file)} {}

  std::expected<std::uint64_t, ErrorNumber> read() override {
    std::uint64_t count = 0;
    ssize_t size = 0;
    do {
      size = ::read(file_.get(), &count, sizeof count);
    } while (size < 0 && errno == EINTR);
    if (size < 0) return std::unexpected{errno};
    // A counter in error state (its CPU went away) reads as end of file, perf_event_open(2).
    if (size != sizeof count) return std::unexpected{ENODEV};
    return count;
  }

 private:
  os::FileDescriptor file_;
};

class FileCounter final : public PerfCounter {
 public:
  explicit FileCounter(NumberFile file) : file_{std::move(file)} {}

  std::expected<std::uint64_t, ErrorNumber> read() override {
    const auto count = file_.read();
    if (!count) return std::unexpected{count.error()};
    return static_cast<std::uint64_t>(*count);
  }

 private:
  NumberFile file_;
};

using Opened = std::expected<std::unique_ptr<PerfCounter>, ErrorNumber>;

Opened open_in_kernel(const PerfEvent& event, int cpu) {
  perf_event_attr attributes{};
  attributes.size = sizeof attributes;
  attributes.type = event.type;
  attributes.config = event.config;
  const long fd = ::syscall(SYS_perf_event_open, &attributes, -1, cpu, -1, PERF_FLAG_FD_CLOEXEC);
  if (fd < 0) return std::unexpected{errno};
  return std::make_unique<KernelCounter>(os::FileDescriptor{static_cast<int>(fd)});
}

Opened open_in_files(const os::SystemRoot& root, const PerfEvent& event, int cpu) {
  // The rule of the kernel for somebody without CAP_PERFMON, so that a captured machine behaves as
  // it does for its user.
  const auto paranoid = os::read_i64(root.proc("sys/kernel/perf_event_paranoid"));
  if (paranoid && *paranoid > 0) return std::unexpected{EACCES};
  NumberFile file{root.path() / "perf_event" / event.pmu / event.name / fmt::format("cpu{}", cpu)};
  if (const auto count = file.read(); !count) return std::unexpected{count.error()};
  return std::make_unique<FileCounter>(std::move(file));
}

}  // namespace

Opened open_perf_counter(const os::SystemRoot& root, const PerfEvent& event, int cpu) {
  return root.is_real() ? open_in_kernel(event, cpu) : open_in_files(root, event, cpu);
}

}  // namespace calo::meters
