#include "report/process_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "attribution/parts.hpp"
#include "base/text.hpp"
#include "model/whole_machine.hpp"
#include "report/amounts.hpp"
#include "report/energy_lines.hpp"

namespace calo::report {

namespace {

struct Row {
  std::string name;
  std::int64_t count = 0;
  Seconds cpu{};
  Joules dynamic{};
  Joules fixed{};  ///< share of the idle energy by CPU time, whoever pays
  Joules energy{};
  Bytes peak_rss{};
};

std::vector<Row> rows_by_name(const std::vector<model::ProcessRecord>& processes) {
  std::map<std::string, Row> by_name;
  for (const model::ProcessRecord& process : processes) {
    Row& row = by_name[process.name];
    row.name = process.name;
    row.count += process.count;
    row.cpu += process.user + process.system;
    row.dynamic += process.dynamic;
    row.fixed += process.static_share;
    row.peak_rss = std::max(row.peak_rss, process.peak_rss);
  }
  std::vector<Row> rows;
  rows.reserve(by_name.size());
  for (auto& [name, row] : by_name) rows.push_back(std::move(row));
  return rows;
}

/// Hands the idle energy that the program pays for to the rows.
void add_energy(std::vector<Row>& rows, const attribution::Books& books) {
  std::vector<attribution::PartUse> uses;
  uses.reserve(rows.size());
  for (const Row& row : rows) uses.push_back({row.dynamic, row.fixed, row.fixed});
  const std::vector<Joules> energies = attribution::energies(uses, books);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].energy = energies[i];
}

std::string line(std::string_view energy, std::string_view share, std::string_view cpu,
                 std::string_view count, std::string_view rss, std::string_view name) {
  return fmt::format("{}{}{}{}{}{}\n", padded(energy, 19), padded(share, 9), padded(cpu, 13),
                     padded(count, 8), padded(rss, 11), name);
}

/// The rows from `first` on as one.
Row rest_of(const std::vector<Row>& rows, std::size_t first) {
  Row rest;
  rest.name = fmt::format("({} more names)", rows.size() - first);
  for (std::size_t i = first; i < rows.size(); ++i) {
    rest.count += rows[i].count;
    rest.cpu += rows[i].cpu;
    rest.dynamic += rows[i].dynamic;
    rest.fixed += rows[i].fixed;
    rest.energy += rows[i].energy;
    rest.peak_rss = std::max(rest.peak_rss, rows[i].peak_rss);
  }
  return rest;
}

}  // namespace

std::string process_table(const model::Run& run, const attribution::BooksOptions& options) {
  const auto books = attribution::books(run.header, run.end, options);
  std::vector<Row> rows = rows_by_name(run.processes);
  if (books) add_energy(rows, *books);
  std::ranges::sort(rows, [](const Row& a, const Row& b) {
    if (a.energy != b.energy) return a.energy > b.energy;
    return a.cpu != b.cpu ? a.cpu > b.cpu : a.name < b.name;
  });
  if (rows.size() > most_process_rows) {
    Row rest = rest_of(rows, most_process_rows);
    rows.resize(most_process_rows);
    rows.push_back(std::move(rest));
  }

  const bool energy_known = books && !books->below_resolution;
  std::string table = energy_heading(run.header, books ? &*books : nullptr, options);
  table += line("energy", "share", "CPU time", "count", "peak RSS", "name");
  for (const Row& row : rows) {
    std::string energy = "unavailable";
    std::string share = "-";
    if (energy_known) {
      energy = amount(attribution::estimate_of_part(row.energy, {row.dynamic, row.fixed, row.fixed},
                                                    *books, static_cast<double>(row.count)));
      const Joules all = books->total.attributed.value;
      if (all > Joules{}) share = text::percent(row.energy / all);
    }
    table += line(
        energy, share, model::counted_or_told(run.end, row.cpu) ? text::duration(row.cpu) : "-",
        fmt::format("{}", row.count), row.peak_rss > Bytes{} ? in_bytes(row.peak_rss) : "-",
        text::printable(row.name, 40));
  }
  return table;
}

}  // namespace calo::report
