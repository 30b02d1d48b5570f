#include "os/usage.hpp"

#include <sys/resource.h>

namespace calo::os {

namespace {

Seconds of(const timeval& time) {
  return Seconds::of(static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec));
}

}  // namespace

Usage usage_of(const rusage& record) {
  constexpr double rss_unit = 1024.0;  // ru_maxrss is in KiB
  return {.user = of(record.ru_utime),
          .system = of(record.ru_stime),
          .peak_rss = Bytes::of(static_cast<double>(record.ru_maxrss) * rss_unit),
          .minor_faults = record.ru_minflt,
          .major_faults = record.ru_majflt,
          .voluntary_switches = record.ru_nvcsw,
          .involuntary_switches = record.ru_nivcsw};
}

Usage own_usage() {
  rusage record{};
  ::getrusage(RUSAGE_SELF, &record);
  return usage_of(record);
}

}  // namespace calo::os
