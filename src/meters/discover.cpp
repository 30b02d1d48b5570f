#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <system_error>

#include "base/text.hpp"
#include "meters/battery.hpp"
#include "meters/cray.hpp"
#include "meters/cross_check.hpp"
#include "meters/hwmon.hpp"
#include "meters/ipmi.hpp"
#include "meters/meter.hpp"
#include "meters/rapl_perf.hpp"
#include "meters/rapl_powercap.hpp"
#include "meters/roles.hpp"

namespace calo::meters {

namespace {

/// From the preferred to the last.
constexpr std::array<std::string_view, 6> meter_names = {"cray",  "rapl-perf", "rapl-powercap",
                                                         "hwmon", "battery",   "ipmi"};

model::Finding nvidia_finding(const os::SystemRoot& root) {
  model::Finding finding;
  finding.meter = "nvidia-gpu";
  finding.title = "NVIDIA graphics cards";
  std::error_code error;
  finding.found = std::filesystem::exists(root.proc("driver/nvidia"), error);
  finding.detail =
      finding.found ? "the driver is loaded (/proc/driver/nvidia)" : "no /proc/driver/nvidia";
  finding.why_not = finding.found ? "this version of calo does not read NVIDIA cards: their energy "
                                    "is missing from every total"
                                  : "no NVIDIA driver is loaded";
  return finding;
}

bool has_psys_total(const DomainMeter& meter) {
  return std::ranges::any_of(meter.domains(), [](const model::Domain& d) {
    return d.scope == "psys" && d.role == model::Role::total;
  });
}

bool has_total(const Meter& meter) {
  return std::ranges::any_of(meter.domains(),
                             [](const model::Domain& d) { return d.role == model::Role::total; });
}

void settle(std::vector<std::unique_ptr<DomainMeter>>& meters, bool psys_wanted) {
  // Whoever has what was asked for goes first.
  if (psys_wanted)
    std::ranges::stable_partition(meters, [](const auto& meter) { return has_psys_total(*meter); });
  std::vector<std::span<model::Domain>> domains;
  domains.reserve(meters.size());
  for (const auto& meter : meters) domains.push_back(meter->editable_domains());
  settle_roles(domains);
}

bool is_rapl(const DomainMeter& meter) {
  return meter.name().starts_with("rapl-");
}

}  // namespace

std::vector<std::string_view> known_meters() {
  return {meter_names.begin(), meter_names.end()};
}

Discovery discover(const os::SystemRoot& root, const DiscoveryOptions& options) {
  Discovery discovery;
  const Processor processor = identify_processor(root);
  std::array<Probe, 6> probes = {probe_cray(root),
                                 probe_perf(root, processor, options.psys),
                                 probe_powercap(root, processor, options.psys),
                                 probe_hwmon(root),
                                 probe_battery(root),
                                 probe_ipmi(root, options.only == "ipmi")};
  std::vector<std::unique_ptr<DomainMeter>> chosen;
  for (Probe& probe : probes) {
    const bool is_wanted = options.only.empty() || options.only == probe.finding.meter;
    if (probe.meter && is_wanted) {
      chosen.push_back(std::move(probe.meter));
      std::ranges::move(probe.warnings, std::back_inserter(discovery.warnings));
    }
  }
  settle(chosen, options.psys);

  for (const auto& meter : chosen) {
    const auto probe = std::ranges::find(
        probes, meter->name(), [](const Probe& p) { return std::string_view{p.finding.meter}; });
    probe->finding.used = has_total(*meter);
  }
  for (Probe& probe : probes) discovery.findings.push_back(std::move(probe.finding));
  discovery.findings.push_back(nvidia_finding(root));

  if (!options.only.empty() && std::ranges::count(meter_names, options.only) == 0) {
    discovery.warnings.push_back(
        {"unknown-meter",
         fmt::format("There is no meter \"{}\"; calo knows {}.", text::printable(options.only, 40),
                     fmt::join(meter_names, ", "))});
  } else if (!options.only.empty() && chosen.empty()) {
    const auto finding =
        std::ranges::find(discovery.findings, options.only, &model::Finding::meter);
    discovery.warnings.push_back(
        {"meter-unavailable",
         fmt::format("The meter {} cannot be read: {}.", options.only, finding->why_not)});
  }
  if (options.psys &&
      std::ranges::none_of(chosen, [](const auto& meter) { return has_psys_total(*meter); })) {
    discovery.warnings.push_back(
        {"no-psys", "The whole platform (psys) was asked for, but no meter here counts it."});
  }
  const bool reads_rapl =
      std::ranges::any_of(chosen, [](const auto& meter) { return is_rapl(*meter); });
  if (reads_rapl && processor.vendor == Processor::Vendor::intel && processor.has_sgx) {
    discovery.warnings.push_back(
        {"rapl-filtered",
         "SGX is enabled, so the processor blurs its energy counters: single "
         "intervals can be off by up to about 50 %."});
  }

  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const bool is_pair = i + 1 < chosen.size() && is_rapl(*chosen[i]) && is_rapl(*chosen[i + 1]);
    if (is_pair) {
      discovery.meters.push_back(
          std::make_unique<CrossChecked>(std::move(chosen[i]), std::move(chosen[i + 1])));
      ++i;
    } else {
      discovery.meters.push_back(std::move(chosen[i]));
    }
  }
  return discovery;
}

}  // namespace calo::meters
