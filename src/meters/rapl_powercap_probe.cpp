#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "base/text.hpp"
#include "meters/rapl_access.hpp"
#include "meters/rapl_powercap.hpp"

namespace calo::meters {

namespace {

using Reading = std::expected<std::int64_t, ErrorNumber>;

std::vector<Reading> read_once(const std::vector<PowercapZone>& zones) {
  std::vector<Reading> readings;
  readings.reserve(zones.size());
  for (const PowercapZone& zone : zones) readings.push_back(NumberFile{zone.energy_file}.read());
  return readings;
}

/// Both counted something, and differ by less than 1 J.
bool look_alike(const Reading& a, const Reading& b) {
  constexpr std::int64_t one_joule = 1'000'000;
  return a && b && *a > 0 && *b > 0 && *a - *b < one_joule && *b - *a < one_joule;
}

/// For each zone the index of an earlier package zone that looks like the same counter in these
/// readings, or -1.
std::vector<int> look_alikes(const std::vector<PowercapZone>& zones,
                             const std::vector<Reading>& readings) {
  std::vector<int> result(zones.size(), -1);
  for (std::size_t i = 0; i < zones.size(); ++i) {
    for (std::size_t j = 0; j < i && result[i] < 0; ++j) {
      const bool are_packages =
          zones[i].domain.part == RaplPart::package && zones[j].domain.part == RaplPart::package;
      if (are_packages && result[j] < 0 && look_alike(readings[i], readings[j]))
        result[i] = static_cast<int>(j);
    }
  }
  return result;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string summary(const PowercapScan& scan) {
  const auto count = [&](RaplPart part) {
    return static_cast<std::size_t>(
        std::ranges::count(scan.zones, part, [](const PowercapZone& z) { return z.domain.part; }));
  };
  std::vector<std::string> parts;
  if (const auto n = count(RaplPart::package)) parts.push_back(counted(n, "package", "packages"));
  if (const auto n = count(RaplPart::dram)) parts.push_back(fmt::format("{} dram", n));
  if (const auto n = count(RaplPart::core)) parts.push_back(fmt::format("{} core", n));
  if (const auto n = count(RaplPart::uncore)) parts.push_back(fmt::format("{} uncore", n));
  if (const auto n = count(RaplPart::psys)) parts.push_back(fmt::format("{} psys", n));
  if (scan.twins > 0)
    parts.push_back(counted(scan.twins, "zone that repeats another", "zones that repeat others"));
  if (scan.single_core_zones > 0) parts.emplace_back("\"core\" left out (one core only on AMD)");
  if (scan.unknown > 0)
    parts.push_back(counted(scan.unknown, "zone of unknown name", "zones of unknown names"));
  return fmt::format("{}", fmt::join(parts, ", "));
}

void say(model::Finding& finding, const Obstacle& obstacle) {
  finding.why_not = obstacle.why_not;
  finding.remedy = obstacle.remedy;
}

/// Zones that repeat an earlier one, as `look_alikes` says, still after a while.
std::vector<int> mirrors_of(const os::SystemRoot& root, const std::vector<PowercapZone>& zones,
                            const std::vector<Reading>& readings) {
  std::vector<int> mirrors = look_alikes(zones, readings);
  if (std::ranges::none_of(mirrors, [](int of) { return of >= 0; })) return mirrors;
  // The files of another root do not move by themselves: waiting would tell nothing.
  if (root.is_real()) std::this_thread::sleep_for(std::chrono::milliseconds{200});
  const std::vector<int> again = look_alikes(zones, read_once(zones));
  for (std::size_t i = 0; i < mirrors.size(); ++i) {
    if (again[i] != mirrors[i]) mirrors[i] = -1;
  }
  return mirrors;
}

/// Some zones can be read, others not: says which, and warns if a total is incomplete.
void note_unreadable(Probe& probe, const std::vector<PowercapZone>& zones,
                     const std::vector<Reading>& readings,
                     const std::vector<model::Domain>& domains) {
  const auto bad = std::ranges::find_if(readings, [](const Reading& r) { return !r; });
  if (bad == readings.end()) return;
  const auto index = static_cast<std::size_t>(bad - readings.begin());
  const Obstacle obstacle = why_powercap_unreadable(zones[index].energy_file, bad->error());
  probe.finding.detail += fmt::format("; not all readable: {}", obstacle.why_not);
  probe.finding.remedy = obstacle.remedy;
  if (domains[index].role != model::Role::total) return;
  probe.warnings.push_back(
      {"partly-readable", fmt::format("{} cannot be read ({}): totals are incomplete.",
                                      domains[index].name, obstacle.why_not)});
}

}  // namespace

Probe probe_powercap(const os::SystemRoot& root, const Processor& processor, bool psys_wanted) {
  Probe probe;
  model::Finding& finding = probe.finding;
  finding.meter = "rapl-powercap";
  finding.title = "RAPL through powercap";
  const auto scan = scan_powercap(root, processor);
  if (!scan || scan->zones.empty()) {
    finding.detail = scan ? "/sys/class/powercap holds no RAPL zones" : "no /sys/class/powercap";
    if (scan && scan->unknown > 0)
      finding.detail += fmt::format(" that calo knows ({} of unknown names)", scan->unknown);
    if (!scan && scan.error().category == Category::permission)
      finding.detail = "/sys/class/powercap may not be listed";
    say(finding, why_no_rapl(root, processor));
    return probe;
  }
  finding.found = true;
  finding.detail = summary(*scan);

  const std::vector<PowercapZone>& zones = scan->zones;
  const std::vector<Reading> readings = read_once(zones);
  if (std::ranges::none_of(readings, [](const Reading& r) { return r.has_value(); })) {
    say(finding, why_powercap_unreadable(zones.front().energy_file, readings.front().error()));
    return probe;
  }
  const bool all_zero =
      std::ranges::all_of(readings, [](const Reading& r) { return r.value_or(0) == 0; });
  if (all_zero && processor.has_hypervisor) {
    finding.why_not =
        "all counters stand at 0 and this is a virtual machine: the hypervisor masks them";
    finding.remedy = measure_on_the_host;
    return probe;
  }
  if (all_zero) finding.detail += "; all counters stand at 0: used once they move";

  std::vector<int> mirrors = mirrors_of(root, zones, readings);
  std::vector<model::Domain> domains;
  domains.reserve(zones.size());
  for (const PowercapZone& zone : zones)
    domains.push_back(describe(zone.domain, finding.meter, "powercap/" + zone.id, processor));
  choose_rapl_roles(domains, psys_wanted);
  for (std::size_t i = 0; i < zones.size(); ++i) {
    if (mirrors[i] < 0) continue;
    domains[i].role = model::Role::alternative;
    finding.detail += fmt::format("; {} shows the same counter as {}", domains[i].name,
                                  domains[static_cast<std::size_t>(mirrors[i])].name);
  }
  note_unreadable(probe, zones, readings, domains);
  finding.readable = true;
  probe.meter = std::make_unique<RaplPowercap>(root, processor, zones, std::move(domains),
                                               std::move(mirrors));
  return probe;
}

}  // namespace calo::meters
