#include "cli/measure_series.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "base/try.hpp"
#include "cli/cli.hpp"
#include "cli/run_view.hpp"
#include "measure/one_run.hpp"
#include "measure/run_name.hpp"
#include "os/clock.hpp"
#include "report/series_table.hpp"
#include "series/warm_up.hpp"

namespace calo::cli {

namespace {

std::atomic<bool> was_interrupted{false};

/// "1%", "0.01" for --until.
Result<double> parse_precision(const std::string& text) {
  const auto precision = parse_share(text, "--until");
  if (!precision || !(*precision > 0.0) || *precision >= 1.0)
    return fail(Category::usage, fmt::format("--until {}: not a precision", text),
                "Say for example --until 1%");
  return precision;
}

/// "train=./train --epochs 3".
Result<series::Plan::Command> parse_command(const std::string& text) {
  const std::size_t at = text.find('=');
  if (at == std::string::npos || at == 0 || at + 1 == text.size())
    return fail(Category::usage, fmt::format("--command {}: not NAME=COMMAND", text),
                "Say for example --command train='./train --epochs 3'");
  return series::Plan::Command{text.substr(0, at), {"/bin/sh", "-c", text.substr(at + 1)}};
}

/// A child's whole life: one run, shown as its own options say, without a summary.
int measure_one(const measure::Request& request, const RunSettings& shown) {
  RunView view{shown, request.books};
  const auto measured = measure::run(request, view.listener());
  if (!measured) return report(measured.error().error, measured.error().status);
  return measure::exit_status(*measured);
}

bool on_terminal() {
  return ::isatty(STDERR_FILENO) == 1;
}

void clear_line() {
  if (on_terminal()) tell("\r\x1b[K");
}

void show_progress(const measure::Progress& progress) {
  std::string line = fmt::format("{} of {} runs, {} left", progress.runs, progress.planned,
                                 text::duration(progress.left));
  if (progress.series != nullptr && !progress.series->counted().empty()) {
    const series::Series& one = *progress.series;
    line += fmt::format("; {}: {}, {}, {}", text::printable(one.name, 20),
                        report::median_text(one, series::Metric::energy),
                        report::median_text(one, series::Metric::time),
                        report::median_text(one, series::Metric::carbon));
  }
  tell(on_terminal() ? fmt::format("\r\x1b[K{}", line.substr(0, 200)) : line + "\n");
}

void say_on_a_line(const std::string& text) {
  clear_line();
  say(text);
}

}  // namespace

Result<series::Plan> plan_of(const SeriesSettings& wanted, const RunSettings& run,
                             std::vector<std::string> kept) {
  series::Plan plan;
  plan.blocks = wanted.blocks;
  CALO_TRY(plan.warm_ups, series::parse_warm_ups(wanted.warm_ups));
  plan.prepare = wanted.prepare;
  plan.cool_down = wanted.cool_down;
  plan.run_options = std::move(kept);
  plan.seed = wanted.seed != 0 ? wanted.seed : series::seed_at(os::utc_now());
  if (wanted.rest != "0" && wanted.rest != "0s") {
    CALO_TRY(plan.rest, parse_time(wanted.rest, "--rest"));
  }
  if (!wanted.until.empty()) {
    CALO_TRY(plan.until, parse_precision(wanted.until));
  }
  for (const std::string& text : wanted.commands) {
    CALO_TRY(auto command, parse_command(text));
    plan.commands.push_back(std::move(command));
  }
  if (!run.command.empty())
    plan.commands.push_back(
        {run.name.empty() ? measure::default_name(run.command) : run.name, run.command});
  std::set<std::string> names;
  for (const series::Plan::Command& command : plan.commands) {
    if (!names.insert(series::file_name(command.name)).second)
      return fail(Category::usage, fmt::format("two commands are named {}", command.name),
                  "Give each a name of its own");
  }
  if (plan.commands.empty())
    return fail(Category::usage, "no command given",
                "Say for example: calo repeat -n 20 -- ./simulate");
  return plan;
}

Result<std::filesystem::path> new_directory(const std::string& name, const std::string& output,
                                            const series::Plan& plan) {
  if (!output.empty()) return measure::begin_series(plan, output);
  CALO_TRY(const auto made, measure::new_default_directory(name));
  return measure::begin_series(plan, made);
}

int measure_series(const measure::Campaign& campaign, RunSettings shown, bool quiet) {
  struct sigaction action{};
  action.sa_handler = [](int) { was_interrupted = true; };
  ::sigaction(SIGINT, &action, nullptr);
  shown.quiet = true;
  measure::CampaignListener listener;
  listener.warn = say_on_a_line;
  listener.measure = [&](const measure::Request& request) { return measure_one(request, shown); };
  if (!quiet) {
    listener.remark = say_on_a_line;
    listener.on_run = show_progress;
    listener.on_precise = [&](std::int64_t blocks) {
      clear_line();
      tell(fmt::format("precise to {} after {} blocks\n", text::percent(campaign.plan.until),
                       blocks));
    };
    listener.on_waiting = [](const std::string& text) {
      if (on_terminal()) tell(fmt::format("\r\x1b[K{}", text));
    };
  }
  const int status = measure::run(campaign, listener, was_interrupted);
  if (!quiet) clear_line();
  return status;
}

}  // namespace calo::cli
