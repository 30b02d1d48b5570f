#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "meters/domain_meter.hpp"
#include "meters/number_file.hpp"
#include "meters/power_integrator.hpp"
#include "meters/wrapping_counter.hpp"
#include "os/system_root.hpp"

namespace calo::meters {

/// One power or energy input of a chip of /sys/class/hwmon.
struct HwmonChannel {
  std::string device;  ///< "hwmon3"
  std::string chip;    ///< its name: "power_meter", "amdgpu"
  std::string label;   ///< what the firmware calls it: "Module Power Socket 0"; may be empty
  std::filesystem::path file;  ///< powerN_average or powerN_input [uW], energyN_input [uJ]
  bool is_counter = false;     ///< energyN_input
  Seconds averaging{};         ///< powerN_average_interval
  bool is_apu = false;  ///< amdgpu: the graphics part of a processor, whose power is inside package
};

/// All channels, in the order of chips and numbers; counters before the power of the same number.
std::vector<HwmonChannel> list_hwmon(const os::SystemRoot& root);

/// What the channels stand for, `domains[i]` for `channels[i]`: a power meter of the node (ACPI,
/// NVIDIA Grace module) is a total, a graphics card is a total of its own scope gpuN, and rails
/// calo does not know are alternatives.
std::vector<model::Domain> describe(const std::vector<HwmonChannel>& channels);

/// Power sensors and energy counters of /sys/class/hwmon.
class Hwmon final : public DomainMeter {
 public:
  /// `domains[i]` is read from `channels[i]`.
  Hwmon(const std::vector<HwmonChannel>& channels, std::vector<model::Domain> domains);

  void read(os::Instant now, std::span<model::Increment> increments) override;
  [[nodiscard]] std::optional<Joules> since_first(std::size_t domain) const override;
  [[nodiscard]] Seconds averaging() const override { return averaging_; }

 private:
  struct Source {
    NumberFile file;
    std::variant<PowerIntegrator, WrappingCounter> energy;
  };

  std::vector<Source> sources_;
  Seconds averaging_{};
};

Probe probe_hwmon(const os::SystemRoot& root);

}  // namespace calo::meters
