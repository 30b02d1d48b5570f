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

struct WantedList {
  std::vector<std::string> places;
  bool markdown = false, latex = false, csv = false, by_series = false, json = false;
  std::string static_policy;
};

void add_options(CLI::App& app, WantedList& wanted) {
  app.add_option("PLACES", wanted.places,
                 "directories with *.calo files, or run files (default: this directory)");
  auto* as_json = app.add_flag("--json", wanted.json, "as a JSON array");
  app.add_flag("--markdown", wanted.markdown,
               "name, energy, carbon, time, memory as a Markdown table")
      ->excludes(as_json);
  app.add_flag("--series", wanted.by_series,
               "one row for each command: medians of its runs with 95 % intervals; with --markdown "
               "or --json");
  app.add_flag("--latex", wanted.latex, "the rows of --series as a LaTeX table");
  app.add_flag("--csv", wanted.csv, "every number of every run as CSV");
  app.add_option("--static", wanted.static_policy,
                 "who pays for the idle energy: none, exclusive, proportional, reserved=SHARE");
  app.footer(
      "The energy is what is attributed to the program. Files that cannot be read are named at "
      "the end.\n\nExamples:\n  calo list\n  calo list --json results/\n  calo list --series "
      "--markdown runs/\n"
      "  calo list --markdown train.calo compress.calo decompress.calo\n");
}

/// A row for each command.
Result<void> put_series(const WantedList& wanted, const attribution::BooksOptions& policy) {
  CALO_TRY(const auto all, series_in(wanted.places, policy));
  const auto form = wanted.latex      ? report::TableForm::latex
                    : wanted.markdown ? report::TableForm::markdown
                                      : report::TableForm::text;
  put(wanted.csv    ? report::series_csv(all)
      : wanted.json ? report::series_json(all)
                    : report::series_table(all, form));
  return {};
}

/// A row for each run.
Result<void> put_runs(const WantedList& wanted, const attribution::BooksOptions& policy) {
  CALO_TRY(const auto runs, store::runs_in(wanted.places));
  if (wanted.json) {
    put(report::run_list_json(runs, policy));
    return {};
  }
  if (runs.empty()) {
    const std::string& place = wanted.places.front();
    say(fmt::format("there is no *.calo file in {}. Measure one with 'calo run -- COMMAND'.",
                    place == "." ? "the current directory" : place));
    return {};
  }
  if (wanted.markdown) {
    put(report::run_list_markdown(runs, policy));
    return {};
  }
  const report::RunList list = report::run_list(runs, policy);
  if (list.mixes_policies) {
    tell(
        "calo: the idle energy is in the energy of some runs, not of others: give --static to "
        "compare them\n");
  }
  put(list.table);
  for (const store::FoundRun& found : runs) {
    if (!found.digest) put(fmt::format("{}\n", text::printable(found.digest.error().text(), 400)));
  }
  return {};
}

}  // namespace

int list(Arguments arguments) {
  WantedList wanted;
  CLI::App app{"Lists runs: those of directories the newest first, files in the order given.",
               "calo list"};
  add_options(app, wanted);
  if (const auto status = parse(app, arguments)) return *status;
  const auto policy = books_options(wanted.static_policy);
  if (!policy) return report(policy.error(), exit_usage);
  if (wanted.places.empty()) wanted.places.emplace_back(".");
  const bool of_series = wanted.by_series || wanted.latex || wanted.csv;
  const auto done = of_series ? put_series(wanted, *policy) : put_runs(wanted, *policy);
  return done ? exit_ok : report(done.error());
}

}  // namespace calo::cli
