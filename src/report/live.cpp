#include "report/live.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "report/amounts.hpp"
#include "report/json_number.hpp"

namespace calo::report {

namespace {

using Json = nlohmann::ordered_json;
using report::number;

template <Dimension d>
Json number(const std::optional<Quantity<d>>& value) {
  return value ? number(value->value()) : Json(nullptr);
}
Json number(const std::optional<double>& value) {
  return value ? number(*value) : Json(nullptr);
}

template <class Q>
Json estimate(const std::optional<Estimate<Q>>& e, std::string_view unit) {
  if (!e) return nullptr;
  const auto [low, high] = e->interval90();
  Json json;
  json["value_" + std::string{unit}] = number(e->value.value());
  json["u_" + std::string{unit}] = number(e->u.value());
  json["kind"] = name(e->kind);
  json["low90_" + std::string{unit}] = number(low.value());
  json["high90_" + std::string{unit}] = number(high.value());
  return json;
}

Json domains(const live::Reading& reading, const model::RunHeader& header) {
  Json all = Json::array();
  for (std::size_t i = 0; i < reading.domains.size() && i < header.domains.size(); ++i) {
    const model::Domain& domain = header.domains[i];
    all.push_back({{"name", domain.name},
                   {"meter", domain.meter},
                   {"component", model::name(domain.component)},
                   {"role", model::name(domain.role)},
                   {"kind", name(domain.kind)},
                   {"power_w", number(reading.domains[i].power)},
                   {"energy_j", number(reading.domains[i].energy.value())}});
  }
  return all;
}

Json processes(const live::Reading& reading) {
  Json all = Json::array();
  for (const live::ProcessNow& process : reading.top) {
    all.push_back({{"pid", process.pid},
                   {"parent", process.parent},
                   {"user", process.user},
                   {"name", process.name},
                   {"cpu_s", number(process.cpu.value())},
                   {"memory_bytes", number(process.memory.value())},
                   {"threads", process.threads},
                   {"power_w", number(process.power)},
                   {"energy_j", number(process.energy.value())}});
  }
  return all;
}

Json part(const std::optional<live::PartNow>& part) {
  if (!part) return nullptr;
  return {{"power_w", number(part->power)}, {"energy_j", number(part->energy.value())}};
}

Json sums_json(const live::Reading& reading) {
  if (!reading.sums) return nullptr;
  const live::Sums& sums = *reading.sums;
  Json groups = Json::array();
  for (const live::GroupNow& group : sums.groups) {
    groups.push_back({{"name", group.name},
                      {"processes", group.processes},
                      {"cpu_s", number(group.cpu.value())},
                      {"cpu_since_start_s", number(group.cpu_since_start.value())},
                      {"memory_bytes", number(group.memory.value())},
                      {"threads", group.threads},
                      {"power_w", number(group.power)},
                      {"energy_j", number(group.energy.value())}});
  }
  return {{"by", sums.by == live::By::user ? "user" : "job"},
          {"kind", reading.energy ? Json(name(reading.energy->kind)) : Json(nullptr)},
          {"groups", std::move(groups)},
          {"idle", part(sums.idle)},
          {"own", part(sums.own)},
          {"elsewhere", part(sums.elsewhere)}};
}

std::string percent_of_core(Seconds cpu, Seconds length) {
  return length > Seconds{} ? fmt::format("{:.0f} %", 100.0 * (cpu / length)) : "-";
}

/// "simulate 4711"; a whole program, a user and a job have no number.
std::string who(const live::ProcessNow& process) {
  const std::string name = text::printable(process.name, process.pid > 0 ? 15 : 40);
  return process.pid > 0 ? fmt::format("{} {}", name, process.pid) : name;
}

}  // namespace

std::string live_power(const std::optional<Watts>& power) {
  return power ? text::with_prefix(power->value(), "W", 2) : "-";
}

std::vector<live::ProcessNow> live_rows(const live::Reading& reading) {
  if (!reading.sums) return reading.top;
  std::vector<live::ProcessNow> rows;
  for (const live::GroupNow& group : reading.sums->groups) {
    live::ProcessNow row;
    row.processes = group.processes;
    row.name = group.name;
    row.cpu = group.cpu;
    row.memory = group.memory;
    row.threads = group.threads;
    row.power = group.power;
    row.energy = group.energy;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string live_lead(const live::Reading& reading) {
  const std::vector<live::ProcessNow> rows = live_rows(reading);
  if (rows.empty() || !(reading.program || reading.is_of_some)) return {};
  Seconds cpu{};
  Joules energy{};
  std::optional<Watts> power{Watts{}};
  for (const live::ProcessNow& row : rows) {
    cpu += row.cpu;
    energy += row.energy;
    power = power && row.power ? std::optional{*power + *row.power} : std::nullopt;
  }
  std::string text =
      rows.size() == 1 ? who(rows.front()) : fmt::format("{} processes", rows.size());
  if (reading.program) {
    const live::ProgramNow& program = *reading.program;
    text += program.power ? fmt::format(" {} {}", amount(*program.power), name(program.power->kind))
                          : std::string{" power unavailable"};
    text += fmt::format("  so far {}, {}", amount(program.energy), amount(program.carbon));
  } else {
    text += fmt::format(" {}", live_power(power));
    if (power) text += "  so far " + text::with_prefix(energy.value(), "J", 2);
  }
  return text + "  CPU " + percent_of_core(cpu, reading.length) + " of a core";
}

std::string live_line(const live::Reading& reading, std::size_t width) {
  const auto clock = local_time(reading.utc);
  std::string line = clock.size() > 19 ? clock.substr(11, 8) : clock;
  const std::vector<live::ProcessNow> rows = live_rows(reading);
  const std::string lead = live_lead(reading);
  if (!lead.empty()) line += "  " + lead + "  | machine";
  line += reading.power ? fmt::format("  {} {}", amount(*reading.power), name(reading.power->kind))
                        : std::string{"  power unavailable"};
  line += reading.utilisation ? fmt::format("  CPU {}", text::percent(*reading.utilisation))
                              : std::string{"  CPU unavailable"};
  if (reading.memory_used && reading.memory_size) {
    line += fmt::format("  memory {} of {}", text::bytes(reading.memory_used->value()),
                        text::bytes(reading.memory_size->value()));
  }
  line += reading.energy ? fmt::format("  so far {}", amount(*reading.energy))
                         : std::string{"  energy unavailable"};
  if (reading.carbon) line += fmt::format(", {}", amount(*reading.carbon));
  std::string_view before = "  | ";
  for (const live::ProcessNow& process : rows) {
    if (!(process.cpu > Seconds{}) || (!lead.empty() && rows.size() == 1)) break;
    const std::string one =
        fmt::format("{}{} {} {}", before, who(process),
                    percent_of_core(process.cpu, reading.length), live_power(process.power));
    if (columns(line) + columns(one) > width) break;
    line += one;
    before = ", ";
  }
  return line + "\n";
}

std::string live_json(const live::Reading& reading, const model::RunHeader& header) {
  Json json;
  json["schema"] = "calo.live/1";
  json["utc"] = iso_time(reading.utc);
  json["since_start_s"] = number(reading.since_start.value());
  json["length_s"] = number(reading.length.value());
  json["power"] = estimate(reading.power, "w");
  json["energy"] = estimate(reading.energy, "j");
  if (reading.program) {
    json["program"] = {{"power", estimate(reading.program->power, "w")},
                       {"energy", estimate(std::optional{reading.program->energy}, "j")},
                       {"carbon", estimate(std::optional{reading.program->carbon}, "g")}};
  }
  json["carbon"] = estimate(reading.carbon, "g");
  json["scope"] = reading.scope.empty() ? Json(nullptr) : Json(reading.scope);
  json["domains"] = domains(reading, header);
  json["cpus"] = reading.cpus > 0 ? Json(reading.cpus) : Json(nullptr);
  json["busy_s"] = number(reading.busy);
  json["utilisation"] = number(reading.utilisation);
  json["memory_used_bytes"] = number(reading.memory_used);
  json["memory_size_bytes"] = number(reading.memory_size);
  json["frequency_hz"] = number(reading.frequency_hz);
  json["temperature_celsius"] = number(reading.temperature_celsius);
  json["processes"] = reading.processes ? Json(*reading.processes) : Json(nullptr);
  json["top"] = processes(reading);
  json["sums"] = sums_json(reading);
  json["own_cpu_s"] = number(reading.own_cpu);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace calo::report
