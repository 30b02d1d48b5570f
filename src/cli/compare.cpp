#include <fmt/format.h>

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/try.hpp"
#include "cli/cli.hpp"
#include "cli/measure_series.hpp"
#include "cli/policy.hpp"
#include "cli/settings.hpp"
#include "measure/run_name.hpp"
#include "report/comparison.hpp"
#include "series/compare.hpp"
#include "series/places.hpp"

namespace calo::cli {

namespace {

/// Measures two shell commands in shuffled blocks; the directory of their runs.
Result<std::string> measured(const std::vector<std::string>& commands, SeriesSettings wanted,
                             const std::string& output) {
  if (commands.size() != 2)
    return fail(Category::usage, "--interleave measures two commands",
                "Say for example: calo compare --interleave './old in.dat' './new in.dat'");
  std::vector<std::string> names;
  names.reserve(commands.size());
  for (const std::string& command : commands)
    names.push_back(measure::default_name({command.substr(0, command.find(' '))}));
  if (names[0] == names[1] || names[0].contains('=') || names[1].contains('=')) names = {"A", "B"};
  wanted.commands = {names[0] + "=" + commands[0], names[1] + "=" + commands[1]};
  measure::Campaign campaign;
  CALO_TRY(campaign.plan, plan_of(wanted, {}, {}));
  CALO_TRY(campaign.directory, new_directory("compare", output, campaign.plan));
  campaign.is_apart = true;
  std::string directory = campaign.directory.string();
  tell(fmt::format("measuring both {} times into {}\n", wanted.blocks, directory));
  if (const int status = measure_series(campaign, {}, false); status != exit_ok)
    return fail(Category::unsupported,
                fmt::format("measuring the commands: it ended with status {}", status),
                "Mend what failed; the runs so far are in " + directory);
  return directory;
}

struct WantedCompare {
  std::vector<std::string> places;
  std::string static_policy, threshold = "1%";
  std::size_t top = 12;
  bool json = false, markdown = false, no_functions = false, tree = false;
  bool is_interleaved = false;  ///< the places are commands
  SeriesSettings series;
  std::string output;
};

void add_options(CLI::App& app, WantedCompare& wanted) {
  app.add_option(
         "PLACES", wanted.places,
         "A and B: run files or directories of runs, DIR:NAME for one of several commands; or "
         "one directory with two commands; "
         "with --interleave two shell commands")
      ->required()
      ->expected(1, 2);
  app.add_option("--threshold", wanted.threshold, "differences below this do not matter")
      ->capture_default_str();
  app.add_option("--top", wanted.top, "phases, functions and lines that are listed, each")
      ->capture_default_str();
  app.add_flag("--no-functions", wanted.no_functions, "totals only");
  auto* as_json = app.add_flag("--json", wanted.json, "as one JSON object");
  auto* as_markdown = app.add_flag("--markdown", wanted.markdown, "as Markdown, for a pull request")
                          ->excludes(as_json);
  app.add_flag("--tree", wanted.tree, "the calling contexts of both sides as a tree")
      ->excludes(as_json)
      ->excludes(as_markdown);
  auto* is_interleaved = app.add_flag("--interleave", wanted.is_interleaved,
                                      "measure two commands first, in shuffled blocks");
  app.add_option("-n", wanted.series.blocks, "with --interleave: how many times")
      ->capture_default_str()
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}))
      ->needs(is_interleaved);
  app.add_option("--warmup", wanted.series.warm_ups,
                 "with --interleave: runs before that do not count, or auto")
      ->capture_default_str()
      ->needs(is_interleaved);
  app.add_option("--rest", wanted.series.rest, "with --interleave: pause between runs")
      ->needs(is_interleaved);
  app.add_option("-o,--output", wanted.output, "with --interleave: the directory of the runs")
      ->needs(is_interleaved);
  app.add_option("--static", wanted.static_policy,
                 "who pays for the idle energy: none, exclusive, proportional, reserved=SHARE");
  app.footer(
      "The interval holds the ratio with 95 %; from 6 pairs or 4 runs a side on there is one. Runs "
      "of one block are pairs.\n"
      "Status 0 whatever the verdict; calo check decides.\n\nExamples:\n"
      "  calo compare old.calo new.calo\n"
      "  calo compare runs-old/ runs-new/\n"
      "  calo compare --interleave -n 20 './old in.dat' './new in.dat'\n"
      "  calo repeat -n 20 -o both --command old=./old --command new=./new && calo compare both\n");
}

void print(const series::Comparison& comparison, const WantedCompare& wanted, double threshold) {
  if (wanted.json) {
    put(report::comparison_json(comparison, threshold)
            .dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
        "\n");
  } else if (wanted.markdown) {
    put(report::comparison_markdown(comparison, threshold, wanted.top));
  } else if (wanted.tree) {
    put(report::comparison_tree(comparison, colours_wanted(STDOUT_FILENO)));
  } else {
    put(report::comparison_text(comparison, threshold, wanted.top, !wanted.no_functions));
  }
}

}  // namespace

int compare(Arguments arguments) {
  WantedCompare wanted;
  CLI::App app{
      "Compares two runs or series: is B really better, by how much, and which functions changed?",
      "calo compare"};
  add_options(app, wanted);
  if (const auto status = parse(app, arguments)) return *status;
  const auto policy = books_options(wanted.static_policy);
  if (!policy) return report(policy.error(), exit_usage);
  const auto share = parse_share(wanted.threshold, "--threshold");
  if (!share) return report(share.error(), exit_usage);
  if (wanted.is_interleaved) {
    const auto directory = measured(wanted.places, wanted.series, wanted.output);
    if (!directory) return report_failure(directory.error());
    wanted.places = {*directory};
  }
  const auto both = series::sides(wanted.places, *policy);
  if (!both) return report_failure(both.error());
  const auto result = series::compare(both->first, both->second, {*share, !wanted.no_functions});
  if (!result) return report_failure(result.error());
  print(*result, wanted, *share);
  return exit_ok;
}

}  // namespace calo::cli
