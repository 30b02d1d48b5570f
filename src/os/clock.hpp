#pragma once

#include <chrono>

namespace calo::os {

/// A point on CLOCK_MONOTONIC, the one clock of a run. Does not jump when the wall clock is set;
/// stands still in suspend.
using Instant = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;

Instant monotonic_now();

/// CLOCK_BOOTTIME - CLOCK_MONOTONIC: the time this machine has been suspended since boot.
std::chrono::nanoseconds suspended_time();

/// Wall clock, nanoseconds since 1970-01-01 UTC; for labels, never for durations.
std::chrono::nanoseconds utc_now();

}  // namespace calo::os
