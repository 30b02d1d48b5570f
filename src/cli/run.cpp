#include <fmt/format.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "attribution/books.hpp"
#include "attribution/course.hpp"
#include "base/text.hpp"
#include "base/try.hpp"
#include "carbon/context.hpp"
#include "carbon/series.hpp"
#include "cli/cli.hpp"
#include "cli/new_run_file.hpp"
#include "cli/outlets.hpp"
#include "cli/policy.hpp"
#include "cli/ranks.hpp"
#include "cli/settings.hpp"
#include "live/run_readings.hpp"
#include "measure/agent.hpp"
#include "measure/functions_so_far.hpp"
#include "measure/sources.hpp"
#include "os/clock.hpp"
#include "os/launch.hpp"
#include "recorder/recorder.hpp"
#include "report/amounts.hpp"
#include "report/json.hpp"
#include "report/live.hpp"
#include "report/summary.hpp"
#include "store/run_file.hpp"

namespace calo::cli {

namespace {

struct Prepared {
  model::RunHeader header;
  recorder::EnergySources sources;
  recorder::RecordOptions options;
  attribution::BooksOptions books;
  std::filesystem::path path;  ///< empty: one that is free when it is made
  std::optional<carbon::IntensitySeries>
      series;  ///< read before the run: the file may be gone after it
};

enum class Naming : std::uint8_t { of_rank, exact };

/// Everything that can be refused is refused here, before the program starts.
Result<Prepared> prepare(const RunSettings& settings, Naming naming, const os::SystemRoot& root) {
  model::RunHeader header;
  header.command = settings.command;
  header.name = settings.name.empty() ? default_name(settings.command) : settings.name;
  header.calo_version = CALO_VERSION;
  CALO_TRY(header.interval, parse_interval(settings.interval));
  if (!settings.units.empty()) {
    CALO_TRY(header.units, parse_units(settings.units));
  }
  for (const std::string& text : settings.tags) {
    CALO_TRY(auto tag, parse_tag(text));
    header.tags.push_back(std::move(tag));
  }
  // Tells the processes of a parallel job apart.
  if (const auto several = rank_among_several()) {
    header.tags.emplace_back("rank", *several);
  } else if (const std::string rank = live::rank_from_environment();
             settings.outlets.any() && !rank.empty()) {
    header.tags.emplace_back("rank", rank);
  }
  CALO_TRY(const auto books,
           books_options(settings.exclusive ? "exclusive" : settings.static_policy));
  CALO_TRY(carbon::Stated on_command_line, stated_on_command_line(settings));
  CALO_TRY(const carbon::Stated stated, carbon::all_stated(std::move(on_command_line)));
  CALO_TRY(header.carbon, carbon::context(stated));
  std::optional<carbon::IntensitySeries> series;
  if (stated.series) {
    CALO_TRY(series, carbon::IntensitySeries::read(*stated.series));
    header.carbon.series = stated.series->string();
  }

  measure::SourceOptions wanted;
  wanted.meter = settings.meter;
  wanted.psys = settings.psys;
  wanted.power_profile = settings.power_profile;
  CALO_TRY(measure::FoundSources found, measure::find_sources(root, wanted));
  header.machine = std::move(found.machine);
  header.method_notes = std::move(found.notes);
  for (const model::Warning& warning : stated.warnings) {
    header.method_notes.push_back(warning.text);
    if (warning.code == carbon::config_unread && !settings.quiet) say(warning.text);
  }
  header.domains.assign(found.sources.domains().begin(), found.sources.domains().end());
  header.started_utc = os::utc_now();

  recorder::RecordOptions options;
  options.interval = header.interval;
  options.adopts_orphans = !settings.leave_orphans;
  if (settings.leave_orphans) {
    header.method_notes.emplace_back(
        "Orphans went to init (--leave-orphans): what a process used after its parent had ended is "
        "known up to the last reading before its own end.");
  }
  std::filesystem::path path = settings.output;
  if (naming == Naming::of_rank) path = for_this_rank(path);
  return Prepared{std::move(header), std::move(found.sources), std::move(options), books,
                  std::move(path),   std::move(series)};
}

/// Converts the run with the intensities of its own hours, which are known now, by what the program
/// used in each.
Result<void> weigh_carbon(const carbon::IntensitySeries& series, const std::filesystem::path& path,
                          const attribution::BooksOptions& options,
                          recorder::Recording& recording) {
  CALO_TRY(const model::Run run, store::read_run(path));
  const auto books = attribution::books(run.header, run.end, options);
  std::vector<carbon::Spent> spent;
  if (!books) return {};
  const attribution::ProgramPower program{run.header.domains, run.end.totals, *books};
  for (const model::Interval& interval : run.intervals) {
    const auto at = [&](Seconds s) {
      return carbon::UtcTime{run.header.started_utc +
                             std::chrono::nanoseconds{static_cast<std::int64_t>(s.value() * 1e9)}};
    };
    spent.push_back({at(interval.begin), at(interval.end), program.in(interval)});
  }
  CALO_TRY(auto weighted, carbon::weighted_over(series, spent, recording.header.carbon));
  recording.header.carbon = std::move(weighted.context);
  if (weighted.warning) recording.end.warnings.push_back(*weighted.warning);
  return store::replace_carbon(path, recording.header.carbon, recording.end.warnings);
}

/// Hands the source of stacks to the recorder, or says in the run why there is none.
void use_stacks(Prepared& prepared, std::optional<Result<measure::StackSource>>& stacks,
                std::optional<Result<observer::Observer>>& observer) {
  std::vector<std::string>& notes = prepared.header.method_notes;
  if (!stacks && !observer) {
    notes.emplace_back("No stacks were taken: --no-stacks.");
    return;
  }
  const bool has_observer = observer && *observer;
  if (has_observer) {
    prepared.options.observer = &**observer;
    notes.emplace_back(
        "Stacks were sampled by events of the kernel's task clock at random amounts of CPU time.");
    if (!(*observer)->sees_kernel()) {
      notes.emplace_back(
          "What the kernel did for the program was not sampled (kernel.perf_event_paranoid): that "
          "time is unsampled.");
    }
  } else if (observer) {
    const std::string why = observer->error().text();
    if (stacks && *stacks) {
      notes.push_back("Stacks were sampled inside the program. From outside it was not possible: " +
                      why);
    } else {
      notes.push_back("No stacks were taken: " + why);
      say(fmt::format("no stacks are taken: {}", why));
    }
  }
  if (stacks && !*stacks) {
    const std::string why = stacks->error().text();
    notes.push_back((has_observer ? "No Python frames were taken: " : "No stacks were taken: ") +
                    why);
    say(fmt::format("no {} are taken: {}", has_observer ? "Python frames" : "stacks", why));
  } else if (stacks) {
    if (has_observer) {
      if (const auto said = (*stacks)->session.say_outside(); !said) {
        notes.push_back("All programs were sampled inside, where that is possible: " +
                        said.error().text());
      }
    }
    prepared.options.session = &(*stacks)->session;
    if ((*stacks)->trace) {
      prepared.options.trace = &*(*stacks)->trace;
      notes.emplace_back(
          "Python calls were traced exactly: the program was slower than it is, and its energy "
          "higher.");
    }
  }
}

/// Says on a terminal how far the lookup of functions is, once it takes long.
std::function<void(std::size_t, std::size_t)> resolving_progress() {
  if (::isatty(STDERR_FILENO) == 0) return {};
  return [begin = os::monotonic_now(), shown = false](std::size_t done, std::size_t all) mutable {
    const bool last = done == all;
    if (!shown && os::monotonic_now() - begin < std::chrono::milliseconds{700}) return;
    shown = true;
    tell(last ? "\r\x1b[K"
              : fmt::format("\rcalo: looking functions up, {} of {} files", done, all));
  };
}

/// One line on standard error that is written over, or line after line where that is no terminal.
class LiveLine {
 public:
  LiveLine(const model::RunHeader& header, const attribution::BooksOptions& options)
      : readings_{header, Seconds::of(1.0), options} {}
  void enter(const model::Interval& interval, std::span<const model::DomainState> states) {
    const auto reading = readings_.enter(interval, states);
    if (!reading) return;
    winsize size{};
    constexpr std::size_t of_a_log = 200;
    const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    std::string line = report::live_line(*reading, known ? size.ws_col : of_a_log);
    if (is_terminal_) {
      line.pop_back();
      // Longer than the terminal it would break, and could not be written over.
      line = "\r\x1b[K" + report::first_columns(line, known ? size.ws_col - 1U : of_a_log);
    }
    shown_ = true;
    tell(line);
  }
  void end() {
    if (is_terminal_ && std::exchange(shown_, false)) tell("\r\x1b[K");
  }

 private:
  live::RunReadings readings_;
  bool is_terminal_ = ::isatty(STDERR_FILENO) != 0;
  bool shown_ = false;
};

int exit_status(const model::RunEnd& end) {
  if (!end.wait_status) return exit_run_failed;
  return WIFSIGNALED(*end.wait_status) ? 128 + WTERMSIG(*end.wait_status)
                                       : WEXITSTATUS(*end.wait_status);
}

int status_of(const Error& error) {
  if (error.category == Category::not_found) return exit_not_found;
  return error.category == Category::permission ? exit_not_executable : exit_run_failed;
}

constexpr std::string_view footer =
    "The program keeps its standard streams, directory and terminal. Its environment gets "
    "CALO_MARKS and, for\n"
    "stacks, LD_PRELOAD, CALO_SESSION and ASAN_OPTIONS. calo exits with its\n"
    "status: 128+N if signal N killed it, 127 if it was not found, 126 if it cannot be executed, "
    "125 if calo\n"
    "itself failed before it started.\n\n"
    "Examples:\n"
    "  calo run -- python3 train.py\n"
    "  calo run --country FR --units events=10000 -o sim.calo -- ./simulate -n 10000\n"
    "  calo run --json -- make -j8 > result.json\n";

int run(Arguments arguments, Naming naming) {
  RunSettings settings;
  CLI::App app{
      "Runs a program and measures its energy, carbon, time and memory, with all its processes.",
      "calo run"};
  app.footer(std::string{footer});
  add_run_options(app, settings);
  const std::size_t begin = command_begin(app, arguments);
  std::size_t end_of_options = begin;
  if (begin > 0 && begin <= arguments.size() && arguments[begin - 1] == "--") --end_of_options;
  if (const auto status =
          parse(app, arguments.first(std::min(end_of_options, arguments.size())), exit_run_failed))
    return *status;
  settings.command.assign(
      arguments.begin() + static_cast<std::ptrdiff_t>(std::min(begin, arguments.size())),
      arguments.end());
  if (settings.command.empty()) {
    say("no command given. Say for example: calo run -- ./simulate");
    return exit_run_failed;
  }

  // Signals keep their meaning until everything is there that might be waited for: who sends one
  // before the program has begun ends calo.
  sigset_t mask;
  ::sigprocmask(SIG_BLOCK, nullptr, &mask);
  auto marks = processes::MarkSocket::open();  // without it the run has no phases
  std::vector<std::string> environment;
  if (marks) environment.push_back(marks->environment());
  const auto rate = parse_rate(settings.rate);
  if (!rate) return report(rate.error(), exit_run_failed);
  if (settings.trace && settings.no_stacks) {
    say("--trace needs what --no-stacks leaves out: say one of them");
    return exit_run_failed;
  }
  const auto sampler = parse_sampler(settings.sampler);
  if (!sampler) return report(sampler.error(), exit_run_failed);
  if (settings.trace && *sampler == measure::Sampler::outside) {
    say("--trace needs what --sampler outside leaves out: say one of them");
    return exit_run_failed;
  }
  std::optional<Result<measure::StackSource>> stacks;
  if (!settings.no_stacks && *sampler != measure::Sampler::outside) {
    stacks.emplace(measure::open_stacks(*rate, settings.trace));
    if (*stacks) {
      environment.insert(environment.end(), (*stacks)->environment.begin(),
                         (*stacks)->environment.end());
    }
  }
  auto launch = os::Launch::prepare(settings.command, mask, environment);
  if (!launch) return report(launch.error(), exit_run_failed);
  const auto root = os::SystemRoot::from_environment();
  auto prepared = prepare(settings, naming, root);
  if (!prepared) return report(prepared.error(), exit_run_failed);
  recorder::block_signals();  // before there are other threads
  if (marks) prepared->options.marks = &*marks;
  std::optional<Result<observer::Observer>> observer;
  if (!settings.no_stacks && *sampler != measure::Sampler::inside) {
    observer.emplace(observer::Observer::open(launch->pid(),
                                              std::chrono::nanoseconds{std::llround(1e9 / *rate)}));
  }
  use_stacks(*prepared, stacks, observer);
  auto outlets = live::Outlets::open(settings.outlets, prepared->header,
                                     [](const std::string& text) { say(text); });
  if (!outlets) return report(outlets.error(), exit_run_failed);
  live::RunFrames frames{prepared->header};
  LiveLine live_line{prepared->header, prepared->books};
  std::unique_ptr<WebView> web;
  std::optional<measure::FunctionsSoFar> functions;
  live::RunReadings for_web{prepared->header, Seconds::of(0.5), prepared->books};
  if (settings.web.is_wanted()) {
    auto started = WebView::start(settings.web, prepared->header, false);
    if (!started) return report(started.error(), exit_run_failed);
    web = std::move(*started);
    say(web->invitation());
    functions.emplace();
    prepared->options.on_stacks = [&](const model::Profile& profile) { functions->put(profile); };
  }
  if (settings.outlets.any() || settings.live || web) {
    prepared->options.on_interval = [&](const model::Interval& interval, const std::string& phase,
                                        std::span<const model::DomainState> states) {
      if (settings.outlets.any()) (*outlets)->put(frames.enter(interval, phase));
      if (settings.live) live_line.enter(interval, states);
      if (!web) return;
      if (const auto reading = for_web.enter(interval, states)) {
        web->set_functions(functions->latest());
        web->show(*reading, {states.begin(), states.end()});
      }
    };
  }
  auto file = new_run_file(prepared->path, prepared->header);
  if (!file) return report(file.error(), exit_run_failed);
  if (!settings.quiet) {
    prepared->options.on_resolving = resolving_progress();
    prepared->options.on_waiting = [](std::span<const std::string> names) {
      std::string list;
      for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
      say(
          fmt::format("the program has ended; still measuring what it left running: {}. Ctrl-C "
                      "ends the measurement.",
                      list));
    };
  }

  auto recording =
      recorder::record(std::move(*launch), prepared->header, std::move(prepared->sources),
                       std::move(*file), root, prepared->options);
  if (!recording) {
    std::error_code ignored;
    std::filesystem::remove(prepared->path, ignored);
    return report(recording.error(), status_of(recording.error()));
  }
  live_line.end();
  (*outlets)->stop(patience_at_end);
  if (recording->storage_failure) {
    say(fmt::format("not all of the run could be stored: {}. {} holds it up to an earlier moment.",
                    recording->storage_failure->text(), prepared->path.string()));
  }
  if (prepared->series) {
    if (auto weighed = weigh_carbon(*prepared->series, prepared->path, prepared->books, *recording);
        !weighed)
      report(weighed.error());
  }

  model::Run run{std::move(recording->header), {}, {}, std::move(recording->end), {}};
  if (!run.end.phases.empty()) {  // how sure their energies are hangs on the single readings
    if (auto stored = store::read_run(prepared->path)) run.intervals = std::move(stored->intervals);
  }
  if (settings.json) {
    put(fmt::format("{}\n", report::json(run, prepared->books, prepared->path.string(), nullptr,
                                         recording->witnesses)));
  } else if (!settings.quiet) {
    report::SummaryOptions options;
    options.file = prepared->path.string();
    options.colours = colours_wanted(STDERR_FILENO);
    if (recording->profile && recording->profile->resolved && !recording->profile->uses.empty())
      options.profile = &*recording->profile;
    tell(report::summary(run, prepared->books, options));
  }
  return exit_status(run.end);
}

}  // namespace

int run(Arguments arguments) {
  return run(arguments, Naming::of_rank);
}

int run_into(Arguments arguments) {
  return run(arguments, Naming::exact);
}

}  // namespace calo::cli
