#pragma once

#include <filesystem>
#include <string>

#include "meters/number_file.hpp"
#include "meters/surroundings.hpp"
#include "os/system_root.hpp"

namespace calo::meters {

/// Why something cannot be read and what the user can do, as a Finding says it.
struct Obstacle {
  std::string why_not;
  std::string remedy;  ///< an exact command where there is one; empty if nothing helps
};

/// The remedy where a hypervisor keeps the counters to itself.
inline constexpr const char* measure_on_the_host =
    "Measure on the host; in the machine, calo uses its power model";

/// Why there are no RAPL zones at all: no such architecture, virtual machine, container, or driver
/// not loaded.
Obstacle why_no_rapl(const os::SystemRoot& root, const Processor& processor);

/// Why `energy_file` could not be read, from the number the kernel gave.
Obstacle why_powercap_unreadable(const std::filesystem::path& energy_file, ErrorNumber error);

/// Why a system-wide counter of the `power` PMU could not be opened.
Obstacle why_perf_unreadable(const os::SystemRoot& root, ErrorNumber error);

}  // namespace calo::meters
