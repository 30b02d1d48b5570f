#include "report/phase_table.hpp"

#include <fmt/format.h>

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

}  // namespace

std::string phase_table(const analysis::Analysis& analysis) {
  const std::vector<analysis::PhaseCost>& rows = analysis.phases;
  const model::Run& run = analysis.run;
  if (rows.empty()) {
    return "The program marks no phases: include/calo/phases.h tells how.\n";
  }
  const bool energy_known = analysis.knows_energy();
  std::string table = energy_heading(analysis);
  table += line("energy", "share", "CPU time", "time", "times", "count", "phase");
  const Joules all = energy_known ? analysis.books()->total.attributed.value : Joules{};
  std::size_t shown = 0;
  for (const analysis::PhaseCost& row : rows) {
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
    table += line(amount(analysis.books()->total.attributed), text::percent(1.0),
                  text::duration(run.end.cpu_user + run.end.cpu_system),
                  text::duration(run.end.wall), "-", "-", "the run");
  }
  return table;
}

}  // namespace calo::report
