#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
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
#include "cli/events.hpp"
#include "cli/outlets.hpp"
#include "cli/settings.hpp"
#include "cli/sources.hpp"
#include "cli/terminal.hpp"
#include "live/sampler.hpp"
#include "os/clock.hpp"
#include "os/file.hpp"
#include "report/live.hpp"

namespace calo::cli {

namespace {

struct MonitorSettings {
  RunSettings run;  ///< interval, meter, place, tags
  std::string length;
  std::vector<std::int64_t> pids;
  std::optional<std::size_t> top;
  bool plain = false;
};

bool is_drawn(const MonitorSettings& settings) {
  return !settings.run.json && !settings.plain && is_screen();
}

Result<live::Sampler> make_sampler(const MonitorSettings& settings, FoundSources& found,
                                   const os::SystemRoot& root) {
  model::RunHeader header;
  header.calo_version = CALO_VERSION;
  header.name = settings.run.name.empty() ? "monitor" : settings.run.name;
  for (const std::string& text : settings.run.tags) {
    CALO_TRY(auto tag, parse_tag(text));
    header.tags.push_back(std::move(tag));
  }
  CALO_TRY(carbon::Stated on_command_line, stated_on_command_line(settings.run));
  CALO_TRY(const carbon::Stated stated, carbon::all_stated(std::move(on_command_line)));
  CALO_TRY(header.carbon, carbon::context(stated));
  header.machine = found.machine;
  recorder::EnergySources& sources = found.sources;
  header.domains.assign(sources.domains().begin(), sources.domains().end());
  header.started_utc = os::utc_now();
  std::vector<model::DomainState> states(header.domains.size());
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (const auto& idle = sources.idle(i)) {
      states[i].idle_known = true;
      states[i].idle_power = idle->power;
      states[i].idle_u = idle->u;
    }
  }
  live::EnergyReader energy;
  energy.read = [&sources](os::Instant now, double utilisation) {
    return sources.read(now, utilisation);
  };
  energy.factor90 = [&sources](std::size_t domain) { return sources.factor90(domain); };
  return live::Sampler{std::move(header),
                       std::move(states),
                       std::move(energy),
                       root,
                       {settings.pids, settings.top.value_or(is_drawn(settings) ? 100'000 : 10)},
                       os::monotonic_now()};
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

void add_options(CLI::App& app, MonitorSettings& settings) {
  RunSettings& run = settings.run;
  run.interval = "1s";
  app.add_option("--pid", settings.pids,
                 "Show this process and what descends from it; may be given more than once");
  app.add_option("--for", settings.length, "Stop after this time: 60s, 5min (default: Ctrl-C)");
  app.add_option("--interval", run.interval, "Time between readings: 1s, 100ms (default 1s)");
  app.add_flag("--plain", settings.plain, "Lines of text, on a terminal too");
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
      "  calo monitor --json --interval 100ms | jq .power.value_w\n"
      "  calo monitor --influx 'http://localhost:8086?db=calo' --prometheus 9464 > /dev/null\n"
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

/// What one look brings, handed to all who want it; decides when it is the last.
class Watch {
 public:
  Watch(live::Sampler& sampler, live::Outlets& outlets, const MonitorSettings& settings,
        std::optional<Seconds> length, WebView* web)
      : sampler_{sampler}, outlets_{outlets}, settings_{settings}, length_{length}, web_{web} {}

  live::Reading look() {
    live::Reading reading = sampler_.read(os::monotonic_now());
    outlets_.put(live::frame_of(reading, sampler_.header()));
    if (web_ != nullptr) web_->show(reading, sampler_.states());
    ended_ = !settings_.pids.empty() && sampler_.followed() == 0;
    // The timer is a little early or late; a reading is not missed for that.
    is_last_ = ended_ || (length_ && reading.since_start + 0.5 * reading.length >= *length_);
    return reading;
  }
  [[nodiscard]] bool is_last() const { return is_last_; }
  void say_why() const {
    if (ended_) say("the processes that were watched have ended");
  }

 private:
  live::Sampler& sampler_;
  live::Outlets& outlets_;
  const MonitorSettings& settings_;
  std::optional<Seconds> length_;
  WebView* web_;
  bool is_last_ = false, ended_ = false;
};

int print_lines(Watch& watch, const live::Sampler& sampler, const Events& events, bool json) {
  while (!watch.is_last() && events.wait()) {
    const live::Reading reading = watch.look();
    const std::string text = json ? report::live_json(reading, sampler.header())
                                  : report::live_line(reading, terminal_width());
    errno = 0;
    if (const auto written = write_out(text); !written) {
      if (errno != EPIPE) return report(written.error());
      // The reader has what it wanted. What is left in the buffer would fail again when main ends.
      return std::freopen("/dev/null", "w", stdout) != nullptr ? exit_ok : exit_failed;
    }
  }
  return exit_ok;
}

int draw_screen(Watch& watch, const live::Sampler& sampler, const Events& events) {
  report::LiveScreen screen{sampler.header(), plot_of_terminal()};
  show_screen(screen, events, [&]() -> std::optional<live::Reading> {
    if (watch.is_last()) return std::nullopt;
    return watch.look();
  });
  return exit_ok;
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
  if (const auto checked = check_pids(settings.pids); !checked)
    return report_failure(checked.error());
  const auto root = os::SystemRoot::from_environment();
  SourceOptions wanted;
  wanted.meter = settings.run.meter;
  wanted.psys = settings.run.psys;
  wanted.power_profile = settings.run.power_profile;
  auto found = find_sources(root, wanted);
  if (!found) return report_failure(found.error());
  const auto events = Events::open(*interval);
  if (!events) return report_failure(events.error());
  auto sampler = make_sampler(settings, *found, root);
  if (!sampler) return report_failure(sampler.error());
  Messages messages{is_drawn(settings)};
  auto outlets = live::Outlets::open(settings.run.outlets, sampler->header(),
                                     [&messages](const std::string& text) { messages.say(text); });
  if (!outlets) return report_failure(outlets.error());
  if (const int port = (*outlets)->prometheus_port(); port != 0)
    say(fmt::format("metrics are at http://127.0.0.1:{}/metrics", port));
  std::unique_ptr<WebView> web;
  if (settings.run.web.wanted) {
    auto started = WebView::start(settings.run.web, sampler->header(), true);
    if (!started) return report_failure(started.error());
    web = std::move(*started);
    say(fmt::format("open {} in a browser on this machine", web->url()));
  }
  Watch watch{*sampler, **outlets, settings, length, web.get()};
  const int status = is_drawn(settings) ? draw_screen(watch, *sampler, *events)
                                        : print_lines(watch, *sampler, *events, settings.run.json);
  messages.release();
  if (web) web->end();
  if (const std::string news = web ? web->take_news() : ""; !news.empty()) say(news);
  watch.say_why();
  (*outlets)->stop(patience_at_end);
  return status;
}

}  // namespace calo::cli
