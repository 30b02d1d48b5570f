#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "os/file.hpp"
#include "os/system_root.hpp"
#include "processes/proc_files.hpp"

namespace calo::processes {

/// Use of the whole machine, so that everyone else's load is known: reads /proc/stat, and where
/// readable the mean CPU frequency (cpufreq) and the CPU package temperature (thermal zones,
/// hwmon).
class MachineLoad {
 public:
  explicit MachineLoad(const os::SystemRoot& root);

  /// Empty if /proc/stat cannot be read.
  [[nodiscard]] std::optional<MachineStat> read() const;
  /// Hz, mean of at most 16 CPUs spread over the machine; a sysfs read each.
  [[nodiscard]] std::optional<double> frequency_hz() const;
  /// °C, the hottest CPU package sensor.
  [[nodiscard]] std::optional<double> temperature_celsius() const;
  /// How often the CPUs have been throttled for their heat since the machine was started: cores,
  /// and packages once each (Intel's thermal_throttle). Empty where the kernel does not count it.
  /// Reads two files for each CPU: not to be asked in every interval.
  [[nodiscard]] std::optional<std::int64_t> throttle_events() const;

 private:
  os::SystemRoot root_;
  os::FileDescriptor stat_;
  std::vector<os::FileDescriptor> frequencies_;
  std::vector<os::FileDescriptor> temperatures_;
};

}  // namespace calo::processes
