#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <string>
#include <vector>

#include "base/try.hpp"
#include "cli/cli.hpp"
#include "live/metrics.hpp"
#include "live/sender.hpp"
#include "store/find_runs.hpp"
#include "store/run_file.hpp"

namespace calo::cli {

namespace {

struct PushSettings {
  std::string file;
  std::string to;
  std::string token_file;
  std::string host;
};

/// Sends batch after batch; gives the number of points.
Result<std::size_t> send(const model::Run& run, const PushSettings& settings) {
  CALO_TRY(const std::string token, live::influx_token(settings.token_file));
  CALO_TRY(const live::Target target, live::influx_target(settings.to, token));
  const std::atomic<bool> stop = false;
  CALO_TRY(auto client, live::HttpClient::create(stop));
  const live::Labels common =
      live::common_labels(settings.host.empty() ? live::host_name() : settings.host, run.header);
  live::RunFrames frames{run.header};
  constexpr std::size_t most_lines = 5000;
  live::Lines batch;
  std::size_t sent = 0;
  const auto flush = [&]() -> Result<void> {
    if (batch.count == 0) return {};
    CALO_TRY_DO(live::send_now(client, target, batch.text));
    sent += batch.count;
    batch = {};
    return {};
  };
  for (const model::Interval& interval : run.intervals) {
    const std::string phase =
        model::phase_at(0.5 * (interval.begin + interval.end), run.end.phases, run.end.phase_spans);
    live::Lines lines = live::influx_lines(frames.enter(interval, phase), common);
    if (batch.count + lines.count > most_lines) CALO_TRY_DO(flush());
    batch.text += lines.text;
    batch.count += lines.count;
  }
  CALO_TRY_DO(flush());
  return sent;
}

}  // namespace

int push(Arguments arguments) {
  PushSettings settings;
  CLI::App app{"Sends the intervals of a run to InfluxDB or VictoriaMetrics.", "calo push"};
  app.add_option("FILE", settings.file, "a run file, or 'last': the newest one in this directory")
      ->required();
  app.add_option("--to", settings.to,
                 "http://HOST:8086?db=NAME (InfluxDB 1 and 3, VictoriaMetrics), "
                 "http://HOST:8086?org=NAME&bucket=NAME (InfluxDB 2); token: INFLUX_TOKEN")
      ->required();
  app.add_option("--influx-token-file", settings.token_file,
                 "File with the token, instead of INFLUX_TOKEN");
  app.add_option("--host-label", settings.host, "Name of the host the run was made on");
  app.footer(
      "The points are those that calo run --influx sends: sent again, they are the same points.\n\n"
      "Example:\n"
      "  calo push last --to 'http://localhost:8086?db=calo'\n");
  if (const auto status = parse(app, arguments)) return *status;
  const auto path = store::resolve(settings.file);
  if (!path) return report(path.error());
  const auto run = store::read_run(*path);
  if (!run) return report(run.error());
  const auto sent = send(*run, settings);
  if (!sent) return report_failure(sent.error());
  say(fmt::format("{} points of {} intervals were sent", *sent, run->intervals.size()));
  return exit_ok;
}

}  // namespace calo::cli
