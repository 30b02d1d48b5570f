#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <map>
#include <thread>
#include <utility>

#include "meters/perf_pmu.hpp"
#include "meters/powercap.hpp"
#include "meters/rapl_access.hpp"
#include "meters/rapl_perf.hpp"
#include "os/file.hpp"

namespace calo::meters {

namespace {

constexpr std::string_view meter_name = "rapl-perf";

std::optional<RaplPart> part_of(std::string_view event) {
  constexpr std::array<std::pair<std::string_view, RaplPart>, 5> parts = {
      {{"energy-pkg", RaplPart::package},
       {"energy-ram", RaplPart::dram},
       {"energy-cores", RaplPart::core},
       {"energy-gpu", RaplPart::uncore},
       {"energy-psys", RaplPart::psys}}};
  for (const auto& [name, part] : parts) {
    if (name == event) return part;
  }
  return std::nullopt;
}

int topology(const os::SystemRoot& root, int cpu, std::string_view what, int otherwise) {
  const auto number =
      os::read_i64(root.sys(fmt::format("devices/system/cpu/cpu{}/topology/{}", cpu, what)));
  return number && *number >= 0 && *number < 65536 ? static_cast<int>(*number) : otherwise;
}

/// A CPU of a PMU's mask, and the package it stands for (the die too, where a package has several).
struct Place {
  int cpu = 0;
  int package = 0;
  int die = -1;
};

std::vector<Place> places(const os::SystemRoot& root, const Processor& processor,
                          const std::vector<int>& cpus) {
  std::vector<Place> result;
  std::map<int, int> counters_of_package;
  for (const int cpu : cpus) {
    const int package = topology(root, cpu, "physical_package_id", processor.package_of(cpu));
    // Without any topology the counters are numbered as they come.
    const int number = package >= 0 ? package : static_cast<int>(result.size());
    ++counters_of_package[number];
    result.push_back({cpu, number, -1});
  }
  std::map<int, int> seen;
  std::vector<Place> kept;
  for (Place place : result) {
    const int ordinal = seen[place.package]++;
    if (counters_of_package[place.package] > 1) {
      // On AMD each die of a socket shows the one counter of the socket; on Intel each has its own.
      if (processor.vendor == Processor::Vendor::amd && ordinal > 0) continue;
      if (processor.vendor != Processor::Vendor::amd)
        place.die = topology(root, place.cpu, "die_id", ordinal);
    }
    kept.push_back(place);
  }
  return kept;
}

/// Counts after which the hardware counter starts again, 2^32 of its energy units; 0 if the unit is
/// not known. The unit is a power of two of a joule; powercap's range file, readable by everybody,
/// tells which.
std::uint64_t wrap_of(const std::vector<PowercapZone>& zones, RaplPart part,
                      double joules_per_count) {
  const RaplPart known_by = part == RaplPart::core ? RaplPart::package : part;
  for (const PowercapZone& zone : zones) {
    if (zone.domain.part != known_by || zone.max_range_uj == 0) continue;
    const double unit =
        std::exp2(std::round(std::log2(static_cast<double>(zone.max_range_uj) / 1e6 / 0x1p32)));
    const double counts = 0x1p32 * unit / joules_per_count;
    return counts >= 1.0 && counts < 0x1p62 ? static_cast<std::uint64_t>(counts) : 0;
  }
  return 0;
}

/// What is being put together.
struct Draft {
  std::vector<std::pair<RaplDomain, model::Domain>> domains;
  std::vector<RaplPerf::Source> sources;
  std::optional<ErrorNumber> failure;  ///< of a domain that the total needs
};

CounterShape shape_of(const EnergyEvent& event, RaplPart part,
                      const std::vector<PowercapZone>& zones) {
  CounterShape shape;
  shape.ticks_per_joule = 1.0 / event.joules_per_count;
  shape.wrap = wrap_of(zones, part, event.joules_per_count);
  shape.restarts_at_zero = false;
  shape.zero_means_masked =
      part == RaplPart::package || part == RaplPart::dram || part == RaplPart::psys;
  return shape;
}

void open_power(const os::SystemRoot& root, const Processor& processor, const EnergyPmu& pmu,
                const std::vector<PowercapZone>& zones, Draft& draft) {
  const std::vector<Place> all = places(root, processor, pmu.cpus);
  for (const EnergyEvent& event : pmu.events) {
    const auto part = part_of(event.event.name);
    if (!part) continue;
    for (const Place& place : all) {
      RaplDomain domain{*part, place.package, place.die};
      if (*part == RaplPart::psys && all.size() == 1) domain.package = -1;
      auto counter = open_perf_counter(root, event.event, place.cpu);
      if (!counter) {
        if (*part == RaplPart::package || *part == RaplPart::dram) draft.failure = counter.error();
        continue;
      }
      RaplPerf::Source source{{}, shape_of(event, *part, zones)};
      source.counters.push_back(*std::move(counter));
      const std::string where = fmt::format("perf/power/{}/cpu{}", event.event.name, place.cpu);
      draft.domains.emplace_back(domain, describe(domain, meter_name, where, processor));
      draft.sources.push_back(std::move(source));
    }
  }
}

/// AMD's one counter for each physical core, added up by package.
void open_power_core(const os::SystemRoot& root, const Processor& processor,
                     const std::vector<PowercapZone>& zones, Draft& draft) {
  const auto pmu = read_energy_pmu(root, "power_core");
  if (!pmu) return;
  const auto event = std::ranges::find(pmu->events, "energy-core",
                                       [](const EnergyEvent& e) { return e.event.name; });
  if (event == pmu->events.end()) return;
  std::map<int, RaplPerf::Source> by_package;
  for (const int cpu : pmu->cpus) {
    const int package = topology(root, cpu, "physical_package_id", processor.package_of(cpu));
    auto counter = open_perf_counter(root, event->event, cpu);
    if (!counter || package < 0) return;  // a sum without one of the cores would be wrong
    auto& source =
        by_package
            .try_emplace(package, RaplPerf::Source{{}, shape_of(*event, RaplPart::core, zones)})
            .first->second;
    source.counters.push_back(*std::move(counter));
  }
  for (auto& [package, source] : by_package) {
    const RaplDomain domain{RaplPart::core, package, -1};
    if (std::ranges::count(draft.domains, domain, &std::pair<RaplDomain, model::Domain>::first) > 0)
      continue;
    const std::string where =
        fmt::format("perf/power_core/energy-core ({} cores)", source.counters.size());
    draft.domains.emplace_back(domain, describe(domain, meter_name, where, processor));
    draft.sources.push_back(std::move(source));
  }
}

/// True once one of the counters of the total has counted anything. A count begins at 0 when it is
/// opened, and a processor that does nothing still steps it every millisecond.
bool counts(const std::vector<model::Domain>& domains, const std::vector<RaplPerf::Source>& sources,
            std::chrono::milliseconds patience) {
  for (std::chrono::milliseconds waited{0};; waited += std::chrono::milliseconds{1}) {
    for (std::size_t i = 0; i < domains.size(); ++i) {
      if (domains[i].role != model::Role::total) continue;
      for (const auto& counter : sources[i].counters) {
        if (counter->read().value_or(0) != 0) return true;
      }
    }
    if (waited >= patience) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
}

/// A hypervisor may show the counters and answer 0 for ever; so do processors that know psys by
/// name alone. Everywhere else nothing waits.
bool may_be_a_dummy(const Processor& processor, const std::vector<model::Domain>& domains) {
  return processor.has_hypervisor || std::ranges::any_of(domains, [](const model::Domain& d) {
           return d.role == model::Role::total && d.scope == "psys";
         });
}

}  // namespace

Probe probe_perf(const os::SystemRoot& root, const Processor& processor, bool psys_wanted) {
  Probe probe;
  model::Finding& finding = probe.finding;
  finding.meter = meter_name;
  finding.title = "RAPL through perf events";
  const auto pmu = read_energy_pmu(root, "power");
  if (!pmu || pmu->events.empty() || pmu->cpus.empty()) {
    finding.detail = "no energy events in /sys/bus/event_source/devices/power";
    Obstacle obstacle = why_no_rapl(root, processor);
    if (!processor.has_hypervisor && processor.vendor != Processor::Vendor::other) {
      obstacle = {
          "the kernel has no PMU \"power\": its driver is not loaded or does not know this "
          "processor",
          "sudo modprobe rapl"};
    }
    finding.why_not = obstacle.why_not;
    finding.remedy = obstacle.remedy;
    return probe;
  }
  finding.found = true;
  std::vector<std::string> names;
  for (const EnergyEvent& event : pmu->events) names.push_back(event.event.name);
  finding.detail = fmt::format("{} on {} CPU{}", fmt::join(names, ", "), pmu->cpus.size(),
                               pmu->cpus.size() == 1 ? "" : "s");

  const auto scan = scan_powercap(root, processor);
  const std::vector<PowercapZone> zones = scan ? scan->zones : std::vector<PowercapZone>{};
  Draft draft;
  open_power(root, processor, *pmu, zones, draft);
  if (draft.failure || draft.domains.empty()) {
    const Obstacle obstacle = why_perf_unreadable(root, draft.failure.value_or(ENOENT));
    finding.why_not = obstacle.why_not;
    finding.remedy = obstacle.remedy;
    return probe;
  }
  if (processor.vendor == Processor::Vendor::amd) open_power_core(root, processor, zones, draft);

  std::vector<std::size_t> order(draft.domains.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, {}, [&](std::size_t i) { return draft.domains[i].first; });
  std::vector<model::Domain> domains;
  std::vector<RaplPerf::Source> sources;
  for (const std::size_t i : order) {
    domains.push_back(std::move(draft.domains[i].second));
    sources.push_back(std::move(draft.sources[i]));
  }
  choose_rapl_roles(domains, psys_wanted);
  // The files of another root do not move by themselves: waiting would tell nothing.
  const std::chrono::milliseconds patience{!root.is_real() ? 0 : processor.has_hypervisor ? 4 : 20};
  if (may_be_a_dummy(processor, domains) && !counts(domains, sources, patience)) {
    finding.why_not = processor.has_hypervisor
                          ? "the counters stand at 0 and this is a virtual machine: the "
                            "hypervisor shows them, but does not count"
                          : "the counters stand at 0: this processor does not count them";
    finding.remedy = processor.has_hypervisor ? measure_on_the_host : "calo uses its power model";
    return probe;
  }
  finding.readable = true;
  probe.meter = std::make_unique<RaplPerf>(std::move(domains), std::move(sources));
  return probe;
}

}  // namespace calo::meters
