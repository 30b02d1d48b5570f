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

}  // namespace calo::os
