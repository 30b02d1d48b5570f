#include "report/process_table.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "model/whole_machine.hpp"
#include "report/amounts.hpp"
#include "report/energy_lines.hpp"

namespace calo::report {

namespace {

std::string line(std::string_view energy, std::string_view share, std::string_view cpu,
                 std::string_view count, std::string_view rss, std::string_view name) {
  return fmt::format("{}{}{}{}{}{}\n", padded(energy, 19), padded(share, 9), padded(cpu, 13),
                     padded(count, 8), padded(rss, 11), name);
}

}  // namespace

std::string process_table(const analysis::Analysis& analysis) {
  const model::Run& run = analysis.run;
  std::string table = energy_heading(analysis);
  table += line("energy", "share", "CPU time", "count", "peak RSS", "name");
  for (const analysis::ProcessCost& row : analysis.programs) {
    std::string energy = "unavailable";
    std::string share = "-";
    if (analysis.knows_energy() && row.energy) {
      energy = amount(*row.energy);
      const Joules all = analysis.books()->total.attributed.value;
      if (all > Joules{}) share = text::percent(row.energy->value / all);
    }
    table += line(
        energy, share, model::counted_or_told(run.end, row.cpu) ? text::duration(row.cpu) : "-",
        fmt::format("{}", row.count), row.peak_rss > Bytes{} ? in_bytes(row.peak_rss) : "-",
        text::printable(row.name, 40));
  }
  return table;
}

}  // namespace calo::report
