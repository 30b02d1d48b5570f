#include "os/clock.hpp"

#include <ctime>

namespace calo::os {

namespace {
std::chrono::nanoseconds read(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec};
}
}  // namespace

Instant monotonic_now() {
  return Instant{read(CLOCK_MONOTONIC)};
}
std::chrono::nanoseconds suspended_time() {
  return read(CLOCK_BOOTTIME) - read(CLOCK_MONOTONIC);
}
std::chrono::nanoseconds utc_now() {
  return read(CLOCK_REALTIME);
}
std::chrono::nanoseconds thread_cpu_time() {
  return read(CLOCK_THREAD_CPUTIME_ID);
}

std::optional<Seconds> process_cpu_time(std::int64_t pid) {
  // The id of the clock is made as the kernel does: ~pid << 3 | CPUCLOCK_SCHED.
  const auto clock = static_cast<clockid_t>((~static_cast<unsigned>(pid) << 3U) | 2U);
  timespec time{};
  if (::clock_gettime(clock, &time) != 0) return std::nullopt;
  return Seconds::of(static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec));
}

}  // namespace calo::os
