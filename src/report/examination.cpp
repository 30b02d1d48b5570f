#include "report/examination.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>
#include <string_view>

#include "base/text.hpp"

namespace calo::report {

namespace {

std::string state_of(const model::Finding& finding) {
  if (finding.used) return "used";
  if (finding.readable) return "readable";
  return finding.found ? "not readable" : "not found";
}

std::string what_is_used(std::span<const model::Domain> domains) {
  std::string list;
  for (const model::Domain& domain : domains) {
    if (domain.role != model::Role::total) continue;
    list += (list.empty() ? "" : ", ") +
            fmt::format("{} ({}, {})", domain.name, domain.meter, name(domain.kind));
  }
  return list.empty() ? "nothing: no energy can be given" : list;
}

std::string machine_line(const model::Machine& m) {
  std::string line = m.cpu_model.empty() ? "unknown CPU" : text::printable(m.cpu_model);
  if (m.sockets > 0) line += fmt::format(", {} socket{}", m.sockets, m.sockets == 1 ? "" : "s");
  if (m.cores > 0) line += fmt::format(", {} cores", m.cores);
  if (m.threads > 0) line += fmt::format(", {} logical CPUs", m.threads);
  if (m.memory > Bytes{}) line += ", " + text::bytes(m.memory.value());
  if (!m.virtualisation.empty()) line += ", " + text::printable(m.virtualisation);
  if (m.cpu_limit) line += fmt::format(", limited to {:.3g} CPUs", *m.cpu_limit);
  if (!m.kernel.empty()) line += ", Linux " + text::printable(m.kernel);
  return line;
}

nlohmann::ordered_json to_json(const model::Finding& f) {
  return {{"meter", f.meter},       {"title", f.title},  {"found", f.found},
          {"readable", f.readable}, {"used", f.used},    {"detail", f.detail},
          {"why_not", f.why_not},   {"remedy", f.remedy}};
}

}  // namespace

std::string examination_text(const Examination& e, bool colours) {
  std::string page;
  const auto paint = [&](std::string_view text, std::string_view escape) {
    return colours ? fmt::format("\x1b[{}m{}\x1b[0m", escape, text) : std::string{text};
  };
  page += fmt::format("Machine   {}\n\n", machine_line(e.machine));
  page += fmt::format("{}\n", paint("Energy meters", "1"));
  const auto print = [&](const model::Finding& finding) {
    const std::string state = state_of(finding);
    page += fmt::format("  {:<30} {}\n", finding.title,
                        paint(state, finding.used                         ? "32"
                                     : finding.found && !finding.readable ? "31"
                                                                          : "2"));
    if (!finding.detail.empty())
      page += fmt::format("      {}\n", text::printable(finding.detail, 400));
    if (!finding.why_not.empty())
      page += fmt::format("      why not: {}\n", text::printable(finding.why_not, 600));
    if (!finding.remedy.empty())
      page += fmt::format("      remedy:  {}\n", text::printable(finding.remedy, 600));
  };
  for (const model::Finding& finding : e.findings) print(finding);
  page += fmt::format("\n{}\n", paint("Processes", "1"));
  print(e.events);
  page += fmt::format("\n{}\n  {}\n", paint("calo run will use", "1"), what_is_used(e.domains));
  if (e.modelled) {
    page += fmt::format(
        "  No meter gives a total here, so the power is modelled and every number says so:\n");
    for (const std::string& note : e.notes) page += fmt::format("    - {}\n", note);
    page += fmt::format(
        "  Better: a meter from the list above, or two readings of a wall or BMC meter: calo "
        "calibrate --help\n");
  } else if (std::ranges::none_of(
                 e.notes, [](const std::string& note) { return note.starts_with("Idle power"); })) {
    page += fmt::format(
        "  No idle baseline yet: gross energy only. Measure it once on the resting machine: calo "
        "idle\n");
  } else {
    for (const std::string& note : e.notes) page += fmt::format("  {}\n", note);
  }
  page += fmt::format("\n{}\n", paint("Carbon", "1"));
  if (!e.carbon) {
    page += fmt::format("  {}\n", e.carbon.error().text());
  } else {
    const model::CarbonContext& c = *e.carbon;
    page += fmt::format("  {:.4g} g CO2e/kWh, {}{}, {}{}\n", in_grams_per_kwh(c.intensity),
                        c.place_name, c.year ? fmt::format(" {}", *c.year) : "", c.source,
                        c.stated ? ""
                                 : "; no place stated: give --country, or country = \"FR\" in "
                                   "~/.config/calo/config.toml");
  }
  return page;
}

std::string examination_json(const Examination& e) {
  nlohmann::ordered_json json;
  json["machine"] = machine_line(e.machine);
  json["meters"] = nlohmann::ordered_json::array();
  for (const model::Finding& finding : e.findings) json["meters"].push_back(to_json(finding));
  json["process_events"] = to_json(e.events);
  json["modelled"] = e.modelled;
  json["uses"] = nlohmann::ordered_json::array();
  for (const model::Domain& d : e.domains) {
    json["uses"].push_back({{"meter", d.meter},
                            {"domain", d.name},
                            {"scope", d.scope},
                            {"kind", name(d.kind)},
                            {"role", name(d.role)},
                            {"source", d.source}});
  }
  json["notes"] = e.notes;
  json["model_notes"] = e.model_notes;
  if (e.carbon) {
    json["carbon"] = {{"intensity_g_per_kwh", in_grams_per_kwh(e.carbon->intensity)},
                      {"place", e.carbon->place},
                      {"source", e.carbon->source},
                      {"stated", e.carbon->stated}};
  } else {
    json["carbon"] = {{"error", e.carbon.error().text()}};
  }
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace calo::report
