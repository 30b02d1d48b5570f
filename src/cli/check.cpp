#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
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
#include "os/file.hpp"
#include "report/check_report.hpp"
#include "report/series_table.hpp"
#include "series/budget.hpp"

namespace calo::cli {

namespace {

namespace fs = std::filesystem;

/// Neither fine nor worse nor unresolved: wrong usage, or a measurement that failed.
constexpr int exit_not_checked = 3;

struct Wanted {
  std::string place, baseline, budget, max_increase = "3%", metric = "energy", markdown, junit,
                                       static_policy;
  std::int64_t runs = 6;
};

std::optional<series::Metric> metric_from(std::string_view word) {
  for (const series::Metric metric : series::all_metrics) {
    if (series::name(metric) == word) return metric;
  }
  return std::nullopt;
}

/// Measures a command into a directory of its own beside the baseline's kind of series.
Result<series::Series> measured(const Wanted& wanted, Arguments command,
                                const attribution::BooksOptions& options) {
  const fs::path directory = default_output("check").replace_extension();
  std::vector<std::string> arguments = {"--quiet", "-n", std::to_string(wanted.runs), "--warmup",
                                        "1",       "-o", directory.string(),          "--"};
  arguments.insert(arguments.end(), command.begin(), command.end());
  tell(fmt::format("measuring {} runs into {}\n", wanted.runs, directory.string()));
  if (const int status = repeat(arguments); status != exit_ok)
    return fail(Category::unsupported,
                fmt::format("measuring the command: it ended with status {}", status),
                "Mend it, or look at the runs in " + directory.string());
  return only_series(directory.string(), options);
}

Result<series::CheckResult> check_all(const Wanted& wanted, Arguments command,
                                      const attribution::BooksOptions& options) {
  const auto metric = metric_from(wanted.metric);
  if (!metric)
    return fail(Category::usage, fmt::format("--metric {}: no such metric", wanted.metric),
                "Take energy, cpu, time, carbon or memory");
  if (wanted.baseline.empty() && wanted.budget.empty())
    return fail(Category::usage, "nothing to check against",
                "Name --baseline PLACE or --budget 500J");
  if (wanted.place.empty() == command.empty())
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
    CALO_TRY(now, only_series(wanted.place, options));
  } else {
    CALO_TRY(now, measured(wanted, command, options));
  }
  return series::check(*now, baseline ? &*baseline : nullptr, limits);
}

}  // namespace

int check(Arguments arguments) {
  Wanted wanted;
  CLI::App app{
      "Holds a line in continuous integration: is this not worse than the baseline, and within the "
      "budget?",
      "calo check"};
  app.add_option("PLACE", wanted.place,
                 "a run file or a directory of runs; or a command behind --");
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
  app.add_option("--static", wanted.static_policy,
                 "who pays for the idle energy: none, exclusive, proportional, reserved=SHARE");
  app.footer(
      "Status: 0 fine, 1 worse or over the budget, 2 not resolved (more runs are needed), 3 it "
      "could not be checked.\n\nExamples:\n"
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
  const auto options = books_options(wanted.static_policy);
  if (!options) return report(options.error(), exit_not_checked);
  const auto result = check_all(wanted, command, *options);
  if (!result) return report(result.error(), exit_not_checked);
  put(report::check_text(*result));
  for (const auto& [path, content] : {std::pair{wanted.markdown, report::check_markdown(*result)},
                                      std::pair{wanted.junit, report::check_junit(*result)}}) {
    if (path.empty()) continue;
    if (const auto written = os::write_file(path, content); !written)
      return report(written.error(), exit_not_checked);
  }
  return static_cast<int>(result->outcome);
}

}  // namespace calo::cli
