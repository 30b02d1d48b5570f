#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "base/try.hpp"
#include "cli/cli.hpp"
#include "cli/policy.hpp"
#include "report/run_list.hpp"
#include "report/series_table.hpp"
#include "series/series.hpp"
#include "store/find_runs.hpp"

namespace calo::cli {

namespace {

Result<std::vector<series::Series>> series_in(const std::vector<std::string>& places,
                                              const attribution::BooksOptions& options) {
  std::vector<series::Series> all;
  for (const std::string& place : places) {
    CALO_TRY(auto found, series::read(place, options));
    for (const std::string& problem : found.unreadable) say(problem);
    std::ranges::move(found.series, std::back_inserter(all));
  }
  return all;
}

}  // namespace

int list(Arguments arguments) {
  std::vector<std::string> places;
  bool markdown = false, latex = false, csv = false, by_series = false;
  std::string static_policy;
  bool json = false;
  CLI::App app{"Lists runs: those of directories the newest first, files in the order given.",
               "calo list"};
  app.add_option("PLACES", places,
                 "directories with *.calo files, or run files (default: this directory)");
  auto* as_json = app.add_flag("--json", json, "as a JSON array");
  app.add_flag("--markdown", markdown, "name, energy, carbon, time, memory as a Markdown table")
      ->excludes(as_json);
  app.add_flag("--series", by_series,
               "one row for each command: medians of its runs with 95 % intervals; with --markdown "
               "or --json");
  app.add_flag("--latex", latex, "the rows of --series as a LaTeX table");
  app.add_flag("--csv", csv, "every number of every run as CSV");
  app.add_option("--static", static_policy,
                 "who pays for the idle energy: none, exclusive, proportional, reserved=SHARE");
  app.footer(
      "The energy is what is attributed to the program. Files that cannot be read are named at "
      "the end.\n\nExamples:\n  calo list\n  calo list --json results/\n  calo list --series "
      "--markdown runs/\n"
      "  calo list --markdown train.calo compress.calo decompress.calo\n");
  if (const auto status = parse(app, arguments)) return *status;

  const auto options = books_options(static_policy);
  if (!options) return report(options.error(), exit_usage);
  if (places.empty()) places.emplace_back(".");
  if (by_series || latex || csv) {
    const auto all = series_in(places, *options);
    if (!all) return report(all.error());
    put(csv     ? report::series_csv(*all)
        : json  ? report::series_json(*all)
        : latex ? report::series_table(*all, report::TableForm::latex)
                : report::series_table(
                      *all, markdown ? report::TableForm::markdown : report::TableForm::text));
    return exit_ok;
  }
  const auto runs = store::runs_in(places);
  if (!runs) return report(runs.error());
  if (json) {
    put(report::run_list_json(*runs, *options));
    return exit_ok;
  }
  if (runs->empty()) {
    say(fmt::format("there is no *.calo file in {}. Measure one with 'calo run -- COMMAND'.",
                    places.front() == "." ? "the current directory" : places.front()));
    return exit_ok;
  }
  if (markdown) {
    put(report::run_list_markdown(*runs, *options));
    return exit_ok;
  }
  const report::RunList list = report::run_list(*runs, *options);
  if (list.mixes_policies) {
    tell(
        "calo: the idle energy is in the energy of some runs, not of others: give --static to "
        "compare them\n");
  }
  put(list.table);
  for (const store::FoundRun& found : *runs) {
    if (!found.digest) put(fmt::format("{}\n", text::printable(found.digest.error().text(), 400)));
  }
  return exit_ok;
}

}  // namespace calo::cli
