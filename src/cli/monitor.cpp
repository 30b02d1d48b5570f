#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "base/try.hpp"
#include "carbon/context.hpp"
#include "cli/cli.hpp"
#include "cli/daemon.hpp"
#include "cli/outlets.hpp"
#include "cli/settings.hpp"
#include "cli/terminal.hpp"
#include "live/sampler.hpp"
#include "measure/events.hpp"
#include "measure/sources.hpp"
#include "measure/watch.hpp"
#include "report/live.hpp"

namespace calo::cli {

namespace {

struct MonitorSettings {
  RunSettings run;  ///< interval, meter, place, tags
  std::string length;
  std::vector<std::int64_t> pids;
  std::optional<std::size_t> top;
  std::string by = "process";
  std::vector<std::string> from;  ///< {"powermetrics", file}; empty: this machine
  bool plain = false, daemon = false;

  /// Standard input brings what is to be shown.
  [[nodiscard]] bool reads_standard_input() const { return !from.empty() && from[1] == "-"; }
};

bool is_drawn(const MonitorSettings& settings) {
  return !settings.run.json && !settings.plain && !settings.daemon &&
         is_screen(settings.reads_standard_input());
}

Result<model::RunHeader> make_header(const RunSettings& settings) {
  model::RunHeader header;
  header.calo_version = CALO_VERSION;
  header.name = settings.name.empty() ? "monitor" : settings.name;
  CALO_TRY(header.tags, parse_tags(settings.tags));
  CALO_TRY(carbon::Stated on_command_line, stated_on_command_line(settings));
  CALO_TRY(const carbon::Stated stated, carbon::all_stated(std::move(on_command_line)));
  CALO_TRY(header.carbon, carbon::context(stated));
  return header;
}

Result<void> check_pids(const std::vector<std::int64_t>& pids) {
  for (const std::int64_t pid : pids) {
    if (pid > 0 && std::filesystem::exists("/proc/" + std::to_string(pid))) continue;
    return fail(Category::not_found, fmt::format("watching process {}: there is none", pid),
                "Give the number of a process that runs, as ps shows it");
  }
  return {};
}

std::size_t terminal_width() {
  winsize size{};
  constexpr std::size_t of_a_log = 200;
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40 ? size.ws_col
                                                                             : of_a_log;
}

/// What has no meaning for what another machine sends.
Result<void> check_from(const CLI::App& app, const MonitorSettings& settings) {
  if (settings.from.empty()) return {};
  if (settings.from[0] != "powermetrics") {
    return fail(Category::usage,
                fmt::format("--from {}: not known", text::printable(settings.from[0])),
                "Say --from powermetrics FILE, or - for standard input");
  }
  for (const char* option :
       {"--by", "--pid", "--meter", "--psys", "--power-profile", "--interval"}) {
    if (app.count(option) == 0) continue;
    return fail(Category::usage, fmt::format("{} with --from", option),
                "It is for this machine's own meters and processes: leave it out");
  }
  if (settings.run.outlets.any() && settings.run.outlets.host.empty()) {
    return fail(Category::usage, "--from powermetrics: it does not tell whose power this is",
                "Name the Mac for the data base: --host-label NAME");
  }
  return {};
}

/// The books of all users need all processes.
Result<void> check_by(const MonitorSettings& settings) {
  if (settings.by == "process" || settings.pids.empty()) return {};
  return fail(Category::usage, "--pid with --by " + settings.by,
              "The sums are over the whole machine: leave one of the two out");
}

/// A service has no terminal, and is of no use without somebody to tell.
Result<void> check_daemon(const CLI::App& app, const MonitorSettings& settings) {
  if (!settings.daemon) return {};
  for (const char* option : {"--json", "--plain", "--web", "--serve"}) {
    if (app.count(option) == 0) continue;
    return fail(Category::usage, fmt::format("{} with --daemon", option),
                "A service prints no readings: leave one of the two out");
  }
  if (settings.run.outlets.any()) return {};
  return fail(Category::usage, "--daemon: the readings are to go nowhere",
              "Say where: --influx, --prometheus, --textfile or --pushgateway");
}

void add_options(CLI::App& app, MonitorSettings& settings) {
  RunSettings& run = settings.run;
  run.interval = "1s";
  app.add_option("--pid", settings.pids,
                 "Show this process and what descends from it; may be given more than once");
  app.add_option("--for", settings.length, "Stop after this time: 60s, 5min (default: Ctrl-C)");
  app.add_option("--interval", run.interval, "Time between readings: 1s, 100ms (default 1s)");
  app.add_option("--from", settings.from,
                 "Show what another machine sends instead of this one: powermetrics FILE, the "
                 "output of macOS' powermetrics, as it comes; - for standard input")
      ->expected(2)
      ->type_name("SOURCE FILE");
  app.add_option("--by", settings.by,
                 "Show the sums of each user, or of each job: Slurm's, else the container or the "
                 "systemd unit (default: process)")
      ->check(CLI::IsMember({"process", "user", "job"}));
  app.add_flag("--plain", settings.plain, "Lines of text, on a terminal too");
  app.add_flag("--daemon", settings.daemon,
               "For systemd: no terminal, a line on standard error for each event. Stays in the "
               "foreground");
  app.add_option("--top", settings.top, "Processes shown (default 10; on a terminal all)")
      ->check(CLI::Range(0, 10000));
  app.add_flag("--json", run.json, "Print one JSON object a reading, one a line");
  app.add_option("--name", run.name, "Name of what is measured (default: monitor)");
  app.add_option("--tag", run.tags, "A label KEY=VALUE; may be given more than once")
      ->expected(1)
      ->take_all();
  app.add_option("--country", run.country, "Where the electricity comes from: FR, FRA or France");
  app.add_option("--region", run.region,
                 "... or a part of a country: US-CA; or a cloud region: gcp:europe-west1");
  app.add_option("--intensity", run.intensity, "Carbon intensity in g CO2e/kWh: 56, or '56 +- 5'");
  app.add_option("--pue", run.pue, "Power usage effectiveness (default 1)");
  app.add_option("--meter", run.meter,
                 "Use this meter only (calo doctor lists them); 'model' for the power model");
  app.add_flag("--psys", run.psys, "Measure the whole platform (psys)");
  app.add_option("--power-profile", run.power_profile, "Power profile, made by calo calibrate");
  add_web_options(app, settings.run.web);
  add_outlet_options(app, settings.run.outlets);
  app.footer(
      "Power of a process: its share, by CPU time, of what the machine uses beyond its idle "
      "power.\n\n"
      "Examples:\n"
      "  calo monitor --for 60s\n"
      "  calo monitor --by job --json | jq -c .sums.groups\n"
      "  calo monitor --json --interval 100ms | jq .power.value_w\n"
      "  calo monitor --influx 'http://localhost:8086?db=calo' --prometheus 9464 > /dev/null\n"
      "  ssh mac sudo powermetrics -i 1000 | calo monitor --from powermetrics -\n"
      "  calo monitor --daemon --influx 'http://metrics:8428?db=calo' --tag cluster=blue\n"
      "  calo monitor --pid $(pgrep -d ' --pid ' simulate)\n");
}

/// What the sinks say, from their threads; held back while a screen is drawn.
class Messages {
 public:
  explicit Messages(bool held) : held_{held} {}
  void say(const std::string& text) {
    const std::lock_guard guard{mutex_};
    constexpr std::size_t most = 100;
    if (!held_) {
      cli::say(text);
    } else if (kept_.size() < most) {
      kept_.push_back(text);
    }
  }
  void release() {
    const std::lock_guard guard{mutex_};
    held_ = false;
    for (const std::string& text : kept_) cli::say(text);
    kept_.clear();
  }

 private:
  std::mutex mutex_;
  bool held_;
  std::vector<std::string> kept_;
};

int print_lines(measure::Watch& watch, const measure::Events& events, bool json) {
  while (!watch.is_last() && events.wait()) {
    for (const live::Reading& reading : watch.look()) {
      const std::string text = json ? report::live_json(reading, watch.header())
                                    : report::live_line(reading, terminal_width());
      errno = 0;
      if (const auto written = write_out(text); !written) {
        if (errno != EPIPE) return report(written.error());
        // The reader has what it wanted. What is left in the buffer would fail again when main
        // ends.
        return std::freopen("/dev/null", "w", stdout) != nullptr ? exit_ok : exit_failed;
      }
    }
  }
  return exit_ok;
}

int draw_screen(measure::Watch& watch, const measure::Events& events, bool keys_from_terminal) {
  report::LiveScreen screen{watch.header(), plot_of_terminal()};
  show_screen(screen, events, keys_from_terminal,
              [&]() -> std::optional<std::vector<live::Reading>> {
                if (watch.is_last()) return std::nullopt;
                return watch.look();
              });
  return exit_ok;
}

/// The source of the readings, and what says when to look at it.
struct Opened {
  std::unique_ptr<measure::LiveSource> source;
  measure::Events events;
};

Result<Opened> open_source(const MonitorSettings& settings, Seconds interval) {
  CALO_TRY(auto header, make_header(settings.run));
  Opened opened;
  if (!settings.from.empty()) {
    CALO_TRY(auto piped, measure::powermetrics_source(settings.from[1], std::move(header)));
    opened.source = std::move(piped.source);
    CALO_TRY(opened.events,
             measure::Events::open_for(piped.input, measure::patience_within_a_sample));
    return opened;
  }
  CALO_TRY_DO(check_pids(settings.pids));
  measure::SourceOptions wanted;
  wanted.meter = settings.run.meter;
  wanted.psys = settings.run.psys;
  wanted.power_profile = settings.run.power_profile;
  live::SamplerOptions shown;
  shown.by = settings.by == "user"  ? live::By::user
             : settings.by == "job" ? live::By::job
                                    : live::By::process;
  shown.pids = settings.pids;
  shown.top = settings.top.value_or(is_drawn(settings) ? 100'000 : 10);
  const auto root = os::SystemRoot::from_environment();
  CALO_TRY(auto found, measure::find_sources(root, wanted));
  CALO_TRY(opened.events, measure::Events::open(interval));
  opened.source =
      measure::machine_source(std::move(found), std::move(header), std::move(shown), root);
  return opened;
}

int hand_out(measure::Watch& watch, Opened& opened, const MonitorSettings& settings) {
  if (settings.daemon) {
    serve({live::what_is_served(watch.header(), settings.run.outlets), [&] { return watch.look(); },
           [&] { return watch.is_last(); }},
          opened.events);
    return exit_ok;
  }
  return is_drawn(settings) ? draw_screen(watch, opened.events, settings.reads_standard_input())
                            : print_lines(watch, opened.events, settings.run.json);
}

}  // namespace

int monitor(Arguments arguments) {
  MonitorSettings settings;
  CLI::App app{"Shows what the machine and its busiest processes use, now and since the start.",
               "calo monitor"};
  add_options(app, settings);
  if (const auto status = parse(app, arguments)) return *status;
  const auto interval = parse_interval(settings.run.interval);
  if (!interval) return report_failure(interval.error());
  std::optional<Seconds> length;
  if (!settings.length.empty()) {
    const auto given = parse_time(settings.length, "--for");
    if (!given) return report_failure(given.error());
    length = *given;
  }
  for (const auto& checked :
       {check_from(app, settings), check_by(settings), check_daemon(app, settings)}) {
    if (!checked) return report_failure(checked.error());
  }
  auto opened = open_source(settings, *interval);
  if (!opened) return report_failure(opened.error());
  measure::LiveSource& source = *opened->source;
  Messages messages{is_drawn(settings)};
  auto outlets = live::Outlets::open(settings.run.outlets, source.header(),
                                     [&messages](const std::string& text) { messages.say(text); });
  if (!outlets) return report_failure(outlets.error());
  if (const int port = (*outlets)->prometheus_port(); port != 0)
    say(fmt::format("metrics are at http://127.0.0.1:{}/metrics", port));
  std::unique_ptr<WebView> web;
  if (settings.run.web.is_wanted()) {
    auto started = WebView::start(settings.run.web, source.header(), true);
    if (!started) return report_failure(started.error());
    web = std::move(*started);
    say(web->invitation());
  }
  measure::Watch watch{source, length, [&](const live::Reading& reading) {
                         (*outlets)->put(live::frame_of(reading, source.header()));
                         if (web) web->show(reading, source.states());
                       }};
  int status = hand_out(watch, *opened, settings);
  messages.release();
  if (web) web->end();
  if (const std::string news = web ? web->take_news() : ""; !news.empty()) say(news);
  if (const auto notes = source.at_end()) {
    for (const std::string& note : *notes) say(note);
  } else {
    status = report(notes.error());
  }
  (*outlets)->stop(live::patience_at_end);
  return status;
}

}  // namespace calo::cli
