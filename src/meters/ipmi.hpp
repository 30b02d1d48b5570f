#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "meters/domain_meter.hpp"
#include "meters/power_integrator.hpp"
#include "os/file.hpp"
#include "os/system_root.hpp"

namespace calo::meters {

/// The instantaneous power in the output of `ipmitool dcmi power reading`; empty if there is none
/// or the reading is not activated.
std::optional<Watts> power_in_dcmi_reading(std::string_view output);

/// The power of the node as its management controller states it, through ipmitool.
///
/// Starts the program about once a second and never waits for it: what it printed is taken up by a
/// later read. A value counts for five seconds; a program that takes ten is ended.
class Ipmi final : public DomainMeter {
 public:
  explicit Ipmi(std::filesystem::path program);
  ~Ipmi() override;
  Ipmi(const Ipmi&) = delete;
  Ipmi& operator=(const Ipmi&) = delete;

  void read(os::Instant now, std::span<model::Increment> increments) override;
  [[nodiscard]] Seconds averaging() const override { return Seconds::of(1.0); }
  [[nodiscard]] std::vector<model::Warning> warnings() const override;

 private:
  void start(os::Instant now);
  void collect(os::Instant now);
  void end_program();

  std::filesystem::path program_;
  os::FileDescriptor child_;  ///< pidfd: stays right even if somebody else reaps the program
  os::FileDescriptor output_;
  std::string printed_;
  std::optional<os::Instant> started_;
  std::optional<Watts> power_;
  os::Instant power_at_{};
  int failures_ = 0;
  PowerIntegrator integrator_{Seconds::of(1.0)};
};

/// Looks for ipmitool; nothing is started.
Probe probe_ipmi(const os::SystemRoot& root, bool asked_for);

}  // namespace calo::meters
