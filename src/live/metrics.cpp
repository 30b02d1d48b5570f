#include "live/metrics.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "carbon/footprint.hpp"

namespace calo::live {

namespace {

constexpr Metric power{"power_watts", false, "Mean power of a domain over the last interval."};
constexpr Metric energy{"energy_joules_total", true, "Energy of a domain since calo began."};
constexpr Metric machine_power{"machine_power_watts", false,
                               "Mean power of all domains that are added up."};
constexpr Metric machine_power_u{"machine_power_uncertainty_watts", false,
                                 "Standard uncertainty (k = 1) of machine_power_watts."};
constexpr Metric machine_energy{"machine_energy_joules_total", true,
                                "Energy of all domains that are added up, since calo began."};
constexpr Metric machine_energy_u{"machine_energy_uncertainty_joules", false,
                                  "Standard uncertainty (k = 1) of machine_energy_joules_total."};
constexpr Metric co2e{"co2e_grams_total", true,
                      "Carbon of machine_energy_joules_total, CO2 equivalent."};
constexpr Metric cpu{"cpu_seconds_total", true, "CPU time used on the machine, all CPUs."};
constexpr Metric utilisation{"cpu_utilisation_ratio", false, "Share of all CPUs in use, 0 to 1."};
constexpr Metric memory{"memory_used_bytes", false, "MemTotal - MemAvailable."};
constexpr Metric memory_size{"memory_size_bytes", false, "MemTotal."};
constexpr Metric frequency{"cpu_frequency_hertz", false, "Mean frequency of the CPUs."};
constexpr Metric temperature{"cpu_temperature_celsius", false, "Hottest CPU package."};
constexpr Metric processes{"processes", false, "Processes on the machine."};
constexpr Metric own_cpu{"own_cpu_seconds_total", true, "CPU time that calo itself used."};
constexpr Metric program_power{"program_power_watts", false,
                               "Dynamic power of the program that calo runs."};
constexpr Metric program_energy{"program_energy_joules_total", true,
                                "Dynamic energy of the program that calo runs."};
constexpr Metric program_cpu{"program_cpu_seconds_total", true,
                             "CPU time of the program and its processes."};
constexpr Metric program_memory{"program_memory_bytes", false,
                                "Resident memory of the program and its processes."};
constexpr Metric program_processes{"program_processes", false, "Processes of the program."};

constexpr Metric idle_power{"idle_power_watts", false,
                            "Idle power of the domains that are added up, where it is known."};
constexpr Metric idle_energy{"idle_energy_joules", false, "Energy at idle power since calo began."};
constexpr Metric own_power{"own_power_watts", false, "Dynamic power of calo itself."};
constexpr Metric own_energy{"own_energy_joules", false,
                            "Dynamic energy of calo itself since calo began."};
constexpr Metric elsewhere_power{"elsewhere_power_watts", false,
                                 "Dynamic power of what has ended, or is nobody's."};
constexpr Metric elsewhere_energy{"elsewhere_energy_joules", false,
                                  "Dynamic energy of what has ended, or is nobody's."};

/// Of a user or of a job.
struct OfGroup {
  std::string_view label;
  Metric power, energy, cpu, memory, processes;
};
constexpr OfGroup of_user{
    "user",
    {"user_power_watts", false, "Dynamic power of a user's processes."},
    {"user_energy_joules", false, "Dynamic energy of a user's processes since calo began."},
    {"user_cpu_seconds_total", true, "CPU time of a user's processes."},
    {"user_memory_bytes", false, "Resident memory of a user's processes."},
    {"user_processes", false, "Processes of a user."}};
constexpr OfGroup of_job{
    "job",
    {"job_power_watts", false, "Dynamic power of a job's processes."},
    {"job_energy_joules", false, "Dynamic energy of a job's processes since calo began."},
    {"job_cpu_seconds_total", true, "CPU time of a job's processes."},
    {"job_memory_bytes", false, "Resident memory of a job's processes."},
    {"job_processes", false, "Processes of a job."}};

class Builder {
 public:
  Builder(Frame& frame, Labels labels) : frame_{frame}, labels_{std::move(labels)} {}
  void add(const Metric& metric, double value) {
    if (std::isfinite(value)) frame_.values.push_back({&metric, labels_, value});
  }
  template <Dimension d>
  void add(const Metric& metric, Quantity<d> value) {
    add(metric, value.value());
  }
  template <class T>
  void add(const Metric& metric, const std::optional<T>& value) {
    if (value) add(metric, *value);
  }

 private:
  Frame& frame_;
  Labels labels_;
};

Labels of_domain(const model::Domain& domain) {
  return {{"domain", domain.name},
          {"kind", std::string{name(domain.kind)}},
          {"meter", domain.meter},
          {"role", std::string{model::name(domain.role)}}};
}

Labels of_phase(std::string_view phase) {
  return phase.empty() ? Labels{} : Labels{{"phase", std::string{phase}}};
}

void add_sums(Frame& frame, const Sums& sums) {
  const OfGroup& of = sums.by == By::user ? of_user : of_job;
  for (const GroupNow& group : sums.groups) {
    Builder one{frame, {{std::string{of.label}, group.name}}};
    one.add(of.power, group.power);
    one.add(of.energy, group.energy);
    one.add(of.cpu, group.cpu_since_start);
    one.add(of.memory, group.memory);
    one.add(of.processes, static_cast<double>(group.processes));
  }
  Builder all{frame, {}};
  if (sums.idle) {
    all.add(idle_power, sums.idle->power);
    all.add(idle_energy, sums.idle->energy);
  }
  all.add(own_power, sums.own.power);
  all.add(own_energy, sums.own.energy);
  all.add(elsewhere_power, sums.elsewhere.power);
  all.add(elsewhere_energy, sums.elsewhere.energy);
}

}  // namespace

Frame frame_of(const Reading& reading, const model::RunHeader& header) {
  Frame frame{reading.utc, {}};
  for (std::size_t i = 0; i < reading.domains.size(); ++i) {
    Builder domain{frame, of_domain(header.domains[i])};
    domain.add(power, reading.domains[i].power);
    domain.add(energy, reading.domains[i].energy);
  }
  if (reading.sums) add_sums(frame, *reading.sums);
  Builder all{frame, {}};
  if (reading.power) {
    all.add(machine_power, reading.power->value);
    all.add(machine_power_u, reading.power->u);
  }
  if (reading.energy) {
    all.add(machine_energy, reading.energy->value);
    all.add(machine_energy_u, reading.energy->u);
  }
  if (reading.carbon) all.add(co2e, reading.carbon->value);
  if (reading.busy) all.add(cpu, reading.busy_since_start);
  all.add(utilisation, reading.utilisation);
  all.add(memory, reading.memory_used);
  all.add(memory_size, reading.memory_size);
  all.add(frequency, reading.frequency_hz);
  all.add(temperature, reading.temperature_celsius);
  if (reading.processes) all.add(processes, static_cast<double>(*reading.processes));
  all.add(own_cpu, reading.own_cpu);
  return frame;
}

RunFrames::RunFrames(const model::RunHeader& header)
    : header_{header}, gross_(header.domains.size()) {}

Frame RunFrames::enter(const model::Interval& interval, std::string_view phase) {
  const auto end = std::chrono::nanoseconds{static_cast<std::int64_t>(interval.end.value() * 1e9)};
  Frame frame{std::chrono::floor<std::chrono::milliseconds>(header_.started_utc + end), {}};
  const Seconds length = interval.end - interval.begin;
  Joules total{};
  Joules program{};
  bool any = false;
  for (std::size_t i = 0; i < gross_.size() && i < interval.energy.size(); ++i) {
    const model::EnergyShares& shares = interval.energy[i];
    const bool good = interval.outcomes[i] == model::Outcome::good;
    gross_[i] += shares.gross;
    Labels labels = of_domain(header_.domains[i]);
    for (auto& label : of_phase(phase)) labels.push_back(std::move(label));
    std::ranges::sort(labels);
    Builder domain{frame, std::move(labels)};
    if (good && length > Seconds{}) domain.add(power, shares.gross / length);
    domain.add(energy, gross_[i]);
    if (header_.domains[i].role != model::Role::total) continue;
    total += shares.gross;
    program += shares.tree_dynamic;
    any = any || good;
  }
  total_ += total;
  program_ += program;
  program_cpu_ += interval.tree_user + interval.tree_system;
  own_cpu_ += interval.own;
  Builder all{frame, of_phase(phase)};
  if (any) {
    if (length > Seconds{}) all.add(machine_power, total / length);
    all.add(machine_energy, total_);
    all.add(co2e, carbon::operational(total_, header_.carbon));
    if (length > Seconds{}) all.add(program_power, program / length);
    all.add(program_energy, program_);
  }
  all.add(program_cpu, program_cpu_);
  all.add(program_memory, interval.rss);
  all.add(program_processes, static_cast<double>(interval.processes));
  all.add(frequency, interval.frequency_hz);
  all.add(temperature, interval.temperature_celsius);
  all.add(own_cpu, own_cpu_);
  return frame;
}

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

Labels common_labels(std::string_view host, const model::RunHeader& header) {
  constexpr std::array<std::string_view, 12> taken = {"run",  "user",   "job",          "domain",
                                                      "kind", "meter",  "role",         "phase",
                                                      "time", "_field", "_measurement", "_time"};
  Labels labels;
  const auto put = [&](std::string key, std::string_view value) {
    std::erase_if(labels, [&](const auto& label) { return label.first == key; });
    if (!key.empty() && !value.empty()) labels.emplace_back(std::move(key), value);
  };
  put("host", host);
  put("run", header.name);
  for (const auto& [key, value] : header.tags) {
    const bool is_taken = std::ranges::find(taken, key) != taken.end() || key.starts_with('_');
    put(is_taken ? "tag_" + key : key, value);
  }
  std::ranges::sort(labels);
  return labels;
}

}  // namespace calo::live
