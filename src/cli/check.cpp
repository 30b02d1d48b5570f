#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
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
#include "os/file.hpp"
#include "report/check_report.hpp"
#include "report/series_table.hpp"
#include "series/budget.hpp"

namespace calo::cli {

namespace {

namespace fs = std::filesystem;

/// Neither fine nor worse nor unresolved: wrong usage, or a measurement that failed.
constexpr int exit_not_checked = 3;

struct WantedCheck {
  std::string baseline, budget, max_increase = "3%", metric = "energy", markdown, junit;
  std::int64_t runs = 6;
  std::string warm_ups = "auto", rest;
};

/// The options that are not for measuring the command. All have a value.
constexpr std::array own_options = {"-n",       "--baseline", "--budget",  "--max-increase",
                                    "--metric", "--junit",    "--markdown"};

/// What `calo repeat` is told: all options but those.
std::vector<std::string> options_of_repeat(Arguments arguments) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    // -n6 is one word, -n 6 are two.
    if (word == "--json" || (word.size() > 2 && word.starts_with("-n"))) continue;
    if (std::ranges::find(own_options, word.substr(0, word.find('='))) == own_options.end()) {
      result.push_back(word);
    } else if (!word.contains('=')) {
      ++i;
    }
  }
  return result;
}

std::optional<series::Metric> metric_from(std::string_view word) {
  for (const series::Metric metric : series::all_metrics) {
    if (series::name(metric) == word) return metric;
  }
  return std::nullopt;
}

/// Measures a command into a directory of its own.
Result<series::Series> measured(const WantedCheck& wanted, const RunSettings& settings,
                                Arguments options, Arguments command,
                                const attribution::BooksOptions& books) {
  std::vector<std::string> arguments = options_of_repeat(options);
  std::string directory = settings.output;
  if (directory.empty()) {
    CALO_TRY(const auto made, measure::new_default_directory("check"));
    directory = made.string();
    arguments.insert(arguments.end(), {"-o", directory});
  }
  arguments.insert(arguments.end(), {"-n", std::to_string(wanted.runs), "--"});
  arguments.insert(arguments.end(), command.begin(), command.end());
  tell(fmt::format("measuring {} runs into {}\n", wanted.runs, directory));
  if (const int status = measure_series(arguments); status != exit_ok)
    return fail(Category::unsupported,
                fmt::format("measuring the command: it ended with status {}", status),
                "Mend it, or look at the runs in " + directory);
  return only_series(directory, books);
}

Result<series::CheckResult> check_all(const WantedCheck& wanted, const RunSettings& settings,
                                      Arguments own, Arguments command,
                                      const attribution::BooksOptions& options) {
  const auto metric = metric_from(wanted.metric);
  if (!metric)
    return fail(Category::usage, fmt::format("--metric {}: no such metric", wanted.metric),
                "Take energy, cpu, time, carbon or memory");
  if (wanted.baseline.empty() && wanted.budget.empty())
    return fail(Category::usage, "nothing to check against",
                "Name --baseline PLACE or --budget 500J");
  if (settings.command.size() > 1 || settings.command.empty() == command.empty())
    return fail(Category::usage,
                "one thing is checked: a run, a directory of runs, or a command behind --",
                "Say for example: calo check --baseline main/ -- ./simulate");
  series::CheckWanted limits;
  limits.metric = *metric;
  CALO_TRY(limits.max_increase, parse_share(wanted.max_increase, "--max-increase"));
  if (!wanted.budget.empty()) {
    CALO_TRY(limits.budget, series::parse_budget(wanted.budget, *metric));
  }
  std::optional<series::Series> baseline;
  if (!wanted.baseline.empty()) {
    CALO_TRY(baseline, only_series(wanted.baseline, options));
  }
  std::optional<series::Series> now;
  if (command.empty()) {
    CALO_TRY(now, only_series(settings.command.front(), options));
  } else {
    CALO_TRY(now, measured(wanted, settings, own, command, options));
  }
  return series::check(*now, baseline ? &*baseline : nullptr, limits);
}

}  // namespace

int check(Arguments arguments) {
  WantedCheck wanted;
  RunSettings settings;
  CLI::App app{
      "Holds a line in continuous integration: is this not worse than the baseline, and within the "
      "budget?",
      "calo check"};
  app.add_option("--baseline", wanted.baseline,
                 "what it must not be worse than: a run file or a directory of runs");
  app.add_option("--budget", wanted.budget, "what it must not exceed: 500J, 2s, 300mg, 1.5GiB");
  app.add_option("--max-increase", wanted.max_increase,
                 "how much worse than the baseline is still fine")
      ->capture_default_str();
  app.add_option("--metric", wanted.metric, "energy, cpu, time, carbon, power or memory")
      ->capture_default_str();
  app.add_option("-n", wanted.runs, "how often a command is run")
      ->capture_default_str()
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{10'000}));
  app.add_option("--markdown", wanted.markdown,
                 "write a summary for a pull request into this file");
  app.add_option("--junit", wanted.junit, "write the result as JUnit XML into this file");
  app.add_option("--warmup", wanted.warm_ups, "runs of a command before that do not count")
      ->capture_default_str();
  app.add_option("--rest", wanted.rest, "pause between the runs of a command");
  add_run_options(app, settings);
  app.get_option("COMMAND")->description(
      "what is checked: a run file or a directory of runs; or a command behind --");
  app.get_option("--json")->description("the result as one JSON object");
  app.get_option("--output")->description("the directory for the runs of a command");
  app.footer(
      "Status: 0 fine, 1 worse or over the budget, 2 not resolved (more runs are needed), 3 it "
      "could not be checked. A command is measured as by calo repeat, whose options are taken, "
      "too.\n\nExamples:\n"
      "  calo repeat -n 10 -o main -- ./simulate          on the main branch, kept\n"
      "  calo check --baseline main -n 10 -- ./simulate   on the branch\n"
      "  calo check --budget 500J run.calo\n"
      "  calo check --baseline main --metric cpu --max-increase 2% --junit calo.xml --markdown "
      "calo.md branch/\n");
  const auto dashes = std::ranges::find(arguments, "--");
  const Arguments own = arguments.first(static_cast<std::size_t>(dashes - arguments.begin()));
  const Arguments command =
      dashes == arguments.end() ? Arguments{} : arguments.subspan(own.size() + 1);
  if (const auto status = parse(app, own, exit_not_checked)) return *status;
  const auto options = books_options(settings.exclusive ? "exclusive" : settings.static_policy);
  if (!options) return report(options.error(), exit_not_checked);
  const auto result = check_all(wanted, settings, own, command, *options);
  if (!result) return report(result.error(), exit_not_checked);
  put(settings.json ? report::check_json(*result) : report::check_text(*result));
  for (const auto& [path, content] : {std::pair{wanted.markdown, report::check_markdown(*result)},
                                      std::pair{wanted.junit, report::check_junit(*result)}}) {
    if (path.empty()) continue;
    if (const auto written = os::write_file(path, content); !written)
      return report(written.error(), exit_not_checked);
  }
  return static_cast<int>(result->outcome);
}

}  // namespace calo::cli
