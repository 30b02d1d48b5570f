#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/try.hpp"
#include "cli/cli.hpp"
#include "cli/measure_series.hpp"
#include "cli/settings.hpp"
#include "os/file.hpp"
#include "report/check_report.hpp"
#include "report/series_table.hpp"
#include "series/budget.hpp"
#include "series/places.hpp"

namespace calo::cli {

namespace {

namespace fs = std::filesystem;

/// Neither fine nor worse nor unresolved: wrong usage, or a measurement that failed.
constexpr int exit_not_checked = 3;

struct WantedCheck {
  std::string baseline, budget, max_increase = "3%", metric = "energy", markdown, junit;
  SeriesSettings series{.blocks = 6};
};

/// Measures the command of `settings` into a directory of its own; `kept`: kept_words().
Result<series::Series> measured(const WantedCheck& wanted, const RunSettings& settings,
                                std::vector<std::string> kept) {
  measure::Campaign campaign;
  CALO_TRY(campaign.plan, plan_of(wanted.series, settings, std::move(kept)));
  CALO_TRY(campaign.request, request_of(settings));
  CALO_TRY(campaign.directory, new_directory("check", settings.output, campaign.plan));
  campaign.is_apart = true;
  const std::string directory = campaign.directory.string();
  tell(fmt::format("measuring {} runs into {}\n", wanted.series.blocks, directory));
  if (const int status = measure_series(campaign, settings, settings.quiet); status != exit_ok)
    return fail(Category::unsupported,
                fmt::format("measuring the command: it ended with status {}", status),
                "Mend it, or look at the runs in " + directory);
  return series::only_series(directory, campaign.request.books);
}

/// `place`: what is checked, where no command of `settings` is.
Result<series::CheckResult> check_all(const WantedCheck& wanted, const RunSettings& settings,
                                      const std::vector<std::string>& place,
                                      std::vector<std::string> kept,
                                      const attribution::BooksOptions& options) {
  const auto metric = series::metric_from(wanted.metric);
  if (!metric)
    return fail(Category::usage, fmt::format("--metric {}: no such metric", wanted.metric),
                "Take energy, cpu, time, carbon or memory");
  if (wanted.baseline.empty() && wanted.budget.empty())
    return fail(Category::usage, "nothing to check against",
                "Name --baseline PLACE or --budget 500J");
  if (place.size() > 1 || place.empty() == settings.command.empty())
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
    CALO_TRY(baseline, series::only_series(wanted.baseline, options));
  }
  std::optional<series::Series> now;
  if (!place.empty()) {
    CALO_TRY(now, series::only_series(place.front(), options));
  } else {
    CALO_TRY(now, measured(wanted, settings, std::move(kept)));
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
  app.add_option("-n", wanted.series.blocks, "how often a command is run")
      ->capture_default_str()
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{10'000}));
  app.add_option("--markdown", wanted.markdown,
                 "write a summary for a pull request into this file");
  app.add_option("--junit", wanted.junit, "write the result as JUnit XML into this file");
  app.add_option("--warmup", wanted.series.warm_ups, "runs of a command before that do not count")
      ->capture_default_str();
  app.add_option("--rest", wanted.series.rest, "pause between the runs of a command");
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
  const auto options = books_of(settings);
  if (!options) return report(options.error(), exit_not_checked);
  const std::vector<std::string> place = std::exchange(settings.command, {});
  settings.command.assign(command.begin(), command.end());
  const auto result = check_all(wanted, settings, place, kept_words(app), *options);
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
