#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "base/try.hpp"
#include "carbon/context.hpp"
#include "cli/cli.hpp"
#include "measure/sources.hpp"
#include "meters/meter.hpp"
#include "power_model/curve_for.hpp"
#include "power_model/identify.hpp"
#include "processes/task_events.hpp"
#include "recorder/idle_baseline.hpp"

namespace calo::cli {

namespace {

/// How processes would be followed: by the kernel's events, or by scanning.
model::Finding process_events() {
  model::Finding finding;
  finding.meter = "process-events";
  finding.title = "Exact count of short-lived processes";
  finding.found = true;
  const auto events = processes::TaskEvents::follow(::getpid());
  finding.readable = finding.used = events.has_value();
  if (events) {
    finding.detail = "births and ends of processes from the kernel (perf events)";
  } else {
    finding.why_not = events.error().what +
                      "; short-lived processes are still paid for, but not counted one by one";
    finding.remedy = events.error().remedy;
  }
  return finding;
}

Result<model::CarbonContext> carbon_context() {
  CALO_TRY(const carbon::Stated stated, carbon::all_stated({}));
  return carbon::context(stated);
}

std::string state_of(const model::Finding& finding) {
  if (finding.used) return "used";
  if (finding.readable) return "readable";
  return finding.found ? "not readable" : "not found";
}

std::string what_is_used(const recorder::EnergySources& sources) {
  std::string list;
  for (const model::Domain& domain : sources.domains()) {
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

struct Examination {
  measure::FoundSources found;
  model::Finding events;
  Result<model::CarbonContext> carbon;
};

void print_text(const Examination& e, bool colours) {
  const auto paint = [&](std::string_view text, std::string_view escape) {
    return colours ? fmt::format("\x1b[{}m{}\x1b[0m", escape, text) : std::string{text};
  };
  put(fmt::format("Machine   {}\n\n", machine_line(e.found.machine)));
  put(fmt::format("{}\n", paint("Energy meters", "1")));
  const auto print = [&](const model::Finding& finding) {
    const std::string state = state_of(finding);
    put(fmt::format("  {:<30} {}\n", finding.title,
                    paint(state, finding.used                         ? "32"
                                 : finding.found && !finding.readable ? "31"
                                                                      : "2")));
    if (!finding.detail.empty())
      put(fmt::format("      {}\n", text::printable(finding.detail, 400)));
    if (!finding.why_not.empty())
      put(fmt::format("      why not: {}\n", text::printable(finding.why_not, 600)));
    if (!finding.remedy.empty())
      put(fmt::format("      remedy:  {}\n", text::printable(finding.remedy, 600)));
  };
  for (const model::Finding& finding : e.found.findings) print(finding);
  put(fmt::format("\n{}\n", paint("Processes", "1")));
  print(e.events);
  put(fmt::format("\n{}\n  {}\n", paint("calo run will use", "1"), what_is_used(e.found.sources)));
  if (e.found.sources.is_modelled()) {
    put(fmt::format(
        "  No meter gives a total here, so the power is modelled and every number says so:\n"));
    for (const std::string& note : e.found.notes) put(fmt::format("    - {}\n", note));
    put(fmt::format(
        "  Better: a meter from the list above, or two readings of a wall or BMC meter: calo "
        "calibrate --help\n"));
  } else if (std::ranges::none_of(e.found.notes, [](const std::string& note) {
               return note.starts_with("Idle power");
             })) {
    put(fmt::format(
        "  No idle baseline yet: gross energy only. Measure it once on the resting machine: calo "
        "idle\n"));
  } else {
    for (const std::string& note : e.found.notes) put(fmt::format("  {}\n", note));
  }
  put(fmt::format("\n{}\n", paint("Carbon", "1")));
  if (!e.carbon) {
    put(fmt::format("  {}\n", e.carbon.error().text()));
  } else {
    const model::CarbonContext& c = *e.carbon;
    put(fmt::format("  {:.4g} g CO2e/kWh, {}{}, {}{}\n", in_grams_per_kwh(c.intensity),
                    c.place_name, c.year ? fmt::format(" {}", *c.year) : "", c.source,
                    c.stated ? ""
                             : "; no place stated: give --country, or country = \"FR\" in "
                               "~/.config/calo/config.toml"));
  }
}

nlohmann::ordered_json to_json(const model::Finding& f) {
  return {{"meter", f.meter},       {"title", f.title},  {"found", f.found},
          {"readable", f.readable}, {"used", f.used},    {"detail", f.detail},
          {"why_not", f.why_not},   {"remedy", f.remedy}};
}

void print_json(const Examination& e) {
  nlohmann::ordered_json json;
  json["machine"] = machine_line(e.found.machine);
  json["meters"] = nlohmann::ordered_json::array();
  for (const model::Finding& finding : e.found.findings) json["meters"].push_back(to_json(finding));
  json["process_events"] = to_json(e.events);
  json["modelled"] = e.found.sources.is_modelled();
  json["uses"] = nlohmann::ordered_json::array();
  for (const model::Domain& d : e.found.sources.domains()) {
    json["uses"].push_back({{"meter", d.meter},
                            {"domain", d.name},
                            {"scope", d.scope},
                            {"kind", name(d.kind)},
                            {"role", name(d.role)},
                            {"source", d.source}});
  }
  json["notes"] = e.found.notes;
  json["model_notes"] = e.found.model_notes;
  if (e.carbon) {
    json["carbon"] = {{"intensity_g_per_kwh", in_grams_per_kwh(e.carbon->intensity)},
                      {"place", e.carbon->place},
                      {"source", e.carbon->source},
                      {"stated", e.carbon->stated}};
  } else {
    json["carbon"] = {{"error", e.carbon.error().text()}};
  }
  put(fmt::format("{}\n", json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace)));
}

}  // namespace

int doctor(Arguments arguments) {
  bool as_json = false;
  CLI::App app{"Says what can be measured here, why not the rest, and the exact remedy.",
               "calo doctor"};
  app.add_flag("--json", as_json, "Print the findings as one JSON object");
  if (const auto status = parse(app, arguments)) return *status;

  auto found = measure::find_sources(os::SystemRoot::from_environment(), {});
  if (!found) return report(found.error());
  const Examination examination{std::move(*found), process_events(), carbon_context()};
  if (as_json) {
    print_json(examination);
  } else {
    print_text(examination, colours_wanted(STDOUT_FILENO));
  }
  return exit_ok;
}

}  // namespace calo::cli
