#pragma once

#include <cstdint>

#include "base/quantity.hpp"

struct rusage;

namespace calo::os {

/// What the kernel has counted of a process: getrusage(2), or the exit record that wait4(2) gives.
/// CPU times are in microseconds.
struct Usage {
  Seconds user{}, system{};
  Bytes peak_rss{};  ///< of the process, or of the largest child that it waited for
  std::int64_t minor_faults = 0, major_faults = 0;
  std::int64_t voluntary_switches = 0, involuntary_switches = 0;

  [[nodiscard]] Seconds cpu() const { return user + system; }
};

Usage usage_of(const rusage& record);

/// Of the calling process, so far.
Usage own_usage();

}  // namespace calo::os
