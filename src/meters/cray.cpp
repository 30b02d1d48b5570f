#include "meters/cray.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/expect.hpp"
#include "base/text.hpp"
#include "os/file.hpp"

namespace calo::meters {

namespace {

model::Domain node_domain() {
  model::Domain domain;
  domain.meter = "cray";
  domain.name = domain.scope = "node";
  domain.source = "cray/pm_counters/energy";
  domain.component = model::Component::node;
  domain.role = model::Role::total;
  domain.kind = Kind::measured;
  domain.u_rel = 0.05;
  domain.update_step = Seconds::of(0.1);
  return domain;
}

/// "cpu_energy" -> cpu, "memory_energy" -> memory, "accel3_energy" -> accel3; empty for other
/// files.
std::optional<model::Domain> part_domain(const std::string& file) {
  constexpr std::string_view ending = "_energy";
  if (!file.ends_with(ending)) return std::nullopt;
  const std::string part = file.substr(0, file.size() - ending.size());
  model::Domain domain = node_domain();
  domain.name = domain.scope = part;
  domain.source = "cray/pm_counters/" + file;
  domain.role = model::Role::inside;
  if (part == "cpu") {
    domain.component = model::Component::cpu;
  } else if (part == "memory") {
    domain.component = model::Component::memory;
  } else if (part.starts_with("accel") && text::to_u64(part.substr(5))) {
    domain.component = model::Component::gpu;
  } else {
    return std::nullopt;
  }
  return domain;
}

std::optional<std::uint64_t> read_joules(NumberFile& file) {
  const auto line = file.read_text();
  return line ? joules_in_pm_counter(*line) : std::nullopt;
}

}  // namespace

std::optional<std::uint64_t> joules_in_pm_counter(std::string_view line) {
  line = text::trimmed(line);
  const auto space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view rest = text::trimmed(line.substr(space));
  if (rest != "J" && !rest.starts_with("J ")) return std::nullopt;
  return text::to_u64(line.substr(0, space));
}

Cray::Cray(const std::filesystem::path& directory, std::vector<model::Domain> domains,
           const std::vector<std::string>& files)
    : DomainMeter{"cray", std::move(domains)}, freshness_{directory / "freshness"} {
  for (const std::string& file : files) {
    const CounterShape shape{.ticks_per_joule = 1.0, .ceiling = Watts::of(2e4)};
    sources_.push_back({NumberFile{directory / file}, WrappingCounter{shape}, std::nullopt});
  }
}

void Cray::read(os::Instant now, std::span<model::Increment> increments) {
  CALO_EXPECT(increments.size() == sources_.size(), "one increment per domain");
  bool is_fresh = false;
  for (int attempt = 0; attempt < 3 && !is_fresh; ++attempt) {
    // Without a freshness file there is nothing to hold on to, and the values are taken as they
    // are.
    const auto before = freshness_.read();
    for (Source& source : sources_) source.reading = read_joules(source.file);
    const auto after = freshness_.read();
    is_fresh = before.value_or(-1) == after.value_or(-1);
  }
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    Source& source = sources_[i];
    increments[i] = is_fresh && source.reading ? source.counter.advance(now, *source.reading)
                                               : model::Increment{{}, model::Outcome::gap};
    remember(i, now, increments[i]);
  }
}

std::optional<Joules> Cray::since_first(std::size_t domain) const {
  return sources_[domain].counter.since_first();
}

Probe probe_cray(const os::SystemRoot& root) {
  Probe probe;
  model::Finding& finding = probe.finding;
  finding.meter = "cray";
  finding.title = "Cray power management counters";
  const std::filesystem::path directory = root.sys("cray/pm_counters");
  const auto files = os::list_directory(directory);
  if (!files) {
    finding.detail = "no /sys/cray/pm_counters";
    finding.why_not = "this is not a Cray node";
    return probe;
  }
  finding.found = true;
  NumberFile energy{directory / "energy"};
  if (!read_joules(energy)) {
    finding.detail = "/sys/cray/pm_counters without a readable energy counter";
    const auto content = os::read_text(directory / "energy", 4096);
    finding.why_not =
        content
            ? fmt::format("cray/pm_counters/energy says \"{}\", expected \"<number> J <time> us\"",
                          text::printable(text::trimmed(*content), 60))
            : content.error().what;
    finding.remedy =
        "Ask the operators of the machine to make /sys/cray/pm_counters/energy readable";
    return probe;
  }
  std::vector<model::Domain> domains = {node_domain()};
  std::vector<std::string> sources = {"energy"};
  std::vector<std::string> names = {"node"};
  for (const std::string& file : *files) {
    auto domain = part_domain(file);
    if (!domain) continue;
    NumberFile part{directory / file};
    if (!read_joules(part)) continue;
    names.push_back(domain->name);
    domains.push_back(*std::move(domain));
    sources.push_back(file);
  }
  finding.detail = fmt::format("{}", fmt::join(names, ", "));
  finding.readable = true;
  probe.meter = std::make_unique<Cray>(directory, std::move(domains), sources);
  return probe;
}

}  // namespace calo::meters
