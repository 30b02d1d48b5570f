#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include "base/quantity.hpp"
#include "os/system_root.hpp"
#include "processes/machine_load.hpp"

namespace calo::measure {

/// Waits between the runs of a series until the machine is as it was before the first one: the CPUs
/// as cool, or, where no temperature can be read, idle.
class CoolDown {
 public:
  /// Beyond this the next run begins all the same.
  static constexpr double longest_s = 120.0;
  /// Degrees above the temperature before the first run that count as cool.
  static constexpr double near_celsius = 2.0;
  /// Busy share of the machine that counts as idle.
  static constexpr double idle_share = 0.10;

  explicit CoolDown(const os::SystemRoot& root) : load_{root} {}

  [[nodiscard]] bool has_sensor() const { return load_.temperature_celsius().has_value(); }

  /// The first call only looks. Ends early when `stop` is set. `tell` hears about once a second
  /// what is being waited for. Returns false if it gave up.
  bool wait(const std::atomic<bool>& stop, const std::function<void(const std::string&)>& tell);

 private:
  bool until(const std::atomic<bool>& stop,
             const std::function<std::optional<std::string>()>& ready,
             const std::function<void(const std::string&)>& tell);

  processes::MachineLoad load_;
  std::optional<double> before_celsius_;
  bool has_begun_ = false;
};

}  // namespace calo::measure
