#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meters/domain_meter.hpp"
#include "meters/number_file.hpp"
#include "meters/power_integrator.hpp"
#include "os/system_root.hpp"

namespace calo::meters {

/// One battery of /sys/class/power_supply.
class BatteryFiles {
 public:
  explicit BatteryFiles(std::filesystem::path directory);

  /// "Discharging", "Charging", "Full", ...; empty if unreadable. Valid until the next call.
  [[nodiscard]] std::string_view status();
  /// power_now, or current_now * voltage_now; their sign depends on the driver and is ignored.
  std::optional<Watts> power();
  [[nodiscard]] std::string name() const { return directory_.filename(); }

 private:
  std::filesystem::path directory_;
  NumberFile status_, power_uw_, current_ua_, voltage_uv_;
};

/// What all batteries together give, while at least one discharges and none is charged: then, and
/// only then, it is what the computer draws.
class Battery final : public DomainMeter {
 public:
  explicit Battery(std::vector<BatteryFiles> batteries);

  void read(os::Instant now, std::span<model::Increment> increments) override;

 private:
  std::vector<BatteryFiles> batteries_;
  PowerIntegrator integrator_;
};

Probe probe_battery(const os::SystemRoot& root);

}  // namespace calo::meters
