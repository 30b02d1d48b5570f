#include "formats/json.hpp"

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "formats/export.hpp"
#include "model/whole_machine.hpp"

namespace calo::formats {

namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <Dimension d>
Json json(Quantity<d> value) {
  return value.value();
}
template <class T>
Json json(const std::optional<T>& value) {
  if (!value) return nullptr;
  if constexpr (requires { value->value(); }) {
    return value->value();
  } else {
    return *value;
  }
}
/// Where the model says "unknown" by a text or number of its own.
Json known(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}
Json known(int value, int unknown) {
  return value == unknown ? Json(nullptr) : Json(value);
}

Json json(const model::RunHeader& header) {
  Json tags = Json::array();
  for (const auto& [key, value] : header.tags) tags.push_back({{"key", key}, {"value", value}});
  Json unit = nullptr;
  if (header.units) unit = {{"name", header.units->name}, {"count", header.units->count}};
  return {{"name", header.name},
          {"command", header.command},
          {"tags", tags},
          {"started_utc", iso_utc(instant_ns(header.started_utc, Seconds{}))},
          {"started_utc_ns", header.started_utc.count()},
          {"interval_asked_s", json(header.interval)},
          {"unit", unit},
          {"calo_version", header.calo_version},
          {"method_version", header.method_version},
          {"notes", header.method_notes}};
}

Json json(const model::Machine& machine) {
  return {{"cpu_model", known(machine.cpu_model)},
          {"cpu_vendor", known(machine.cpu_vendor)},
          {"cpu_family", known(machine.cpu_family, -1)},
          {"cpu_model_number", known(machine.cpu_model_number, -1)},
          {"cpu_stepping", known(machine.cpu_stepping, -1)},
          {"sockets", known(machine.sockets, 0)},
          {"cores", known(machine.cores, 0)},
          {"threads", known(machine.threads, 0)},
          {"smt", machine.smt},
          {"memory_bytes", machine.memory == Bytes{} ? Json(nullptr) : json(machine.memory)},
          {"virtualisation", machine.virtualisation},
          {"cpu_limit", json(machine.cpu_limit)},
          {"kernel", known(machine.kernel)},
          {"governor", known(machine.governor)},
          {"turbo", known(machine.turbo)}};
}

Json json(const model::CarbonContext& carbon) {
  return {{"intensity_g_per_kwh", in_grams_per_kwh(carbon.intensity)},
          {"intensity_g_per_j", json(carbon.intensity)},
          {"intensity_u_rel", carbon.intensity_u_rel},
          {"place", carbon.place},
          {"place_name", carbon.place_name},
          {"year", json(carbon.year)},
          {"basis", known(carbon.basis)},
          {"source", known(carbon.source)},
          {"stated", carbon.stated},
          {"pue", carbon.pue},
          {"pue_u", carbon.pue_u},
          {"pue_stated", carbon.pue_stated},
          {"series", known(carbon.series)}};
}

Json json(const model::Domain& domain) {
  return {{"meter", domain.meter},
          {"name", domain.name},
          {"scope", domain.scope},
          {"source", domain.source},
          {"component", model::name(domain.component)},
          {"role", model::name(domain.role)},
          {"kind", name(domain.kind)},
          {"u_rel", domain.u_rel},
          {"update_step_s", json(domain.update_step)},
          {"package", known(domain.package, -1)}};
}

Json json(const model::EnergyShares& shares, bool idle_known) {
  Json result;
  for (const auto& [name, value] : known_shares(shares, idle_known)) {
    result[std::string{name}] = json(value);
  }
  return result;
}

Json json(const model::Interval& interval, const model::RunEnd& end) {
  using model::counted, model::counted_or_told;
  Json energy = Json::array();
  for (std::size_t i = 0; i < interval.energy.size(); ++i) {
    const bool unread = is_unread(interval.energy[i], interval.outcomes[i]);
    Json shares = unread ? Json::object() : json(interval.energy[i], end.states[i].idle_known);
    shares["outcome"] = name(interval.outcomes[i]);
    energy.push_back(std::move(shares));
  }
  return {{"begin_s", json(interval.begin)},
          {"end_s", json(interval.end)},
          {"tree_user_s", json(counted_or_told(end, interval.tree_user))},
          {"tree_system_s", json(counted(end, interval.tree_system))},
          {"own_s", json(counted(end, interval.own))},
          {"others_s", json(counted(end, interval.others))},
          {"steal_s", json(counted(end, interval.steal))},
          {"processes", json(counted_or_told(end, interval.processes))},
          {"threads", json(counted(end, interval.threads))},
          {"rss_bytes", json(counted_or_told(end, interval.rss))},
          {"pss_bytes", json(interval.pss)},
          {"swap_bytes", json(interval.swap)},
          {"minor_faults", json(counted(end, interval.minor_faults))},
          {"major_faults", json(counted(end, interval.major_faults))},
          {"context_switches", json(interval.context_switches)},
          {"read_chars_bytes", json(interval.read_chars)},
          {"written_chars_bytes", json(interval.written_chars)},
          {"read_disk_bytes", json(interval.read_disk)},
          {"written_disk_bytes", json(interval.written_disk)},
          {"frequency_hz", json(interval.frequency_hz)},
          {"temperature_celsius", json(interval.temperature_celsius)},
          {"energy", energy}};
}

Json json(const model::ProcessRecord& process, const model::RunEnd& end) {
  using model::counted, model::counted_or_told;
  return {{"id", process.id},
          {"parent", process.parent < 0 ? Json(nullptr) : Json(process.parent)},
          {"pid", process.pid},
          {"count", process.count},
          {"name", process.name},
          {"begin_s", json(process.begin)},
          {"end_s", json(process.end)},
          {"user_s", json(counted_or_told(end, process.user))},
          {"system_s", json(counted(end, process.system))},
          {"peak_rss_bytes", json(counted_or_told(end, process.peak_rss))},
          {"threads_peak", json(counted(end, process.threads_peak))},
          {"minor_faults", json(counted(end, process.minor_faults))},
          {"major_faults", json(counted(end, process.major_faults))},
          {"read_disk_bytes", json(process.read_disk)},
          {"written_disk_bytes", json(process.written_disk)},
          {"wait_status", json(process.wait_status)},
          {"dynamic_j", json(process.dynamic)},
          {"static_j", json(process.static_share)}};
}

Json json(const model::RunEnd& end) {
  using model::counted, model::counted_or_told;
  Json totals = Json::array();
  for (std::size_t i = 0; i < end.totals.size(); ++i) {
    const model::DomainState& state = end.states[i];
    const bool has_factors = state.factor90[1] > 0.0;
    Json total = state.good > 0 || state.lost > 0 || state.ambiguous > 0
                     ? json(end.totals[i], state.idle_known)
                     : Json::object();
    total["idle_power_w"] = state.idle_known ? json(state.idle_power) : Json(nullptr);
    total["idle_power_u_w"] = state.idle_known ? json(state.idle_u) : Json(nullptr);
    total["factor90"] = has_factors ? Json{state.factor90[0], state.factor90[1]} : Json(nullptr);
    total["good_readings"] = state.good;
    total["gap_readings"] = state.gaps;
    total["lost_readings"] = state.lost;
    total["ambiguous_readings"] = state.ambiguous;
    totals.push_back(std::move(total));
  }
  Json warnings = Json::array();
  for (const model::Warning& warning : end.warnings) {
    warnings.push_back({{"code", warning.code}, {"text", warning.text}});
  }
  return {{"complete", end.complete},
          {"wait_status", json(end.wait_status)},
          {"wall_s", json(end.wall)},
          {"program_wall_s", json(end.program_wall)},
          {"cpu_user_s", json(counted_or_told(end, end.cpu_user))},
          {"cpu_system_s", json(counted(end, end.cpu_system))},
          {"processes", json(counted(end, end.processes))},
          {"processes_exact", end.processes_exact},
          {"threads_peak", json(counted(end, end.threads_peak))},
          {"peak_rss_bytes", json(counted_or_told(end, end.peak_rss))},
          {"peak_pss_bytes", json(end.peak_pss)},
          {"peak_swap_bytes", json(end.peak_swap)},
          {"minor_faults", json(counted(end, end.minor_faults))},
          {"major_faults", json(counted(end, end.major_faults))},
          {"voluntary_switches", json(end.voluntary_switches)},
          {"involuntary_switches", json(end.involuntary_switches)},
          {"read_chars_bytes", json(end.read_chars)},
          {"written_chars_bytes", json(end.written_chars)},
          {"read_disk_bytes", json(end.read_disk)},
          {"written_disk_bytes", json(end.written_disk)},
          {"own_cpu_s", json(counted_or_told(end, end.own_cpu))},
          {"own_peak_rss_bytes", json(counted_or_told(end, end.own_peak_rss))},
          {"ticks", end.ticks},
          {"lost_records", end.lost_records},
          {"others_s", json(counted(end, end.others))},
          {"steal_s", json(counted(end, end.steal))},
          {"peak_power_w", end.peak_power_w},
          {"totals", totals},
          {"warnings", warnings}};
}

/// Elements one per line, without ever holding all of them as JSON.
void write_array(std::ostream& out, const auto& values, const auto& to_json) {
  out << '[';
  bool first = true;
  for (const auto& value : values) {
    out << (first ? "\n" : ",\n") << text_of(to_json(value));
    first = false;
  }
  out << (first ? "]" : "\n]");
}

}  // namespace

void write_json(std::ostream& out, const model::Run& run) {
  const auto plain = [](const auto& value) { return json(value); };
  out << "{\"format\":\"calo-run\",\"version\":1,\n\"run\":" << text_of(json(run.header))
      << ",\n\"machine\":" << text_of(json(run.header.machine))
      << ",\n\"carbon\":" << text_of(json(run.header.carbon)) << ",\n\"domains\":";
  write_array(out, run.header.domains, plain);
  out << ",\n\"end\":" << text_of(json(run.end)) << ",\n\"intervals\":";
  write_array(out, run.intervals,
              [&](const model::Interval& interval) { return json(interval, run.end); });
  out << ",\n\"processes\":";
  write_array(out, run.processes,
              [&](const model::ProcessRecord& process) { return json(process, run.end); });
  out << "}\n";
}

}  // namespace calo::formats
