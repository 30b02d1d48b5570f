#include "meters/powercap.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/try.hpp"
#include "os/file.hpp"

namespace calo::meters {

namespace {

struct Listed {
  PowercapZone zone;
  bool is_mmio = false;
};

/// "intel-rapl:0:1" -> "intel-rapl:0"; empty for a zone on top.
std::string parent_id(std::string_view id) {
  const auto last = id.rfind(':');
  return id.find(':') == last ? std::string{} : std::string{id.substr(0, last)};
}

std::string zone_name(const os::SystemRoot& root, std::string_view id) {
  const auto content = os::read_text(root.sys("class/powercap") / id / "name", 4096);
  return content ? std::string{text::trimmed(*content)} : std::string{};
}

}  // namespace

Result<PowercapScan> scan_powercap(const os::SystemRoot& root, const Processor& processor) {
  const std::filesystem::path directory = root.sys("class/powercap");
  CALO_TRY(const auto entries, os::list_directory(directory));
  const bool is_amd = processor.vendor == Processor::Vendor::amd;

  PowercapScan scan;
  std::vector<Listed> listed;
  for (const std::string& id : entries) {
    const bool is_mmio = id.starts_with("intel-rapl-mmio:");
    if (!is_mmio && !id.starts_with("intel-rapl:")) continue;
    std::optional<RaplDomain> parent;
    if (const std::string above = parent_id(id); !above.empty()) {
      parent = rapl_domain_from(zone_name(root, above), std::nullopt);
      if (!parent) {
        ++scan.unknown;
        continue;
      }
    }
    auto domain = rapl_domain_from(zone_name(root, id), parent);
    if (!domain) {
      ++scan.unknown;
      continue;
    }
    if (is_amd && domain->part == RaplPart::core) {
      // AMD counts PP0 per core; powercap shows the core of the lead CPU only
      // (drivers/powercap/intel_rapl_msr.c).
      ++scan.single_core_zones;
      continue;
    }
    // The dies of an AMD socket show one socket counter.
    if (is_amd) domain->die = -1;
    PowercapZone zone{*domain, id, directory / id / "energy_uj", 0, std::nullopt};
    zone.max_range_uj = os::read_u64(directory / id / "max_energy_range_uj").value_or(0);
    if (const auto power = os::read_u64(directory / id / "constraint_0_max_power_uw");
        power && *power > 0) {
      zone.max_power = Watts::of(static_cast<double>(*power) / 1e6);
    }
    listed.push_back({std::move(zone), is_mmio});
  }

  // MSR before MMIO, then by id: the first of each domain stays.
  std::ranges::stable_sort(listed, {},
                           [](const Listed& l) { return std::pair{l.zone.domain, l.is_mmio}; });
  for (Listed& candidate : listed) {
    if (!scan.zones.empty() && scan.zones.back().domain == candidate.zone.domain) {
      ++scan.twins;
    } else {
      scan.zones.push_back(std::move(candidate.zone));
    }
  }
  return scan;
}

}  // namespace calo::meters
