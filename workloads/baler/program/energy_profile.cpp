#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "base/try.hpp"
#include "calo_program.hpp"
#include "energy_table.hpp"
#include "modes.hpp"
#include "profile_figures.hpp"
#include "say.hpp"
#include "under_calo.hpp"

namespace baler {
namespace {

namespace fs = std::filesystem;

template <class Q>
std::string in_words(const WithInterval<Q>& quantity, std::string_view unit) {
  if (!quantity.value) return fmt::format("unknown {}", unit);
  std::string words = calo::text::with_prefix(quantity.value->value(), unit);
  if (quantity.low && quantity.high) {
    words += fmt::format(" ({})",
                         calo::text::interval(quantity.low->value(), quantity.high->value(), unit));
  }
  return words;
}

void print_row(const ProfileRow& row, const fs::path& run_file) {
  std::string line = in_words(row.energy, "J");
  if (!row.kind.empty()) line += ", " + row.kind;
  line += "; " + in_words(row.carbon, "g CO2e");
  if (row.duration) line += "; " + calo::text::duration(*row.duration);
  if (row.peak_memory) line += "; peak " + calo::text::bytes(row.peak_memory->value());
  say(fmt::format("{}\n{}\n", line, run_file.string()));
}

/// The figures of all runs of the mode so far.
calo::Result<void> redraw(const Project& project, const fs::path& table_file,
                          std::string_view mode) {
  CALO_TRY(const auto table, read_table(table_file));
  if (table.unreadable > 0) {
    complain(fmt::format("baler: {}: {} lines are no rows and were left out\n", table_file.string(),
                         table.unreadable));
  }
  std::vector<ProfileRow> rows;
  for (const ProfileRow& row : table.rows) {
    if (row.mode == mode) rows.push_back(row);
  }
  const auto figure = profile_figure(rows, mode);
  for (const std::string_view ending : {"pdf", "png", "svg"}) {
    CALO_TRY_DO(calo::figures::write(
        figure, project.profiling() / fmt::format("{}_energy.{}", mode, ending)));
  }
  return {};
}

}  // namespace

calo::Result<Status> run_energy_profile(const Options& options, const Project& project) {
  CALO_TRY(const auto calo_path, find_calo());
  const std::string mode{name(options.mode)};
  const fs::path table_file = project.profiling() / "energy.csv";
  for (std::int64_t run = 1; run <= options.repeats; ++run) {
    if (options.repeats > 1) say(fmt::format("--- run {} of {}\n", run, options.repeats));
    CALO_TRY(const auto measured, run_under_calo(options, project, "--energyProfile"));
    if (!measured) return Status::interrupted;
    const fs::path& run_file = *measured;
    CALO_TRY(const auto json, output_of({calo_path.string(), "show", "--json", run_file.string()}));
    CALO_TRY(const auto row, row_from(json, mode));
    CALO_TRY_DO(append(table_file, row));
    print_row(row, run_file);
    CALO_TRY_DO(redraw(project, table_file, mode));
  }
  say(fmt::format("{} and {}_energy.pdf, .png, .svg beside it\n", table_file.string(), mode));
  return Status::done;
}

}  // namespace baler
