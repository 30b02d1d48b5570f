#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "formats/powermetrics.hpp"

namespace calo::formats {

namespace {

/// Apple states no uncertainty ("values are estimated and may be inaccurate", powermetrics(1));
/// RAPL itself errs by 3 %, an energy model of a chip by several times that.
constexpr double assumed_u_rel = 0.15;
/// Timestamps come in whole seconds: only what is larger is a pause between two samples.
constexpr Seconds pause_noticed = Seconds::of(2.5);

model::Component component(std::string_view name) {
  if (name == "dram" || name == "dcs") return model::Component::memory;
  if (name == "gpu" || name == "ane") return model::Component::gpu;
  return model::Component::cpu;
}

bool is_cluster(std::string_view name) {
  return name.ends_with("-cluster");
}

model::Role role(std::string_view name, const std::set<std::string, std::less<>>& all) {
  using enum model::Role;
  const bool clusters = std::ranges::any_of(all, [](const auto& n) { return is_cluster(n); });
  const bool cpu = all.contains("cpu") || clusters;
  const bool parts = cpu && all.contains("gpu") && all.contains("ane");
  if (all.contains("package")) {
    return name == "package" ? total : name == "combined" ? alternative : inside;
  }
  if (is_cluster(name) && all.contains("cpu")) return inside;
  if (!all.contains("combined") || name == "dram" || name == "dcs") return total;
  if (name == "combined") return parts ? alternative : total;
  return parts ? total : inside;
}

model::Domain domain(const std::string& name, model::Role role) {
  model::Domain domain;
  domain.meter = "powermetrics";
  domain.name = domain.scope = name;
  domain.source = "powermetrics";
  domain.component = component(name);
  domain.role = role;
  domain.kind = Kind::modelled;
  domain.u_rel = assumed_u_rel;
  return domain;
}

/// The role of a domain that comes when others are being added up already.
model::Role late_role(std::string_view name, std::span<const model::Domain> domains) {
  using enum model::Role;
  const auto is_total = [&](auto matches) {
    return std::ranges::any_of(
        domains, [&](const model::Domain& d) { return d.role == total && matches(d.name); });
  };
  const auto named = [](std::string_view wanted) {
    return [wanted](std::string_view other) { return other == wanted; };
  };
  const bool memory = name == "dram" || name == "dcs";
  if (is_total(named("package"))) return name == "combined" ? alternative : inside;
  // The package holds everything, so beside anything that is added up it is another view.
  if (name == "package") return alternative;
  if (memory) return total;
  if (is_total(named("combined"))) return inside;
  if (name == "combined")
    return is_total([](const auto& other) { return other != "dram" && other != "dcs"; })
               ? alternative
               : total;
  if (is_cluster(name) && is_total(named("cpu"))) return inside;
  if (name == "cpu" && is_total(is_cluster)) return alternative;
  return total;
}

/// Where the run began: the first moment that is known, less what had been sampled until then.
std::optional<std::chrono::nanoseconds> began(std::span<const PowermetricsSample> samples) {
  Seconds until{};
  for (const PowermetricsSample& sample : samples) {
    until += sample.elapsed;
    if (sample.ended_utc) {
      return *sample.ended_utc -
             std::chrono::nanoseconds{static_cast<std::int64_t>(until.value() * 1e9)};
    }
  }
  return std::nullopt;
}

/// The intervals and their sums, sample after sample.
class Book {
 public:
  explicit Book(model::Run& run) : run_{run} {
    run.end.totals.resize(run.header.domains.size());
    run.end.states.resize(run.header.domains.size());
  }

  void enter(const PowermetricsSample& sample) {
    model::Interval interval;
    interval.begin = begin(sample);
    interval.end = interval.begin + sample.elapsed;
    const std::size_t domains = run_.header.domains.size();
    interval.energy.resize(domains);
    interval.outcomes.assign(domains, model::Outcome::lost);
    Joules gross{};
    for (std::size_t i = 0; i < domains; ++i) {
      const model::Domain& domain = run_.header.domains[i];
      const auto given =
          std::ranges::find(sample.energy, domain.name, &std::pair<std::string, Joules>::first);
      model::DomainState& state = run_.end.states[i];
      if (given == sample.energy.end()) {
        ++state.lost;
        continue;
      }
      ++state.good;
      interval.outcomes[i] = model::Outcome::good;
      interval.energy[i].gross = interval.energy[i].tree_dynamic = given->second;
      run_.end.totals[i] += interval.energy[i];
      if (domain.role == model::Role::total) gross += given->second;
    }
    if (sample.busy) interval.tree_user = *sample.busy;
    knows_cpu_ = knows_cpu_ && sample.busy.has_value();
    run_.end.cpu_user += interval.tree_user;
    measured_ += sample.elapsed;
    run_.end.peak_power_w = std::max(run_.end.peak_power_w, (gross / sample.elapsed).value());
    end_ = interval.end;
    run_.intervals.push_back(std::move(interval));
  }

  /// Without the pauses.
  [[nodiscard]] Seconds measured() const { return measured_; }
  [[nodiscard]] Seconds pauses() const { return pauses_; }
  [[nodiscard]] bool knows_cpu() const { return knows_cpu_; }

 private:
  /// Samples follow each other, unless the clock says that nobody measured for a while.
  Seconds begin(const PowermetricsSample& sample) {
    if (!sample.ended_utc) return end_;
    const Seconds by_clock = seconds(*sample.ended_utc - run_.header.started_utc) - sample.elapsed;
    const Seconds pause = by_clock - end_;
    if (pause < pause_noticed) return end_;
    pauses_ += pause;
    return by_clock;
  }

  model::Run& run_;
  Seconds end_{}, pauses_{}, measured_{};
  bool knows_cpu_ = true;
};

/// Everything that ran, as one record: powermetrics tells the machine's energy only.
model::ProcessRecord whole_machine(const model::Run& run) {
  model::ProcessRecord record;
  record.name = "machine";
  record.end = run.intervals.back().end;
  record.user = run.end.cpu_user;
  for (std::size_t i = 0; i < run.header.domains.size(); ++i) {
    if (run.header.domains[i].role == model::Role::total)
      record.dynamic += run.end.totals[i].tree_dynamic;
  }
  return record;
}

void warn(model::Run& run, std::string code, std::string text) {
  run.end.warnings.push_back({std::move(code), std::move(text)});
}

/// What is inside a domain cannot spend more than it; Apple's estimates do, where a domain does not
/// hold what it is said to hold.
void warn_of_parts(model::Run& run) {
  const auto& domains = run.header.domains;
  const auto whole = std::ranges::find(domains, "package", &model::Domain::name);
  if (whole == domains.end() || whole->role != model::Role::total) return;
  const Joules all = run.end.totals[static_cast<std::size_t>(whole - domains.begin())].gross;
  // Clusters are parts of the CPU, and "combined" is a sum of the others.
  Joules parts{};
  std::vector<std::string> names;
  for (std::size_t i = 0; i < domains.size(); ++i) {
    if (domains[i].role != model::Role::inside || is_cluster(domains[i].name)) continue;
    parts += run.end.totals[i].gross;
    if (run.end.totals[i].gross > Joules{}) names.push_back(domains[i].name);
  }
  // Powers come in whole mW.
  if (!(parts > all * 1.02)) return;
  warn(
      run, "parts-above-whole",
      fmt::format("The parts of the package ({}) spent {}, the package {}: it does not hold all of "
                  "them, or the estimates are wrong. The total is the package's alone, a lower "
                  "bound.",
                  fmt::join(names, ", "), text::with_prefix(parts.value(), "J"),
                  text::with_prefix(all.value(), "J")));
}

void add_warnings(model::Run& run, const PowermetricsReader& reader, const Book& book) {
  if (reader.malformed() > 0) {
    warn(run, "malformed",
         fmt::format("{} malformed lines or property lists were passed over; the first: {}.",
                     reader.malformed(), reader.first_malformed()));
  }
  if (!reader.unknown().empty()) {
    warn(run, "unknown-power",
         fmt::format("Powers that calo does not know are in no sum: {}.",
                     fmt::join(reader.unknown(), ", ")));
  }
  if (book.pauses() > Seconds{}) {
    warn(run, "pauses",
         fmt::format("Nobody measured for {:.0f} s between samples; what was spent then is in no "
                     "sum.",
                     book.pauses().value()));
  }
  for (std::size_t i = 0; i < run.header.domains.size(); ++i) {
    if (run.end.states[i].lost == 0) continue;
    warn(run, "lost",
         fmt::format("{} is missing in {} of {} samples: its energy is a lower bound.",
                     run.header.domains[i].name, run.end.states[i].lost, run.intervals.size()));
  }
  warn_of_parts(run);
  if (!book.knows_cpu()) {
    warn(run, "no-cpu-time",
         run.end.cpu_user > Seconds{}
             ? "powermetrics did not list the CPUs in all samples: the CPU time is a lower bound."
             : "powermetrics listed no CPUs: the CPU time is not known.");
  }
}

}  // namespace

std::vector<model::Domain> powermetrics_domains(std::span<const PowermetricsSample> samples) {
  std::set<std::string, std::less<>> names;
  for (const PowermetricsSample& sample : samples) {
    for (const auto& [name, energy] : sample.energy) names.insert(name);
  }
  std::vector<model::Domain> domains;
  domains.reserve(names.size());
  for (const std::string& name : names) domains.push_back(domain(name, role(name, names)));
  return domains;
}

void add_powermetrics_domains(std::vector<model::Domain>& domains,
                              const PowermetricsSample& sample) {
  if (domains.empty()) {
    domains = powermetrics_domains({&sample, 1});
    return;
  }
  for (const auto& [name, energy] : sample.energy) {
    if (std::ranges::find(domains, name, &model::Domain::name) != domains.end()) continue;
    domains.push_back(domain(name, late_role(name, domains)));
  }
}

Result<model::Run> powermetrics_run(std::span<const PowermetricsSample> samples,
                                    const PowermetricsReader& reader) {
  if (samples.empty()) {
    return fail(Category::malformed,
                reader.malformed() > 0 ? "reading powermetrics output: no whole sample in it; " +
                                             reader.first_malformed()
                                       : "reading powermetrics output: no sample in it",
                "Give the output of: sudo powermetrics --samplers cpu_power,gpu_power -i 1000");
  }
  model::Run run;
  run.header.command = {"powermetrics"};
  run.header.name = "powermetrics";
  run.header.domains = powermetrics_domains(samples);
  run.header.interval = samples.front().elapsed;
  run.header.machine.cpu_model = reader.machine();
  if (!reader.system().empty()) run.header.machine.cpu_model += " (macOS " + reader.system() + ")";
  run.header.method_notes = {
      "Imported from powermetrics, whose values Apple calls estimates, not for comparing devices; "
      "the standard uncertainty of 15 % is an assumption.",
      "Everything that ran on the machine counts as the program: powermetrics tells the machine's "
      "energy only."};
  const auto start = began(samples);
  if (start) {
    run.header.started_utc = *start;
  } else {
    warn(run, "unknown-start", "No sample says when it was taken: the run has no date.");
  }
  Book book{run};
  for (const PowermetricsSample& sample : samples) book.enter(sample);
  run.end.complete = true;
  // Energies are of the time that was measured, and so are mean powers.
  run.end.wall = run.end.program_wall = book.measured();
  run.end.ticks = static_cast<std::int64_t>(run.intervals.size());
  run.end.processes = 1;
  run.processes = {whole_machine(run)};
  add_warnings(run, reader, book);
  return run;
}

}  // namespace calo::formats
