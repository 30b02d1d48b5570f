#include "report/report_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "attribution/course.hpp"
#include "attribution/shares.hpp"
#include "model/whole_machine.hpp"
#include "report/container.hpp"
#include "report/json_number.hpp"
#include "report/json_object.hpp"
#include "report/report_stacks.hpp"

namespace calo::report {

namespace {

using Json = Container::Json;
using analysis::Analysis;
using attribution::Books;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

template <class Q>
double value_of(const std::optional<Q>& size) {
  return size ? size->value() : unknown;
}

/// Columns of one table under construction: `table["wall_s"].push_back(...)`.
using Doubles = std::map<std::string, std::vector<double>>;

void add(Container& container, const std::string& table, const Doubles& columns) {
  for (const auto& [name, column] : columns)
    container.add(fmt::format("{}.{}", table, name), column);
}

void add_processes(Container& container, const Analysis& analysis,
                   std::map<std::int64_t, std::int32_t>& row_of) {
  const model::Run& run = analysis.run;
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < run.processes.size(); ++i) {
    if (run.processes[i].count == 0) continue;
    row_of[run.processes[i].id] = static_cast<std::int32_t>(rows.size());
    rows.push_back(i);
  }

  Doubles table;
  for (const char* const name :
       {"id", "pid", "count", "begin_s", "end_s", "user_s", "system_s", "rss_bytes", "read_bytes",
        "written_bytes", "energy_j", "energy_u_j", "status"}) {
    table[name].reserve(rows.size());
  }
  std::vector<std::int32_t> parents;
  std::vector<std::uint32_t> names;
  for (const std::size_t row : rows) {
    const model::ProcessRecord& process = run.processes[row];
    const auto parent = row_of.find(process.parent);
    parents.push_back(parent == row_of.end() ? -1 : parent->second);
    names.push_back(container.text(process.name));
    table["id"].push_back(static_cast<double>(process.id));
    table["pid"].push_back(static_cast<double>(process.pid));
    table["count"].push_back(static_cast<double>(process.count));
    table["begin_s"].push_back(process.begin.value());
    table["end_s"].push_back(process.end ? process.end->value() : unknown);
    table["user_s"].push_back(value_of(model::counted_or_told(run.end, process.user)));
    table["system_s"].push_back(process.system.value());
    table["rss_bytes"].push_back(value_of(model::counted_or_told(run.end, process.peak_rss)));
    table["read_bytes"].push_back(value_of(process.read_disk));
    table["written_bytes"].push_back(value_of(process.written_disk));
    table["status"].push_back(process.wait_status ? *process.wait_status : unknown);
    const auto& energy = analysis.processes[row].energy;
    const bool known = analysis.knows_energy() && energy;
    table["energy_j"].push_back(known ? energy->value.value() : unknown);
    table["energy_u_j"].push_back(known ? energy->u.value() : unknown);
  }
  container.add("processes.parent", parents);
  container.add("processes.name", names);
  add(container, "processes", table);
}

void add_domains(Container& container, const model::RunHeader& header) {
  std::map<std::string, std::vector<std::uint32_t>> texts;
  std::vector<std::uint8_t> is_total;
  for (const char* const name : {"name", "meter", "scope", "kind", "component", "source"})
    texts[name].reserve(header.domains.size());
  for (const model::Domain& domain : header.domains) {
    texts["name"].push_back(container.text(domain.name));
    texts["meter"].push_back(container.text(domain.meter));
    texts["scope"].push_back(container.text(domain.scope));
    texts["kind"].push_back(container.text(name(domain.kind)));
    texts["component"].push_back(container.text(model::name(domain.component)));
    texts["source"].push_back(container.text(domain.source));
    is_total.push_back(domain.role == model::Role::total ? 1 : 0);
  }
  for (const auto& [name, column] : texts) container.add(fmt::format("domains.{}", name), column);
  container.add("domains.is_total", is_total);
}

/// Neighbours as one until few enough are left; how many of the run's one stands for.
std::size_t merge(std::vector<model::Interval>& intervals) {
  std::size_t merged = 1;
  while (intervals.size() > most_intervals) {
    intervals = model::halved(std::move(intervals));
    merged *= 2;
  }
  return merged;
}

void add_intervals(Container& container, const std::vector<model::Interval>& intervals,
                   const model::Run& run, const Books* books) {
  const std::size_t domains = run.header.domains.size();
  const bool is_counted = !model::is_whole_machine(run.end);
  Doubles table;
  const auto column = [&](const char* name, auto value) {
    std::vector<double>& values = table[name];
    values.reserve(intervals.size());
    for (const model::Interval& interval : intervals) values.push_back(value(interval));
  };
  using model::Interval;
  column("begin_s", [](const Interval& i) { return i.begin.value(); });
  column("end_s", [](const Interval& i) { return i.end.value(); });
  column("user_s", [](const Interval& i) { return i.tree_user.value(); });
  column("system_s", [](const Interval& i) { return i.tree_system.value(); });
  column("own_s", [](const Interval& i) { return i.own.value(); });
  column("others_s", [](const Interval& i) { return i.others.value(); });
  column("steal_s", [](const Interval& i) { return i.steal.value(); });
  // Without a process at the end of an interval there is no memory to speak of.
  column("rss_bytes", [](const Interval& i) { return i.processes > 0 ? i.rss.value() : unknown; });
  column("pss_bytes", [](const Interval& i) { return value_of(i.pss); });
  column("swap_bytes", [](const Interval& i) { return value_of(i.swap); });
  // Of a whole machine nobody counts threads and faults.
  const auto count = [&](std::int64_t n) { return is_counted ? static_cast<double>(n) : unknown; };
  column("processes", [&](const Interval& i) { return count(i.processes); });
  column("threads", [&](const Interval& i) { return count(i.threads); });
  column("read_bytes", [](const Interval& i) { return value_of(i.read_disk); });
  column("written_bytes", [](const Interval& i) { return value_of(i.written_disk); });
  column("frequency_hz", [](const Interval& i) { return i.frequency_hz.value_or(unknown); });
  column("temperature_c",
         [](const Interval& i) { return i.temperature_celsius.value_or(unknown); });
  column("minor_faults", [&](const Interval& i) { return count(i.minor_faults); });
  column("major_faults", [&](const Interval& i) { return count(i.major_faults); });
  if (books != nullptr) {
    std::map<double, double> program;  // by the end; an interval of no length has none
    for (const attribution::CoursePoint& point :
         attribution::course(run.header, intervals, run.end, *books))
      program[point.end.value()] = point.program.value();
    column("program_j",
           [&](const Interval& i) { return i.end > i.begin ? program.at(i.end.value()) : 0.0; });
  } else {
    column("program_j", [](const Interval&) { return unknown; });
  }
  add(container, "intervals", table);

  Doubles power;
  using model::EnergyShares;
  const auto share = [&](const char* name, Joules EnergyShares::* member) {
    std::vector<double>& values = power[name];
    values.reserve(domains * intervals.size());
    for (std::size_t domain = 0; domain < domains; ++domain) {
      for (const Interval& interval : intervals) {
        values.push_back(domain < interval.energy.size() ? (interval.energy[domain].*member).value()
                                                         : unknown);
      }
    }
  };
  share("gross_j", &EnergyShares::gross);
  share("idle_j", &EnergyShares::idle);
  share("tree_dynamic_j", &EnergyShares::tree_dynamic);
  share("own_dynamic_j", &EnergyShares::own_dynamic);
  share("other_dynamic_j", &EnergyShares::other_dynamic);
  share("tree_static_j", &EnergyShares::tree_static);
  share("own_static_j", &EnergyShares::own_static);
  add(container, "power", power);
}

void add_phases(Container& container, const Analysis& analysis,
                const std::map<std::int64_t, std::int32_t>& process_row) {
  const std::vector<analysis::PhaseCost>& rows = analysis.phases;
  Doubles table;
  for (const char* const name :
       {"energy_j", "own_energy_j", "cpu_s", "wall_s", "begin_s", "end_s", "count", "times"}) {
    table[name].reserve(rows.size());
  }
  std::vector<std::uint32_t> names;
  std::vector<std::int32_t> parents;
  std::vector<std::int32_t> path;  // the rows around the present one
  std::map<std::int32_t, std::int32_t> row_of;
  for (const analysis::PhaseCost& row : rows) {
    path.resize(static_cast<std::size_t>(row.depth));
    parents.push_back(path.empty() ? -1 : path.back());
    const auto index = static_cast<std::int32_t>(names.size());
    path.push_back(index);
    row_of[row.phase] = index;
    names.push_back(container.text(row.name));
    const auto joules = [](const std::optional<Estimate<Joules>>& energy) {
      return energy ? energy->value.value() : unknown;
    };
    table["energy_j"].push_back(joules(row.energy));
    table["own_energy_j"].push_back(joules(row.own_energy));
    table["cpu_s"].push_back(row.cpu.value());
    table["wall_s"].push_back(row.wall.value());
    table["begin_s"].push_back(row.begin.value());
    table["end_s"].push_back(row.end.value());
    table["count"].push_back(row.count);
    table["times"].push_back(static_cast<double>(row.times));
  }
  container.add("phases.name", names);
  container.add("phases.parent", parents);
  add(container, "phases", table);

  std::vector<std::int32_t> phases, processes;
  std::vector<double> begins, ends;
  for (const model::PhaseSpan& span : analysis.run.end.phase_spans) {
    const auto row = row_of.find(span.phase);
    if (row == row_of.end()) continue;
    const auto process = process_row.find(span.process);
    phases.push_back(row->second);
    processes.push_back(process == process_row.end() ? -1 : process->second);
    begins.push_back(span.begin.value());
    ends.push_back(span.end.value());
  }
  container.add("spans.phase", phases);
  container.add("spans.process", processes);
  container.add("spans.begin_s", begins);
  container.add("spans.end_s", ends);
}

/// What the page needs to say how certain a sum of uses is.
Json factors(const Analysis& analysis) {
  if (!analysis.knows_energy()) return nullptr;
  const Books* const books = analysis.books();
  const Estimate<Joules>& gross = books->total.gross;
  const Joules net = books->total.net ? books->total.net->value : gross.value;
  const Estimate<Grams>& carbon = analysis.totals->carbon;
  const Joules attributed = books->total.attributed.value;
  const double energy_rel = attributed > Joules{} ? books->total.attributed.u / attributed : 0.0;
  const double carbon_rel = carbon.value > Grams{} ? carbon.u / carbon.value : 0.0;
  return {
      {"static", number(analysis.code.paid())},
      {"gain_rel", number(gross.value > Joules{} ? gross.u / gross.value : 0.0)},
      {"share_r", attribution::cpu_time_share_error},
      {"baseline_j", number(books->total.baseline ? books->total.baseline->value.value() : 0.0)},
      {"gross_j", number(gross.value.value())},
      {"step_u_j", number(books->resolution.step_u.value())},
      {"idle_u_w", number(books->resolution.idle_u.value())},
      {"wall_s", number(books->resolution.wall.value())},
      {"interval_s", number(books->resolution.interval.value())},
      {"program_part", number(books->resolution.program)},
      {"net_j", number(net.value())},
      {"carbon_g_per_j",
       attributed > Joules{} ? number(carbon.value.value() / attributed.value()) : Json(nullptr)},
      {"carbon_rel",
       number(std::sqrt(std::max(0.0, carbon_rel * carbon_rel - energy_rel * energy_rel)))}};
}

}  // namespace

std::string report_data(const ReportInput& input) {
  const Analysis& analysis = input.analysis;
  const model::Run& run = analysis.run;
  const Books* const books = analysis.knows_energy() ? analysis.books() : nullptr;

  Container container;
  Json header;
  header["schema"] = "calo.report/1";
  header["kind"] = "run";
  header["file"] = input.file;
  header["run"] = json_object(analysis, input.file);

  std::map<std::int64_t, std::int32_t> process_row;
  add_processes(container, analysis, process_row);
  add_domains(container, run.header);
  std::vector<model::Interval> intervals = run.intervals;
  header["intervals_merged"] = merge(intervals);
  add_intervals(container, intervals, run, books);
  add_phases(container, analysis, process_row);
  const attribution::Cost& program = analysis.code.program();
  header["program"] = {
      {"cpu_s", program.cpu.value()},
      {"dynamic_j", books != nullptr ? number(program.dynamic.value()) : nullptr},
      {"static_j", books != nullptr ? number(program.static_share.value()) : nullptr},
      {"energy_j", books != nullptr ? number(books->total.attributed.value.value()) : nullptr}};
  header["factors"] = factors(analysis);
  header["sampled_squares_j2"] = analysis.code.sampled().dynamic_squares;
  add_stacks(container, header, input, process_row);
  header["methods"] = methods_paragraph(analysis);
  header["sources"] = Json::array();
  for (const SourceExcerpt& source : input.sources) {
    header["sources"].push_back({{"file", container.text(source.path)},
                                 {"path", source.path},
                                 {"first_line", source.first_line},
                                 {"is_newer", source.is_newer},
                                 {"lines", source.lines}});
  }
  return std::move(container).bytes(std::move(header));
}

}  // namespace calo::report
