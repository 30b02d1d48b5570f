#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>

#include "cli/cli.hpp"
#include "live/push.hpp"
#include "store/find_runs.hpp"
#include "store/run_file.hpp"

namespace calo::cli {

int push(Arguments arguments) {
  live::PushSettings settings;
  std::string file;
  CLI::App app{"Sends the intervals of a run to InfluxDB or VictoriaMetrics.", "calo push"};
  app.add_option("FILE", file, "a run file, or 'last': the newest one in this directory")
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
  const auto path = store::resolve(file);
  if (!path) return report(path.error());
  const auto run = store::read_run(*path);
  if (!run) return report(run.error());
  const auto sent = live::send_run(*run, settings);
  if (!sent) return report_failure(sent.error());
  say(fmt::format("{} points of {} intervals were sent", *sent, run->intervals.size()));
  return exit_ok;
}

}  // namespace calo::cli
