#include "report/phase_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "attribution/mixing.hpp"
#include "attribution/parts.hpp"
#include "base/text.hpp"
#include "report/amounts.hpp"
#include "report/energy_lines.hpp"

namespace calo::report {

namespace {

constexpr std::size_t most_rows = 60;

std::string line(std::string_view energy, std::string_view share, std::string_view cpu,
                 std::string_view wall, std::string_view times, std::string_view count,
                 std::string_view name) {
  return fmt::format("{}{}{}{}{}{}{}\n", padded(energy, 19), padded(share, 9), padded(cpu, 12),
                     padded(wall, 12), padded(times, 8), padded(count, 9), name);
}

/// A row for each phase, in the order of their numbers, so that parents come first.
std::vector<PhaseRow> own_rows(const std::vector<model::Phase>& phases) {
  std::vector<PhaseRow> rows;
  rows.reserve(phases.size());
  for (std::size_t i = 0; i < phases.size(); ++i) {
    const model::Phase& phase = phases[i];
    PhaseRow row;
    row.phase = static_cast<std::int32_t>(i);
    row.name = i == 0 ? "outside of phases" : phase.name;
    row.times = phase.times;
    row.count = phase.count;
    row.begin = phase.begin;
    row.end = phase.end;
    row.wall = phase.wall;
    row.cpu = phase.cpu;
    if (phase.parent >= 0) row.depth = rows[static_cast<std::size_t>(phase.parent)].depth + 1;
    rows.push_back(std::move(row));
  }
  return rows;
}

/// Numbers of all phases, each followed by those inside it; the outside comes last.
std::vector<std::size_t> as_a_tree(const std::vector<model::Phase>& phases) {
  std::vector<std::vector<std::size_t>> inside(phases.size());
  std::vector<std::size_t> outermost;
  for (std::size_t i = 1; i < phases.size(); ++i) {
    if (phases[i].parent >= 0) {
      inside[static_cast<std::size_t>(phases[i].parent)].push_back(i);
    } else {
      outermost.push_back(i);
    }
  }
  const auto by_begin = [&](std::size_t a, std::size_t b) {
    return phases[a].begin != phases[b].begin ? phases[a].begin < phases[b].begin : a < b;
  };
  const auto sort = [&](std::vector<std::size_t>& list) { std::ranges::sort(list, by_begin); };
  sort(outermost);
  std::vector<std::size_t> order;
  std::vector<std::size_t> todo(outermost.rbegin(), outermost.rend());
  while (!todo.empty()) {
    const std::size_t next = todo.back();
    todo.pop_back();
    order.push_back(next);
    sort(inside[next]);
    todo.insert(todo.end(), inside[next].rbegin(), inside[next].rend());
  }
  order.push_back(0);
  return order;
}

}  // namespace

std::vector<PhaseRow> phase_rows(const model::Run& run, const attribution::BooksOptions& options) {
  const std::vector<model::Phase>& phases = run.end.phases;
  if (phases.empty()) return {};
  std::vector<PhaseRow> rows = own_rows(phases);
  const auto books = attribution::books(run.header, run.end, options);
  std::vector<Joules> energy(phases.size());
  std::vector<attribution::PartUse> uses;
  const std::vector<attribution::Mixed> mixed = attribution::mixed(run);
  const auto estimate = [&](std::size_t i, Joules mixed_u) {
    auto e = attribution::estimate_of_part(energy[i], uses[i], *books,
                                           static_cast<double>(phases[i].times));
    e.u = in_quadrature(e.u, mixed_u);
    return e;
  };
  if (books) {
    uses.reserve(phases.size());
    for (const model::Phase& phase : phases)
      uses.push_back({phase.dynamic, phase.static_by_cpu, phase.static_by_time});
    energy = attribution::energies(uses, *books);
    for (std::size_t i = 0; i < phases.size(); ++i) rows[i].own_energy = estimate(i, mixed[i].own);
  }
  // Children come after their parents: from the last to the first, each adds to the one around it.
  for (std::size_t i = phases.size(); i-- > 1;) {
    if (phases[i].parent < 0) continue;
    const auto parent = static_cast<std::size_t>(phases[i].parent);
    rows[parent].wall += rows[i].wall;
    rows[parent].cpu += rows[i].cpu;
    if (!books) continue;
    energy[parent] += energy[i];
    uses[parent].dynamic += uses[i].dynamic;
    uses[parent].static_by_cpu += uses[i].static_by_cpu;
    uses[parent].static_by_time += uses[i].static_by_time;
  }
  std::vector<PhaseRow> tree;
  tree.reserve(rows.size());
  for (const std::size_t i : as_a_tree(phases)) {
    if (books) rows[i].energy = estimate(i, mixed[i].inclusive);
    tree.push_back(std::move(rows[i]));
  }
  return tree;
}

std::string phase_table(const model::Run& run, const attribution::BooksOptions& options) {
  const std::vector<PhaseRow> rows = phase_rows(run, options);
  if (rows.empty()) {
    return "The program marks no phases: include/calo/phases.h tells how.\n";
  }
  const auto books = attribution::books(run.header, run.end, options);
  const bool energy_known = books && !books->below_resolution;
  std::string table = energy_heading(run.header, books ? &*books : nullptr, options);
  table += line("energy", "share", "CPU time", "time", "times", "count", "phase");
  const Joules all = energy_known ? books->total.attributed.value : Joules{};
  std::size_t shown = 0;
  for (const PhaseRow& row : rows) {
    if (row.phase != 0 && ++shown > most_rows) continue;
    const bool known = energy_known && row.energy;
    table += line(
        known ? amount(*row.energy) : "unavailable",
        known && all > Joules{} ? text::percent(row.energy->value / all) : "-",
        text::duration(row.cpu), text::duration(row.wall),
        row.phase == 0 ? "-" : fmt::format("{}", row.times),
        row.count != 0.0 ? text::significant(row.count) : "-",
        std::string(2 * static_cast<std::size_t>(row.depth), ' ') + text::printable(row.name, 60));
  }
  if (shown > most_rows) table += fmt::format("({} more phases)\n", shown - most_rows);
  if (energy_known) {
    table += line(amount(books->total.attributed), text::percent(1.0),
                  text::duration(run.end.cpu_user + run.end.cpu_system),
                  text::duration(run.end.wall), "-", "-", "the run");
  }
  return table;
}

}  // namespace calo::report
