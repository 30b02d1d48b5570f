#pragma once

#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "meters/perf_counter.hpp"
#include "os/system_root.hpp"

namespace calo::meters {

/// An energy event as a PMU offers it.
struct EnergyEvent {
  PerfEvent event;
  double joules_per_count = 0.0;  ///< the file `.scale`, 2^-32
};

/// A PMU of /sys/bus/event_source/devices with energy events.
struct EnergyPmu {
  std::vector<int> cpus;            ///< its cpumask: one CPU for each counter
  std::vector<EnergyEvent> events;  ///< those in Joules, by name
};

/// Fails with not_found if there is no such PMU. Events whose files make no sense are left out.
Result<EnergyPmu> read_energy_pmu(const os::SystemRoot& root, std::string_view pmu);

/// The form of the kernel's CPU lists: "0,24-25" -> 0 24 25. Fails if it is anything else.
Result<std::vector<int>> cpus_from_list(std::string_view list);

}  // namespace calo::meters
