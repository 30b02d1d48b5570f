#include "report/json.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "model/whole_machine.hpp"
#include "report/amounts.hpp"
#include "report/energy_lines.hpp"
#include "report/exit_status.hpp"
#include "report/json_number.hpp"
#include "report/json_object.hpp"

namespace calo::report {

namespace {

// Fields keep the order they are written in: a person reads them too.
using Json = nlohmann::ordered_json;
using analysis::Analysis;
using attribution::Balance;
using attribution::Books;

Json whole(const std::optional<std::int64_t>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json whole(const std::optional<Bytes>& size) {
  // 2^62: beyond any memory or disk, and safe to convert.
  if (!size || !(std::abs(size->value()) < 4.6e18)) return nullptr;
  return std::llround(size->value());
}

/// A word that may be unknown.
Json word(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json positive(int value) {
  return value > 0 ? Json(value) : Json(nullptr);
}

Json energy(const Estimate<Joules>& e, const std::string& scope) {
  const auto [low, high] = e.interval90();
  return {{"value_j", number(e.value.value())},
          {"u_j", number(e.u.value())},
          {"kind", name(e.kind)},
          {"scope", scope},
          {"low90_j", number(low.value())},
          {"high90_j", number(high.value())}};
}

Json no_energy(const std::string& scope, std::string_view reason) {
  return {{"value_j", nullptr}, {"u_j", nullptr},      {"kind", nullptr}, {"scope", word(scope)},
          {"low90_j", nullptr}, {"high90_j", nullptr}, {"reason", reason}};
}

Json energy(const std::optional<Estimate<Joules>>& e, const std::string& scope,
            std::string_view reason) {
  return e ? energy(*e, scope) : no_energy(scope, reason);
}

/// The parts of a balance, as fields of one object.
Json parts(const Balance& balance, const std::string& scope, const char* no_baseline) {
  return {{"gross", energy(balance.gross, scope)},
          {"attributed", energy(balance.attributed, scope)},
          {"other", energy(balance.other, scope)},
          {"idle", energy(balance.idle, scope, no_baseline)},
          {"own", energy(balance.own, scope, no_baseline)},
          {"baseline", energy(balance.baseline, scope, no_baseline)},
          {"net", energy(balance.net, scope, no_baseline)}};
}

Json domain_json(const model::RunHeader& header, const model::RunEnd& end, std::size_t index,
                 const Books* books) {
  const model::Domain& domain = header.domains[index];
  const Balance* balance = nullptr;
  if (books != nullptr) {
    const auto found =
        std::ranges::find(books->domains, index, &attribution::DomainBalance::domain);
    if (found != books->domains.end()) balance = &found->balance;
  }
  Json json = {{"name", domain.name},
               {"meter", domain.meter},
               {"role", model::name(domain.role)},
               {"component", model::name(domain.component)},
               {"source", domain.source},
               {"package", domain.package < 0 ? Json(nullptr) : Json(domain.package)},
               {"gain_u_rel", number(domain.u_rel)}};
  json.update(balance != nullptr ? energy(balance->gross, domain.scope)
                                 : no_energy(domain.scope, "gave no reading"));
  json["kind"] = name(domain.kind);
  if (balance != nullptr) {
    Json all = parts(*balance, domain.scope, why_no_baseline(header));
    all.erase("gross");
    json.update(all);
  }
  if (index < end.states.size()) {
    const model::DomainState& state = end.states[index];
    json["idle_power_w"] = state.idle_known ? number(state.idle_power.value()) : Json(nullptr);
    json["idle_power_u_w"] = state.idle_known ? number(state.idle_u.value()) : Json(nullptr);
    json["readings"] = {{"good", state.good},
                        {"gaps", state.gaps},
                        {"lost", state.lost},
                        {"ambiguous", state.ambiguous}};
    json["lower_bound"] = is_lower_bound(state);
  }
  return json;
}

Json energy_json(const Analysis& analysis) {
  const model::Run& run = analysis.run;
  const Books* const books = analysis.books();
  Json json;
  if (books != nullptr) {
    json = parts(books->total, books->scope, why_no_baseline(run.header));
    json["scope"] = books->scope;
    json["static"] = policy_text(books->policy, analysis.policy.reserved_share);
    json["static_chosen_by"] = books->policy_chosen ? "calo" : "user";
    json["tree_share"] = number(books->tree_share);
    json["imbalance"] = number(attribution::imbalance(books->total));
    json["below_resolution"] = books->below_resolution;
    json["upper_bound_j"] =
        books->upper_bound ? number(books->upper_bound->value()) : Json(nullptr);
  } else {
    const std::string reason = no_energy_reason(run.header);
    for (const char* part : {"gross", "attributed", "other", "idle", "own", "baseline", "net"}) {
      json[part] = no_energy({}, reason);
    }
    for (const char* field : {"scope", "static", "static_chosen_by", "tree_share", "imbalance"}) {
      json[field] = nullptr;
    }
    json["below_resolution"] = false;
    json["upper_bound_j"] = nullptr;
  }
  json["domains"] = Json::array();
  for (std::size_t i = 0; i < run.header.domains.size(); ++i) {
    json["domains"].push_back(domain_json(run.header, run.end, i, books));
  }
  return json;
}

Json power_json(const Books* books) {
  const auto peak = books != nullptr ? peak_power(*books) : std::nullopt;
  Json json = {{"program_mean_w", nullptr},
               {"program_mean_u_w", nullptr},
               {"mean_w", nullptr},
               {"mean_u_w", nullptr}};
  if (books != nullptr) {
    const Estimate<Watts> program = program_power(*books);
    const Estimate<Watts> mean = mean_power(*books);
    json = {{"program_mean_w", number(program.value.value())},
            {"program_mean_u_w", number(program.u.value())},
            {"mean_w", number(mean.value.value())},
            {"mean_u_w", number(mean.u.value())}};
  }
  json["peak_w"] = peak ? number(peak->value.value()) : Json(nullptr);
  json["peak_u_w"] = peak ? number(peak->u.value()) : Json(nullptr);
  json["kind"] = books != nullptr ? Json(name(books->total.gross.kind)) : Json(nullptr);
  return json;
}

Json carbon_json(const Analysis& analysis) {
  const model::CarbonContext& context = analysis.run.header.carbon;
  Json json;
  if (analysis.totals) {
    const Estimate<Grams>& attributed = analysis.totals->carbon;
    const Estimate<Grams>& gross = analysis.totals->gross_carbon;
    const auto [low, high] = attributed.interval90();
    json = {{"value_g", number(attributed.value.value())},
            {"u_g", number(attributed.u.value())},
            {"kind", name(attributed.kind)},
            {"low90_g", number(low.value())},
            {"high90_g", number(high.value())},
            {"gross_g", number(gross.value.value())},
            {"gross_u_g", number(gross.u.value())}};
  } else {
    json = {{"value_g", nullptr},   {"u_g", nullptr},
            {"kind", nullptr},      {"low90_g", nullptr},
            {"high90_g", nullptr},  {"gross_g", nullptr},
            {"gross_u_g", nullptr}, {"reason", "the energy is not known"}};
  }
  json["intensity_g_per_kwh"] = number(in_grams_per_kwh(context.intensity));
  json["intensity_u_rel"] = number(context.intensity_u_rel);
  json["place"] = word(context.place);
  json["place_name"] = word(context.place_name);
  json["year"] = context.year ? Json(*context.year) : Json(nullptr);
  json["basis"] = word(context.basis);
  json["source"] = word(context.source);
  json["stated"] = context.stated;
  json["pue"] = number(context.pue);
  json["pue_u"] = number(context.pue_u);
  json["pue_stated"] = context.pue_stated;
  json["series"] = word(context.series);
  json["embodied_included"] = false;
  return json;
}

Json embodied_json(const analysis::Embodied& e) {
  return {{"value_g", number(e.value.value.value())},
          {"u_g", number(e.value.u.value())},
          {"kind", name(e.value.kind)},
          {"making_g", number(e.making.value.value())},
          {"making_source", word(e.source)},
          {"share", number(e.share)},
          {"sci_g_per_unit", e.sci ? number(e.sci->value.value()) : Json(nullptr)},
          {"sci_u_g_per_unit", e.sci ? number(e.sci->u.value()) : Json(nullptr)},
          {"unit", e.unit}};
}

Json per_unit_json(const Analysis& analysis) {
  if (!analysis.per_unit) return nullptr;
  const analysis::PerUnit& one = *analysis.per_unit;
  Json json = {{"unit", one.unit}, {"count", number(one.count)}};
  if (one.energy) {
    json.update(energy(*one.energy, analysis.books()->scope));
    json["carbon_g"] = number(one.carbon->value.value());
    json["carbon_u_g"] = number(one.carbon->u.value());
  } else {
    json.update(no_energy({}, no_energy_reason(analysis.run.header)));
    json["carbon_g"] = nullptr;
    json["carbon_u_g"] = nullptr;
  }
  json["wall_s"] = number(one.time.value());
  return json;
}

Json phases_json(const Analysis& analysis) {
  const model::Run& run = analysis.run;
  Json phases = Json::array();
  const std::string scope = analysis.totals ? analysis.books()->scope : std::string{};
  for (const analysis::PhaseCost& row : analysis.phases) {
    Json json = {{"id", row.phase},
                 {"parent", nullptr},
                 {"name", row.phase == 0 ? Json(nullptr) : Json(row.name)},
                 {"times", row.times},
                 {"count", row.count != 0.0 ? number(row.count) : Json(nullptr)},
                 {"begin_s", number(row.begin.value())},
                 {"end_s", number(row.end.value())},
                 {"wall_s", number(row.wall.value())},
                 {"cpu_s", number(row.cpu.value())},
                 {"energy", energy(row.energy, scope, no_energy_reason(run.header))},
                 {"own_energy", energy(row.own_energy, scope, no_energy_reason(run.header))}};
    if (row.parent >= 0) json["parent"] = row.parent;
    json["carbon_g"] = row.carbon ? number(row.carbon->value.value()) : Json(nullptr);
    phases.push_back(std::move(json));
  }
  return phases;
}

Json machine_json(const model::Machine& m) {
  return {{"cpu_model", word(m.cpu_model)},
          {"cpu_vendor", word(m.cpu_vendor)},
          {"sockets", positive(m.sockets)},
          {"cores", positive(m.cores)},
          {"threads", positive(m.threads)},
          {"smt", m.smt},
          {"memory_bytes", m.memory > Bytes{} ? whole(m.memory) : Json(nullptr)},
          {"virtualisation", word(m.virtualisation)},
          {"cpu_limit", m.cpu_limit ? number(*m.cpu_limit) : Json(nullptr)},
          {"kernel", word(m.kernel)},
          {"governor", word(m.governor)},
          {"turbo", word(m.turbo)}};
}

/// The meters in the order of their first domain.
Json meters_json(const std::vector<model::Domain>& domains) {
  Json meters = Json::array();
  for (const model::Domain& domain : domains) {
    auto found = std::ranges::find_if(
        meters, [&](const Json& meter) { return meter["name"] == domain.meter; });
    if (found == meters.end()) {
      meters.push_back({{"name", domain.meter}, {"domains", Json::array()}});
      found = meters.end() - 1;
    }
    (*found)["domains"].push_back(domain.name);
  }
  return meters;
}

void add_identity(Json& json, const model::Run& run) {
  const model::RunHeader& header = run.header;
  const auto& status = run.end.wait_status;
  json["schema"] = "calo.run/1";
  json["calo_version"] = header.calo_version;
  json["method_version"] = header.method_version;
  json["complete"] = run.end.complete;
  json["command"] = header.command;
  json["name"] = header.name;
  json["tags"] = Json::object();
  for (const auto& [key, value] : header.tags) json["tags"][key] = value;
  json["exit_status"] = status ? Json(exit_status(*status)) : Json(nullptr);
  const auto signal = status ? ending_signal(*status) : std::nullopt;
  json["signal"] = signal ? Json(signal_name(*signal)) : Json(nullptr);
  json["started_utc"] = iso_time(header.started_utc);
}

/// What nobody counted is null.
Json told(const model::RunEnd& end, Seconds time) {
  const auto known = model::counted_or_told(end, time);
  return known ? number(known->value()) : Json(nullptr);
}
Json told(const model::RunEnd& end, std::int64_t count) {
  const auto known = model::counted(end, count);
  return known ? Json(*known) : Json(nullptr);
}

void add_costs(Json& json, const model::RunEnd& end) {
  json["wall_s"] = number(end.wall.value());
  json["program_wall_s"] = number(end.program_wall.value());
  json["cpu_user_s"] = told(end, end.cpu_user);
  json["cpu_system_s"] = told(end, end.cpu_system);
  json["processes"] = told(end, end.processes);
  json["processes_exact"] = end.processes_exact;
  json["threads_peak"] = told(end, end.threads_peak);
  json["memory"] = {
      {"peak_rss_bytes", end.peak_rss > Bytes{} ? whole(end.peak_rss) : Json(nullptr)},
      {"peak_pss_bytes", whole(end.peak_pss)},
      {"peak_swap_bytes", whole(end.peak_swap)}};
  json["io"] = {{"read_bytes", whole(end.read_disk)},
                {"written_bytes", whole(end.written_disk)},
                {"read_chars", whole(end.read_chars)},
                {"written_chars", whole(end.written_chars)}};
  json["faults"] = {{"minor", told(end, end.minor_faults)}, {"major", told(end, end.major_faults)}};
  json["switches"] = {{"voluntary", whole(end.voluntary_switches)},
                      {"involuntary", whole(end.involuntary_switches)}};
  json["others_cpu_s"] = told(end, end.others);
  json["steal_s"] = told(end, end.steal);
}

Json own_cost_json(const model::RunEnd& end, const Json& own_energy) {
  const auto share = model::own_core_share(end);
  return {{"cpu_s", told(end, end.own_cpu)},
          {"core_share", share ? number(*share) : Json(nullptr)},
          {"peak_rss_bytes", end.own_peak_rss > Bytes{} ? whole(end.own_peak_rss) : Json(nullptr)},
          {"ticks", end.ticks},
          {"lost_records", end.lost_records},
          {"energy", own_energy}};
}

Json witnesses_json(std::span<const model::Witness> witnesses) {
  Json all = Json::array();
  for (const model::Witness& witness : witnesses) {
    const char* const bound = witness.bound == model::Witness::Bound::equal      ? "equal"
                              : witness.bound == model::Witness::Bound::at_least ? "at_least"
                                                                                 : "at_most";
    all.push_back({{"name", witness.name},
                   {"what", witness.what},
                   {"whose", witness.whose},
                   {"unit", word(witness.unit)},
                   {"calo", number(witness.calo)},
                   {"other", number(witness.other)},
                   {"limit", number(witness.limit)},
                   {"bound", bound},
                   {"ok", witness.ok()}});
  }
  return all;
}

}  // namespace

Json json_object(const Analysis& analysis, std::string_view file,
                 const analysis::Embodied* embodied, std::span<const model::Witness> witnesses) {
  const model::Run& run = analysis.run;
  Json json;
  add_identity(json, run);
  add_costs(json, run.end);
  json["energy"] = energy_json(analysis);
  json["power"] = power_json(analysis.books());
  json["carbon"] = carbon_json(analysis);
  if (embodied != nullptr) json["embodied"] = embodied_json(*embodied);
  json["per_unit"] = per_unit_json(analysis);
  json["phases"] = phases_json(analysis);
  json["own_cost"] = own_cost_json(run.end, json["energy"]["own"]);
  json["interval_s"] = number(run.header.interval.value());
  json["machine"] = machine_json(run.header.machine);
  json["meters"] = meters_json(run.header.domains);
  json["warnings"] = Json::array();
  for (const model::Warning& warning : run.end.warnings) {
    json["warnings"].push_back({{"code", warning.code}, {"text", warning.text}});
  }
  json["witnesses"] = witnesses_json(witnesses);
  json["method_notes"] = run.header.method_notes;
  json["file"] = word(std::string{file});
  return json;
}

std::string json(const Analysis& analysis, std::string_view file,
                 const analysis::Embodied* embodied, std::span<const model::Witness> witnesses) {
  return json_object(analysis, file, embodied, witnesses)
      .dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace calo::report
