#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "base/try.hpp"
#include "cli/cli.hpp"
#include "cli/measure_series.hpp"
#include "cli/settings.hpp"
#include "measure/campaign.hpp"
#include "measure/place.hpp"
#include "report/series_table.hpp"
#include "series/plan.hpp"
#include "series/series.hpp"

namespace calo::cli {

namespace {

struct WantedRepeat {
  RunSettings run;
  SeriesSettings series;
  std::string resume;
};

void add_options(CLI::App& app, WantedRepeat& asked) {
  SeriesSettings& wanted = asked.series;
  app.add_option("-n", wanted.blocks, "how many times (blocks, each with every command once)")
      ->capture_default_str()
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}));
  app.add_option("--warmup", wanted.warm_ups,
                 "runs before, which are kept but do not count: a number, or auto: at least one, "
                 "until the last two took times that differ by less than 2 %, for 60 s or 10 runs")
      ->capture_default_str();
  app.add_option("--rest", wanted.rest, "pause between runs: 2s, 500ms")->capture_default_str();
  app.add_flag("--cooldown", wanted.cool_down,
               "before each run wait until the CPUs are as cool as before the first one, or, where "
               "no temperature can be read, until the machine is idle; at most 2 min");
  app.add_option("--prepare", wanted.prepare, "a shell command before each run, not measured");
  app.add_option("--command", wanted.commands,
                 "NAME=COMMAND, a shell command; may be given more than once")
      ->take_all();
  app.add_option("--until", wanted.until,
                 "stop once the interval of the median is as narrow as this: 1%");
  app.add_option(
      "--seed", wanted.seed,
      "of the order of commands in blocks (default: from the clock, kept in series.json)");
  app.add_option("--resume", asked.resume, "go on with the series in this directory");
  app.add_flag("--keep-going", wanted.keep_going,
               "go on after a command has failed; that run does not count");
  add_run_options(app, asked.run);
  app.get_option("--json")->description("print every number of every run as JSON at the end");
  app.get_option("--output")
      ->description("the directory (default: the command's name and the time)");
  app.footer(
      "All options of calo run are taken, too. Ctrl-C ends the series; --resume goes on with "
      "it.\n\nExamples:\n"
      "  calo repeat -n 50 --warmup 2 --rest 2s -o runs -- ./simulate\n"
      "  calo repeat -n 20 -o both --command old='./old in.dat' --command new='./new in.dat'\n"
      "  calo repeat --until 1% -o runs -- ./simulate\n"
      "  calo repeat --resume runs\n"
      "  calo compare both\n");
}

/// A series that goes on, measured as its plan says.
Result<measure::Campaign> resumed(WantedRepeat& asked) {
  if (!asked.run.command.empty() || !asked.series.commands.empty())
    return fail(Category::usage, "--resume goes on with the commands of the series: give no other");
  measure::Campaign campaign;
  campaign.directory = asked.resume;
  CALO_TRY(campaign.plan, series::read_plan(campaign.directory));
  CALO_TRY(asked.run, settings_of(campaign.plan.run_options));
  CALO_TRY(campaign.request, request_of(asked.run));
  return campaign;
}

Result<measure::Campaign> begun(const WantedRepeat& asked, std::vector<std::string> kept) {
  measure::Campaign campaign;
  CALO_TRY(campaign.plan, plan_of(asked.series, asked.run, std::move(kept)));
  CALO_TRY(campaign.request, request_of(asked.run));
  CALO_TRY(campaign.directory,
           measure::begin_series(campaign.plan, measure::for_this_rank(asked.run.output)));
  return campaign;
}

void print_table(const series::Found& found, const std::filesystem::path& directory) {
  put(report::series_table(found.series, report::TableForm::text));
  for (const series::Series& one : found.series) {
    for (const std::string& note : report::series_notes(one))
      put(fmt::format("{}\n", text::printable(note, 300)));
  }
  put(fmt::format("the runs are in {}\n", directory.string()));
}

}  // namespace

int repeat(Arguments arguments) {
  WantedRepeat asked;
  CLI::App app{
      "Measures a command many times, each in a process of its own, into a directory of runs; "
      "several commands in shuffled blocks.",
      "calo repeat"};
  add_options(app, asked);
  const auto [own, command] = split(app, arguments);
  if (const auto status = parse(app, own)) return *status;
  asked.run.command.assign(command.begin(), command.end());
  const bool quiet = asked.run.quiet, as_json = asked.run.json;
  const auto books = books_of(asked.run);
  if (!books) return report(books.error(), exit_usage);
  auto campaign = asked.resume.empty() ? begun(asked, kept_words(app)) : resumed(asked);
  if (!campaign) return report_failure(campaign.error());
  campaign->keeps_going = asked.series.keep_going;
  campaign->is_apart = as_json;
  const int status = measure_series(*campaign, asked.run, quiet);
  if (quiet && !as_json) return status;
  const auto found = series::read(campaign->directory, *books);
  if (!found) return status != exit_ok ? status : report(found.error());
  if (as_json) {
    put(report::series_json(found->series));
  } else {
    print_table(*found, campaign->directory);
  }
  return status;
}

}  // namespace calo::cli
