#include "meters/battery.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/expect.hpp"
#include "base/text.hpp"
#include "os/file.hpp"

namespace calo::meters {

namespace {

/// Empty unless the batteries carry the whole load now.
std::optional<Watts> drawn(std::vector<BatteryFiles>& batteries) {
  std::optional<Watts> sum;
  for (BatteryFiles& battery : batteries) {
    const std::string_view status = battery.status();
    if (status == "Charging") return std::nullopt;
    if (status != "Discharging") continue;
    const auto power = battery.power();
    if (!power) return std::nullopt;
    sum = sum.value_or(Watts{}) + *power;
  }
  return sum;
}

model::Domain domain_of(const std::vector<BatteryFiles>& batteries) {
  std::vector<std::string> names;
  names.reserve(batteries.size());
  for (const BatteryFiles& battery : batteries) names.push_back(battery.name());
  model::Domain domain;
  domain.meter = "battery";
  domain.name = "battery";
  domain.scope = "node (battery)";
  domain.source = fmt::format("power_supply/{}", fmt::join(names, "+"));
  domain.component = model::Component::node;
  domain.kind = Kind::integrated;
  // Fuel gauges are made for the time left, not for power: an engineering default.
  domain.u_rel = 0.10;
  domain.update_step = Seconds::of(1.0);
  return domain;
}

}  // namespace

BatteryFiles::BatteryFiles(std::filesystem::path directory)
    : directory_{std::move(directory)},
      status_{directory_ / "status"},
      power_uw_{directory_ / "power_now"},
      current_ua_{directory_ / "current_now"},
      voltage_uv_{directory_ / "voltage_now"} {}

std::string_view BatteryFiles::status() {
  return status_.read_text().value_or(std::string_view{});
}

std::optional<Watts> BatteryFiles::power() {
  if (const auto power = power_uw_.read())
    return believable(Watts::of(std::abs(static_cast<double>(*power)) / 1e6));
  const auto current = current_ua_.read();
  const auto voltage = voltage_uv_.read();
  if (!current || !voltage || *voltage < 0) return std::nullopt;
  return believable(Watts::of(std::abs(static_cast<double>(*current)) / 1e6 *
                              (static_cast<double>(*voltage) / 1e6)));
}

Battery::Battery(std::vector<BatteryFiles> batteries)
    : DomainMeter{"battery", {domain_of(batteries)}},
      batteries_{std::move(batteries)},
      integrator_{Seconds::of(1.0)} {}

void Battery::read(os::Instant now, std::span<model::Increment> increments) {
  CALO_EXPECT(increments.size() == 1, "one increment per domain");
  increments[0] = integrator_.advance(now, drawn(batteries_));
  remember(0, now, increments[0]);
}

Probe probe_battery(const os::SystemRoot& root) {
  Probe probe;
  model::Finding& finding = probe.finding;
  finding.meter = "battery";
  finding.title = "Battery";
  std::vector<BatteryFiles> batteries;
  if (const auto names = os::list_directory(root.sys("class/power_supply"))) {
    for (const std::string& name : *names) {
      if (name.starts_with("BAT")) batteries.emplace_back(root.sys("class/power_supply") / name);
    }
  }
  finding.found = !batteries.empty();
  if (!finding.found) {
    finding.detail = "no BAT* in /sys/class/power_supply";
    finding.why_not = "this computer has no battery";
    return probe;
  }
  const std::string status{batteries.front().status()};
  finding.detail = fmt::format("{}: {}; coarse: read about once a second, good to about 10 %",
                               batteries.front().name(),
                               status.empty() ? "status unreadable" : text::printable(status, 40));
  const auto power = drawn(batteries);
  if (!power) {
    const bool discharging = status == "Discharging";
    finding.why_not = discharging
                          ? "the battery states neither power_now nor current_now and voltage_now"
                          : "a battery shows what the computer draws only while it discharges";
    if (!discharging) finding.remedy = "Unplug the charger while measuring";
    return probe;
  }
  finding.readable = true;
  probe.meter = std::make_unique<Battery>(std::move(batteries));
  return probe;
}

}  // namespace calo::meters
