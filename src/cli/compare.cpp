#include <fmt/format.h>

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "base/try.hpp"
#include "cli/cli.hpp"
#include "cli/compare.hpp"
#include "cli/policy.hpp"
#include "cli/settings.hpp"
#include "measure/run_name.hpp"
#include "report/comparison.hpp"

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

namespace {

/// What is in a place; of DIR:NAME the series of that name.
Result<series::Found> series_in(const std::string& place,
                                const attribution::BooksOptions& options) {
  std::error_code none;
  const std::size_t colon = place.rfind(':');
  const std::string directory = place.substr(0, colon);
  if (colon == std::string::npos || std::filesystem::exists(place, none) ||
      !std::filesystem::is_directory(directory, none))
    return series::read(place, options);
  const std::string name = place.substr(colon + 1);
  CALO_TRY(auto found, series::read(directory, options));
  std::string names;
  for (const series::Series& one : found.series) names += (names.empty() ? "" : ", ") + one.name;
  std::erase_if(found.series, [&](const series::Series& one) { return one.name != name; });
  if (found.series.empty())
    return fail(Category::usage, fmt::format("{} holds no series {}", directory, name),
                fmt::format("It holds {}", names));
  return found;
}

}  // namespace

Result<series::Series> only_series(const std::string& place,
                                   const attribution::BooksOptions& options) {
  CALO_TRY(auto found, series_in(place, options));
  if (found.series.size() != 1) {
    std::string names;
    for (const series::Series& one : found.series) names += (names.empty() ? "" : ", ") + one.name;
    return fail(Category::usage, fmt::format("{} holds several series: {}", place, names),
                fmt::format("Name one: {}:{}", place, found.series.front().name));
  }
  found.series.front().name +=
      found.series.front().runs.size() > 1
          ? ""
          : " (" + found.series.front().runs.front().path.filename().string() + ")";
  return std::move(found.series.front());
}

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
        fmt::format("Name two run files or directories, or two series as {}:NAME", places.front()));
  return std::pair{std::move(found.series[0]), std::move(found.series[1])};
}

namespace {

struct Interleaved {
  bool wanted = false;
  std::int64_t blocks = 20;
  std::string output, warm_ups = "auto", rest = "0s";
};

/// Measures two shell commands in shuffled blocks; the directory of their runs.
Result<std::string> measured(const std::vector<std::string>& commands,
                             const Interleaved& interleaved) {
  if (commands.size() != 2)
    return fail(Category::usage, "--interleave measures two commands",
                "Say for example: calo compare --interleave './old in.dat' './new in.dat'");
  std::vector<std::string> names;
  names.reserve(commands.size());
  for (const std::string& command : commands)
    names.push_back(measure::default_name({command.substr(0, command.find(' '))}));
  if (names[0] == names[1] || names[0].contains('=') || names[1].contains('=')) names = {"A", "B"};
  std::string directory = interleaved.output;
  if (directory.empty()) {
    CALO_TRY(const auto made, measure::new_default_directory("compare"));
    directory = made.string();
  }
  tell(fmt::format("measuring both {} times into {}\n", interleaved.blocks, directory));
  const std::vector<std::string> arguments = {"-n",        std::to_string(interleaved.blocks),
                                              "--warmup",  interleaved.warm_ups,
                                              "--rest",    interleaved.rest,
                                              "-o",        directory,
                                              "--command", names[0] + "=" + commands[0],
                                              "--command", names[1] + "=" + commands[1]};
  if (const int status = measure_series(arguments); status != exit_ok)
    return fail(status == exit_usage ? Category::usage : Category::unsupported,
                fmt::format("measuring the commands: it ended with status {}", status),
                "Mend what failed; the runs so far are in " + directory);
  return directory;
}

}  // namespace

int compare(Arguments arguments) {
  std::vector<std::string> places;
  std::string static_policy;
  std::string threshold = "1%";
  std::size_t top = 12;
  bool json = false, markdown = false, no_functions = false, tree = false;
  Interleaved interleaved;
  CLI::App app{
      "Compares two runs or series: is B really better, by how much, and which functions changed?",
      "calo compare"};
  app.add_option(
         "PLACES", places,
         "A and B: run files or directories of runs, DIR:NAME for one of several commands; or "
         "one directory with two commands; "
         "with --interleave two shell commands")
      ->required()
      ->expected(1, 2);
  app.add_option("--threshold", threshold, "differences below this do not matter")
      ->capture_default_str();
  app.add_option("--top", top, "phases, functions and lines that are listed, each")
      ->capture_default_str();
  app.add_flag("--no-functions", no_functions, "totals only");
  auto* as_json = app.add_flag("--json", json, "as one JSON object");
  auto* as_markdown =
      app.add_flag("--markdown", markdown, "as Markdown, for a pull request")->excludes(as_json);
  app.add_flag("--tree", tree, "the calling contexts of both sides as a tree")
      ->excludes(as_json)
      ->excludes(as_markdown);
  auto* is_interleaved = app.add_flag("--interleave", interleaved.wanted,
                                      "measure two commands first, in shuffled blocks");
  app.add_option("-n", interleaved.blocks, "with --interleave: how many times")
      ->capture_default_str()
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}))
      ->needs(is_interleaved);
  app.add_option("--warmup", interleaved.warm_ups,
                 "with --interleave: runs before that do not count, or auto")
      ->capture_default_str()
      ->needs(is_interleaved);
  app.add_option("--rest", interleaved.rest, "with --interleave: pause between runs")
      ->needs(is_interleaved);
  app.add_option("-o,--output", interleaved.output, "with --interleave: the directory of the runs")
      ->needs(is_interleaved);
  app.add_option("--static", static_policy,
                 "who pays for the idle energy: none, exclusive, proportional, reserved=SHARE");
  app.footer(
      "The interval holds the ratio with 95 %; from 6 pairs or 4 runs a side on there is one. Runs "
      "of one block are pairs.\n"
      "Status 0 whatever the verdict; calo check decides.\n\nExamples:\n"
      "  calo compare old.calo new.calo\n"
      "  calo compare runs-old/ runs-new/\n"
      "  calo compare --interleave -n 20 './old in.dat' './new in.dat'\n"
      "  calo repeat -n 20 -o both --command old=./old --command new=./new && calo compare both\n");
  if (const auto status = parse(app, arguments)) return *status;
  auto options = books_options(static_policy);
  if (!options) return report(options.error(), exit_usage);
  const auto share = parse_share(threshold, "--threshold");
  if (!share) return report(share.error(), exit_usage);
  if (interleaved.wanted) {
    const auto directory = measured(places, interleaved);
    if (!directory) return report_failure(directory.error());
    places = {*directory};
  }
  const auto both = sides(places, *options);
  if (!both) return report_failure(both.error());
  const auto result = series::compare(both->first, both->second, {*share, !no_functions});
  if (!result) return report_failure(result.error());
  if (json) {
    put(report::comparison_json(*result, *share)
            .dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
        "\n");
  } else if (markdown) {
    put(report::comparison_markdown(*result, *share, top));
  } else if (tree) {
    put(report::comparison_tree(*result, colours_wanted(STDOUT_FILENO)));
  } else {
    put(report::comparison_text(*result, *share, top, !no_functions));
  }
  return exit_ok;
}

}  // namespace calo::cli
