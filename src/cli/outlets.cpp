#include "cli/outlets.hpp"

#include <CLI/CLI.hpp>

namespace calo::cli {

void add_outlet_options(CLI::App& app, live::OutletSettings& settings) {
  app.add_option("--influx", settings.influx,
                 "Send to InfluxDB or VictoriaMetrics: http://HOST:8086?db=NAME (v1, v3), "
                 "http://HOST:8086?org=NAME&bucket=NAME (v2); token: INFLUX_TOKEN. "
                 "May be given more than once")
      ->expected(1)
      ->take_all();
  app.add_option("--influx-token-file", settings.token_file,
                 "File with the token, instead of INFLUX_TOKEN");
  app.add_option("--spool-limit", settings.spool_limit_mib,
                 "MiB of unsent points kept on disk for each --influx (default 512)")
      ->check(CLI::Range(1, 1'000'000));
  app.add_option("--prometheus", settings.prometheus,
                 "Answer Prometheus on this PORT of 127.0.0.1, or on ADDRESS:PORT");
  app.add_option("--textfile", settings.textfile,
                 "Keep the latest values in FILE.prom for node_exporter");
  app.add_option("--pushgateway", settings.pushgateway,
                 "Push the latest values to a Prometheus Pushgateway: http://HOST:9091");
  app.add_option("--host-label", settings.host, "Name of the host in all of these");
}

}  // namespace calo::cli
