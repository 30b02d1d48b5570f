#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>

#include "meters/number_file.hpp"
#include "os/system_root.hpp"

namespace calo::meters {

/// An event of a PMU that counts for the whole machine.
struct PerfEvent {
  std::string pmu;           ///< directory below /sys/bus/event_source/devices: "power"
  std::string name;          ///< "energy-pkg"
  std::uint32_t type = 0;    ///< perf_event_attr::type
  std::uint64_t config = 0;  ///< perf_event_attr::config
};

/// An open counter of one event on one CPU.
class PerfCounter {
 public:
  virtual ~PerfCounter() = default;
  /// The count since it was opened; a count the kernel drove below zero appears as its two's
  /// complement.
  virtual std::expected<std::uint64_t, ErrorNumber> read() = 0;
};

/// Opens a counter: of the kernel (perf_event_open(2), any process, one CPU) if `root` is the real
/// machine, else the file `perf_event/<pmu>/<event>/cpu<N>` of the root, which holds the count as a
/// decimal number.
std::expected<std::unique_ptr<PerfCounter>, ErrorNumber> open_perf_counter(
    const os::SystemRoot& root, const PerfEvent& event, int cpu);

}  // namespace calo::meters
