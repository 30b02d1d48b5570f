#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/quantity.hpp"

namespace calo::os {

/// A point on CLOCK_MONOTONIC, the one clock of a run. Does not jump when the wall clock is set;
/// stands still in suspend.
using Instant = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;

Instant monotonic_now();

/// CLOCK_BOOTTIME - CLOCK_MONOTONIC: the time this machine has been suspended since boot.
std::chrono::nanoseconds suspended_time();

/// Wall clock, nanoseconds since 1970-01-01 UTC; for labels, never for durations.
std::chrono::nanoseconds utc_now();

/// CPU time of the calling thread.
std::chrono::nanoseconds thread_cpu_time();

/// CPU time of all threads of a process, living and ended, in nanoseconds: the clock of any process
/// may be read (clock_getcpuclockid(3)). Empty if there is no such process.
std::optional<Seconds> process_cpu_time(std::int64_t pid);

}  // namespace calo::os
