#include <fmt/format.h>

#include <utility>

#include "base/try.hpp"
#include "store/columns.hpp"
#include "store/interval_table.hpp"
#include "store/open_run.hpp"
#include "store/profile_table.hpp"
#include "store/rows.hpp"
#include "store/run_file.hpp"
#include "store/witness_table.hpp"

namespace calo::store {

namespace {

enum class Extent { digest, whole };

Result<model::RunHeader> read_header(Database& database) {
  model::RunHeader header;
  std::int64_t started = 0;
  std::optional<std::string> unit_name;
  std::optional<double> unit_count;
  CALO_TRY_DO(one_row(database, "run", [&](auto& visit) {
    run_columns(visit, header, started, unit_name, unit_count);
  }));
  header.started_utc = std::chrono::nanoseconds{started};
  if (unit_name.has_value() != unit_count.has_value()) return damaged("half a unit in table run");
  if (unit_name) header.units = model::Units{.name = *unit_name, .count = *unit_count};
  CALO_TRY_DO(
      one_row(database, "machine", [&](auto& visit) { machine_columns(visit, header.machine); }));
  CALO_TRY_DO(
      one_row(database, "carbon", [&](auto& visit) { carbon_columns(visit, header.carbon); }));
  const auto text = [](auto& visit, auto& position, auto& value) {
    text_columns(visit, position, value);
  };
  CALO_TRY(header.command, numbered_rows<std::string>(database, "argument", "position", text));
  CALO_TRY(header.method_notes, numbered_rows<std::string>(database, "note", "position", text));
  using Tag = std::pair<std::string, std::string>;
  CALO_TRY(header.tags, numbered_rows<Tag>(database, "tag", "position",
                                           [](auto& visit, auto& position, auto& tag) {
                                             tag_columns(visit, position, tag.first, tag.second);
                                           }));
  CALO_TRY(header.domains, numbered_rows<model::Domain>(database, "domain", "id",
                                                        [](auto& visit, auto& id, auto& domain) {
                                                          domain_columns(visit, id, domain);
                                                        }));
  return header;
}

/// Phases came with schema version 2.
Result<void> read_phases(Database& database, model::RunEnd& end, Extent extent) {
  CALO_TRY(end.phases, numbered_rows<model::Phase>(database, "phase", "id",
                                                   [](auto& visit, auto& id, auto& phase) {
                                                     phase_columns(visit, id, phase);
                                                   }));
  if (extent == Extent::whole) {
    CALO_TRY(end.phase_spans,
             numbered_rows<model::PhaseSpan>(
                 database, "phase_span", "id",
                 [](auto& visit, auto& id, auto& span) { phase_span_columns(visit, id, span); }));
  }
  for (std::size_t i = 0; i < end.phases.size(); ++i) {
    if (end.phases[i].parent < -1 || std::cmp_greater_equal(end.phases[i].parent, i))
      return damaged(fmt::format("phase {} comes before the one around it", i));
  }
  for (const model::PhaseSpan& span : end.phase_spans) {
    if (std::cmp_greater_equal(span.phase, end.phases.size()))
      return damaged("a span belongs to no phase");
  }
  return {};
}

Result<model::RunEnd> read_end(Database& database, std::size_t domains, int version,
                               Extent extent) {
  model::RunEnd end;
  CALO_TRY_DO(one_row(database, "run_end", [&](auto& visit) { run_end_columns(visit, end); }));
  using Total = std::pair<model::EnergyShares, model::DomainState>;
  CALO_TRY(const auto totals, numbered_rows<Total>(database, "domain_total", "domain",
                                                   [](auto& visit, auto& domain, auto& total) {
                                                     domain_total_columns(
                                                         visit, domain, total.first, total.second);
                                                   }));
  if (totals.size() != domains) {
    return damaged(fmt::format("{} domains have {} totals", domains, totals.size()));
  }
  for (const auto& [shares, state] : totals) {
    end.totals.push_back(shares);
    end.states.push_back(state);
  }
  CALO_TRY(end.warnings,
           numbered_rows<model::Warning>(database, "warning", "position",
                                         [](auto& visit, auto& position, auto& warning) {
                                           warning_columns(visit, position, warning);
                                         }));
  if (version >= 2) CALO_TRY_DO(read_phases(database, end, extent));
  return end;
}

Result<std::vector<model::Interval>> read_intervals(Database& database, std::size_t domains) {
  CALO_TRY(auto reader, IntervalReader::open(database, domains));
  std::vector<model::Interval> intervals;
  for (;;) {
    CALO_TRY(auto row, reader.next());
    if (!row) return intervals;
    intervals.push_back(std::move(row->interval));
  }
}

Result<std::vector<model::ProcessRecord>> read_processes(Database& database) {
  std::vector<model::ProcessRecord> processes;
  model::ProcessRecord process;
  std::int64_t previous = -1;
  CALO_TRY_DO(each_row(
      database, "process", "id", [&](auto& visit) { process_columns(visit, process); },
      [&]() -> Result<void> {
        if (process.id <= previous) return damaged("table process is out of order");
        previous = process.id;
        processes.push_back(process);
        return {};
      }));
  return processes;
}

Result<model::Conditions> read_conditions(Database& database) {
  CALO_TRY(auto row,
           database.prepare("SELECT sum(frequency_hz * (end_s - begin_s)) /"
                            " sum(CASE WHEN frequency_hz IS NULL THEN 0 ELSE end_s - begin_s END),"
                            " max(temperature_celsius) FROM interval"));
  model::Conditions conditions;
  CALO_TRY(const bool is_row, row.next());
  if (!is_row) return conditions;
  if (row.type(0) == Statement::Type::real) conditions.frequency_hz = row.real(0);
  if (row.type(1) == Statement::Type::real) conditions.temperature_celsius = row.real(1);
  return conditions;
}

Result<model::Run> read_from(OpenRun& file, Extent extent) {
  model::Run run;
  CALO_TRY(run.header, read_header(file.database));
  CALO_TRY(run.end,
           read_end(file.database, run.header.domains.size(), file.schema_version, extent));
  CALO_TRY(run.conditions, read_conditions(file.database));
  if (extent == Extent::digest) return run;
  CALO_TRY(run.intervals, read_intervals(file.database, run.header.domains.size()));
  CALO_TRY(run.processes, read_processes(file.database));
  return run;
}

Result<model::Run> read(const std::filesystem::path& path, Extent extent) {
  auto run = [&]() -> Result<model::Run> {
    CALO_TRY(OpenRun file, open_run(path));
    return read_from(file, extent);
  }();
  if (!run) return std::unexpected{std::move(run).error().within("reading " + path.string())};
  return run;
}

}  // namespace

Result<std::optional<model::Profile>> read_profile(const std::filesystem::path& path) {
  auto profile = [&]() -> Result<std::optional<model::Profile>> {
    CALO_TRY(OpenRun file, open_run(path));
    if (file.schema_version < 2) return std::optional<model::Profile>{};
    return read_profile(file.database);
  }();
  if (!profile) {
    return std::unexpected{std::move(profile).error().within("reading stacks of " + path.string())};
  }
  return profile;
}

Result<std::vector<model::Witness>> read_witnesses(const std::filesystem::path& path) {
  auto witnesses = [&]() -> Result<std::vector<model::Witness>> {
    CALO_TRY(OpenRun file, open_run(path));
    if (file.schema_version < 3) return std::vector<model::Witness>{};
    return read_witnesses(file.database);
  }();
  if (!witnesses) {
    return std::unexpected{
        std::move(witnesses).error().within("reading witnesses of " + path.string())};
  }
  return witnesses;
}

Result<model::Run> read_run(const std::filesystem::path& path) {
  return read(path, Extent::whole);
}

Result<model::Run> read_digest(const std::filesystem::path& path) {
  return read(path, Extent::digest);
}

}  // namespace calo::store
