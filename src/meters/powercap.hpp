#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/quantity.hpp"
#include "meters/rapl.hpp"
#include "os/system_root.hpp"

namespace calo::meters {

/// One RAPL zone of /sys/class/powercap that stands for a counter of its own.
struct PowercapZone {
  RaplDomain domain;
  std::string id;  ///< directory: "intel-rapl:0", hexadecimal after ten ("intel-rapl:c:0")
  std::filesystem::path energy_file;  ///< energy_uj; root-only since Linux 5.10 (CVE-2020-8694)
  std::uint64_t max_range_uj = 0;     ///< 0 = unknown or unreadable
  std::optional<Watts> max_power;     ///< of the long-term constraint, where the zone states one
};

/// What is in /sys/class/powercap.
struct PowercapScan {
  std::vector<PowercapZone> zones;    ///< in the order of their domains, each domain once
  std::size_t twins = 0;              ///< zones left out because another shows the same counter
  std::size_t single_core_zones = 0;  ///< AMD "core" zones: one core, not all of them
  std::size_t unknown = 0;            ///< zones with a name calo does not know
};

/// Lists the zones and leaves out those that repeat another's counter (docs/methods/meters.md,
/// "Which zones are added"): `intel-rapl-mmio` beside `intel-rapl`, several zones of one package on
/// AMD, and AMD's "core", which is one core. Fails only if the directory cannot be listed; zones
/// with missing files are left out.
Result<PowercapScan> scan_powercap(const os::SystemRoot& root, const Processor& processor);

}  // namespace calo::meters
