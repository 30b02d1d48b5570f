#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "base/try.hpp"
#include "cli/cli.hpp"
#include "cli/compare.hpp"
#include "cli/policy.hpp"
#include "report/series_table.hpp"

namespace calo::cli {

Result<double> parse_share(const std::string& text, std::string_view option) {
  std::string number = text;
  const bool percent = number.ends_with('%');
  if (percent) number.pop_back();
  const auto value = text::to_double(number);
  if (!value || *value < 0.0 || *value > 1e6)
    return fail(Category::usage, fmt::format("{} {}: not a share", option, text),
                fmt::format("Say for example {} 1%", option));
  return percent ? *value / 100.0 : *value;
}

Result<series::Series> only_series(const std::string& place,
                                   const attribution::BooksOptions& options) {
  CALO_TRY(auto found, series::read(place, options));
  if (found.series.size() != 1) {
    std::string names;
    for (const series::Series& one : found.series) names += (names.empty() ? "" : ", ") + one.name;
    return fail(Category::usage, fmt::format("{} holds several series: {}", place, names),
                fmt::format("Compare two of them by calo compare {}", place));
  }
  found.series.front().name +=
      found.series.front().runs.size() > 1
          ? ""
          : " (" + found.series.front().runs.front().path.filename().string() + ")";
  return std::move(found.series.front());
}

namespace {

Result<std::pair<series::Series, series::Series>> sides(const std::vector<std::string>& places,
                                                        const attribution::BooksOptions& options) {
  if (places.size() == 2) {
    CALO_TRY(auto a, only_series(places[0], options));
    CALO_TRY(auto b, only_series(places[1], options));
    if (a.name == b.name) {
      a.name = places[0];
      b.name = places[1];
    }
    return std::pair{std::move(a), std::move(b)};
  }
  CALO_TRY(auto found, series::read(places.front(), options));
  if (found.series.size() != 2)
    return fail(
        Category::usage,
        fmt::format("{} holds {} series, two are compared", places.front(), found.series.size()),
        "Name two run files or directories, or a directory with two commands");
  return std::pair{std::move(found.series[0]), std::move(found.series[1])};
}

}  // namespace

int compare(Arguments arguments) {
  std::vector<std::string> places;
  std::string static_policy;
  std::string threshold = "1%";
  std::size_t top = 12;
  bool json = false, markdown = false, no_functions = false;
  CLI::App app{
      "Compares two runs or series: is B really better, by how much, and which functions changed?",
      "calo compare"};
  app.add_option("PLACES", places,
                 "A and B: run files or directories of runs; or one directory with two commands")
      ->required()
      ->expected(1, 2);
  app.add_option("--threshold", threshold, "differences below this do not matter")
      ->capture_default_str();
  app.add_option("--top", top, "functions that are listed")->capture_default_str();
  app.add_flag("--no-functions", no_functions, "totals only");
  auto* as_json = app.add_flag("--json", json, "as one JSON object");
  app.add_flag("--markdown", markdown, "as Markdown, for a pull request")->excludes(as_json);
  app.add_option("--static", static_policy,
                 "who pays for the idle energy: none, exclusive, proportional, reserved=SHARE");
  app.footer(
      "The interval holds the ratio with 95 %; from 6 pairs or 4 runs a side on there is one. Runs "
      "of one block are pairs.\n"
      "Status 0 whatever the verdict; calo check decides.\n\nExamples:\n"
      "  calo compare old.calo new.calo\n"
      "  calo compare runs-old/ runs-new/\n"
      "  calo repeat -n 20 -o both --command old=./old --command new=./new && calo compare both\n");
  if (const auto status = parse(app, arguments)) return *status;
  auto options = books_options(static_policy);
  if (!options) return report(options.error(), exit_usage);
  const auto share = parse_share(threshold, "--threshold");
  if (!share) return report(share.error(), exit_usage);
  const auto both = sides(places, *options);
  if (!both) return report_failure(both.error());
  const auto result = series::compare(both->first, both->second, {*share, !no_functions});
  if (!result) return report_failure(result.error());
  put(json       ? report::comparison_json(*result, *share)
      : markdown ? report::comparison_markdown(*result, *share, top)
                 : report::comparison_text(*result, *share, top));
  return exit_ok;
}

}  // namespace calo::cli
