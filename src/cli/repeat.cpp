#include <fmt/format.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "base/try.hpp"
#include "cli/cli.hpp"
#include "cli/policy.hpp"
#include "cli/settings.hpp"
#include "measure/cool_down.hpp"
#include "measure/place.hpp"
#include "measure/run_name.hpp"
#include "os/clock.hpp"
#include "os/file.hpp"
#include "recorder/passed_signals.hpp"
#include "report/series_table.hpp"
#include "series/plan.hpp"
#include "series/series.hpp"
#include "series/warm_up.hpp"
#include "stats/location.hpp"
#include "store/find_runs.hpp"
#include "store/run_file.hpp"

namespace calo::cli {

namespace {

namespace fs = std::filesystem;
using series::Plan;

std::atomic<bool> was_interrupted{false};

/// Waits for a child; an interrupt is noted and the child has had it, too.
int status_of_child(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Until the child has ended. What comes to us alone is for the program that it runs, too.
void pass_signals_to(pid_t child) {
  auto passed = recorder::PassedSignals::open(child);
  const os::FileDescriptor end{static_cast<int>(::syscall(SYS_pidfd_open, child, 0))};
  if (!passed || !end) return;
  for (;;) {
    std::array<pollfd, 2> watched{{{passed->descriptor(), POLLIN, 0}, {end.get(), POLLIN, 0}}};
    if (::poll(watched.data(), watched.size(), passed->wait_ms()) < 0 && errno != EINTR) return;
    if (passed->take(false).asks_to_end) was_interrupted = true;
    if (watched[1].revents != 0) return;
  }
}

/// A process of its own for each run, so that it begins as any other: nothing is left of the one
/// before. `apart`: what it prints goes to standard error, since standard output is for the result.
int measured(const Plan& plan, const Plan::Command& command, const fs::path& file,
             const std::string& tag, bool apart) {
  std::vector<std::string> arguments = plan.run_options;
  for (const std::string& word :
       {std::string{"--quiet"}, std::string{"--name"}, command.name, std::string{"--tag"}, tag,
        std::string{"-o"}, file.string(), std::string{"--"}})
    arguments.push_back(word);
  arguments.insert(arguments.end(), command.words.begin(), command.words.end());
  sigset_t mask;
  ::sigprocmask(SIG_BLOCK, nullptr, &mask);
  recorder::block_signals();
  const pid_t child = ::fork();
  if (child == 0) {
    ::sigprocmask(SIG_SETMASK, &mask, nullptr);
    std::signal(SIGINT, SIG_DFL);
    if (apart) ::dup2(STDERR_FILENO, STDOUT_FILENO);
    ::_exit(run_into(arguments));
  }
  if (child > 0) pass_signals_to(child);
  ::sigprocmask(SIG_SETMASK, &mask, nullptr);
  return child > 0 ? status_of_child(child) : exit_run_failed;
}

int prepared(const std::string& command) {
  const pid_t child = ::fork();
  if (child < 0) return exit_failed;
  if (child == 0) {
    std::signal(SIGINT, SIG_DFL);
    ::execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
    ::_exit(exit_not_found);
  }
  return status_of_child(child);
}

void sleep_for(double seconds) {
  const auto end = os::monotonic_now() + std::chrono::duration_cast<std::chrono::nanoseconds>(
                                             std::chrono::duration<double>(seconds));
  while (!was_interrupted && os::monotonic_now() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
}

/// Half of the interval's width against its middle, the largest of all series; 1 where there is
/// none yet.
double imprecision(const std::vector<series::Series>& all) {
  double worst = 0.0;
  for (const series::Series& one : all) {
    std::vector<double> sample;
    for (const series::RunNumbers* run : one.counted()) {
      const auto energy = series::value(*run, series::Metric::energy);
      const auto time = series::value(*run, series::Metric::time);
      if (const auto value = energy ? energy : time) sample.push_back(*value);
    }
    if (sample.empty()) return 1.0;
    const stats::Located located = stats::median_of_differences(sample);
    if (!located.low || !located.high || !(located.estimate > 0.0)) return 1.0;
    worst = std::max(worst, 0.5 * (*located.high - *located.low) / located.estimate);
  }
  return worst;
}

/// Runs what is missing of a plan in a directory.
class Repetition {
 public:
  Repetition(Plan plan, fs::path directory, bool quiet, bool keep_going, bool apart,
             attribution::BooksOptions books)
      : plan_{std::move(plan)},
        directory_{std::move(directory)},
        quiet_{quiet},
        keep_going_{keep_going},
        apart_{apart},
        books_{books} {}

  int all() {
    begin_ = os::monotonic_now();
    put_cut_off_aside();
    for (; !is_warm_after(warm_ups_); ++warm_ups_) {
      const std::int64_t k = warm_ups_ + 1;
      for (const std::size_t i : plan_.order_of(-k)) {
        if (const int status = one(plan_.commands[i], -k); status != exit_ok) return status;
      }
    }
    for (std::int64_t block = 1; block <= plan_.blocks; ++block) {
      for (const std::size_t i : plan_.order_of(block)) {
        if (const int status = one(plan_.commands[i], block); status != exit_ok) return status;
      }
      if (plan_.until > 0.0 && block >= 6 && imprecision(found_) <= plan_.until) {
        if (!quiet_)
          tell(fmt::format("{}precise to {} after {} blocks\n", end_of_line(),
                           text::percent(plan_.until), block));
        break;
      }
    }
    return worst_;
  }

 private:
  [[nodiscard]] bool is_warm_after(std::int64_t blocks) const {
    return plan_.warm_ups ? blocks >= *plan_.warm_ups : series::is_warm(found_, blocks);
  }
  [[nodiscard]] static bool on_terminal() { return ::isatty(STDERR_FILENO) == 1; }
  [[nodiscard]] static std::string end_of_line() { return on_terminal() ? "\r\x1b[K" : ""; }

  /// A run that was cut off is no run: it is kept under another ending, and made again.
  void put_cut_off_aside() const {
    const auto files = store::find_runs(directory_);
    if (!files) return;
    for (const store::FoundRun& file : *files) {
      if (file.digest && file.digest->end.complete) continue;
      std::error_code none;
      fs::rename(file.path, fs::path{file.path}.replace_extension(".cut-off"), none);
    }
  }

  int one(const Plan::Command& command, std::int64_t block) {
    const fs::path file = directory_ / Plan::file_of(command.name, block);
    std::error_code none;
    if (fs::exists(file, none)) {  // of the series that goes on
      enter(file);
      return exit_ok;
    }
    if (!plan_.prepare.empty()) {
      if (const int status = prepared(plan_.prepare); status != 0 && !was_interrupted) {
        say(
            fmt::format("--prepare failed with status {}: {}. The series is as it was; go on with "
                        "calo repeat --resume {}",
                        status, plan_.prepare, directory_.string()));
        return exit_failed;
      }
    }
    if (plan_.cool_down) cool_down();
    if (measured_before_) sleep_for(plan_.rest_s);
    if (was_interrupted) return interrupted();
    measured_before_ = true;
    const int status =
        measured(plan_, command, file,
                 block < 0 ? "calo.warm-up=yes" : fmt::format("calo.block={}", block), apart_);
    if (was_interrupted) {
      fs::remove(file, none);
      return interrupted();
    }
    if (status != 0) {
      if (!fs::exists(file, none)) return status;  // calo run has said why
      say(fmt::format(
          "{}{} ended with status {} in {}. {}", end_of_line(), command.name, status, file.string(),
          keep_going_ ? "It does not count." : "Nothing more is run (--keep-going would)."));
      worst_ = exit_failed;
      if (!keep_going_) return exit_failed;
    }
    enter(file);
    ++done_;
    if (!quiet_) show_progress(command);
    return exit_ok;
  }

  void cool_down() {
    if (!measured_before_ && !cooling_.has_sensor() && !quiet_)
      say("no CPU temperature can be read here: --cooldown waits until the machine is idle");
    const bool cool = cooling_.wait(was_interrupted, [&](const std::string& text) {
      if (!quiet_ && on_terminal()) tell(fmt::format("\r\x1b[K{}", text));
    });
    if (!cool && !quiet_)
      say(fmt::format("{}the machine did not come to rest within {:.0f} s: going on all the same",
                      end_of_line(), measure::CoolDown::longest_s));
  }

  int interrupted() const {
    say(fmt::format("{}interrupted. Go on with: calo repeat --resume {}", end_of_line(),
                    directory_.string()));
    return 128 + SIGINT;
  }

  void enter(const fs::path& file) {
    const auto digest = store::read_digest(file);
    if (!digest) return;
    series::RunNumbers numbers = series::numbers_of(file, *digest, books_);
    auto at = std::ranges::find(found_, numbers.name, &series::Series::name);
    if (at == found_.end()) at = found_.insert(found_.end(), series::Series{numbers.name, {}});
    at->runs.push_back(std::move(numbers));
    std::vector<series::Series*> all;
    all.reserve(found_.size());
    for (series::Series& one : found_) all.push_back(&one);
    series::settle_policy(all);
    ++entered_;
  }

  void show_progress(const Plan::Command& command) const {
    // Two at least, where that is found out.
    const std::int64_t planned = plan_.warm_ups.value_or(is_warm_after(warm_ups_) ? 0 : 2);
    const double all = static_cast<double>(plan_.commands.size()) *
                       static_cast<double>(plan_.blocks + std::max(planned, warm_ups_));
    const double spent = std::chrono::duration<double>(os::monotonic_now() - begin_).count();
    const double left = done_ > 0 ? spent / static_cast<double>(done_) *
                                        std::max(0.0, all - static_cast<double>(entered_))
                                  : 0.0;
    const auto one = std::ranges::find(found_, command.name, &series::Series::name);
    std::string line =
        fmt::format("{} of {:.0f} runs, {} left", entered_, all, text::duration(Seconds::of(left)));
    if (one != found_.end() && !one->counted().empty()) {
      line += fmt::format("; {}: {}, {}, {}", text::printable(command.name, 20),
                          report::median_text(*one, series::Metric::energy),
                          report::median_text(*one, series::Metric::time),
                          report::median_text(*one, series::Metric::carbon));
    }
    tell(on_terminal() ? fmt::format("\r\x1b[K{}", line.substr(0, 200)) : line + "\n");
  }

  Plan plan_;
  fs::path directory_;
  bool quiet_, keep_going_, apart_;
  attribution::BooksOptions books_;
  measure::CoolDown cooling_{os::SystemRoot::from_environment()};
  std::vector<series::Series> found_;
  std::size_t done_ = 0, entered_ = 0;
  std::int64_t warm_ups_ = 0;  ///< blocks of them that are behind us
  bool measured_before_ = false;
  int worst_ = exit_ok;
  os::Instant begin_{};
};

struct WantedRepeat {
  std::string output, resume, until, rest = "0s", prepare, warm_ups = "auto";
  std::vector<std::string> commands;
  std::int64_t blocks = 20;
  std::uint64_t seed = 0;
  bool keep_going = false, quiet = false, cool_down = false;
};

/// The options of `calo repeat` that it takes itself; all others are `calo run`'s.
constexpr std::array own_with_value = {"-n",       "--warmup",  "--rest", "--prepare", "-o",
                                       "--output", "--command", "--seed", "--until",   "--resume"};
constexpr std::array own_flags = {"--keep-going", "-q", "--quiet", "--cooldown", "--json"};

std::vector<std::string> options_of_run(Arguments arguments) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (std::ranges::find(own_flags, word) != own_flags.end()) continue;
    const std::string key = word.substr(0, word.find('='));
    if (std::ranges::find(own_with_value, key) != own_with_value.end() ||
        (word.starts_with("-n") && !word.starts_with("--"))) {
      if (word == key && !(word.starts_with("-n") && word.size() > 2)) ++i;
      continue;
    }
    result.push_back(word);
  }
  return result;
}

Result<Plan> plan_of(const WantedRepeat& wanted, const RunSettings& settings,
                     std::vector<std::string> run_options) {
  Plan plan;
  plan.blocks = wanted.blocks;
  CALO_TRY(plan.warm_ups, series::parse_warm_ups(wanted.warm_ups));
  plan.prepare = wanted.prepare;
  plan.cool_down = wanted.cool_down;
  plan.run_options = std::move(run_options);
  plan.seed = wanted.seed != 0 ? wanted.seed
                               : static_cast<std::uint64_t>(os::utc_now().count()) % 1'000'000'007U;
  if (wanted.rest != "0" && wanted.rest != "0s") {
    CALO_TRY(const auto rest, parse_time(wanted.rest, "--rest"));
    plan.rest_s = rest.value();
  }
  if (!wanted.until.empty()) {
    std::string number = wanted.until;
    const bool percent = number.ends_with('%');
    if (percent) number.pop_back();
    const auto value = text::to_double(number);
    plan.until = value ? *value / (percent ? 100.0 : 1.0) : 0.0;
    if (!(plan.until > 0.0) || plan.until >= 1.0)
      return fail(Category::usage, fmt::format("--until {}: not a precision", wanted.until),
                  "Say for example --until 1%");
  }
  for (const std::string& text : wanted.commands) {
    const std::size_t at = text.find('=');
    if (at == std::string::npos || at == 0 || at + 1 == text.size())
      return fail(Category::usage, fmt::format("--command {}: not NAME=COMMAND", text),
                  "Say for example --command train='./train --epochs 3'");
    plan.commands.push_back({text.substr(0, at), {"/bin/sh", "-c", text.substr(at + 1)}});
  }
  if (!settings.command.empty())
    plan.commands.push_back(
        {settings.name.empty() ? measure::default_name(settings.command) : settings.name,
         settings.command});
  std::set<std::string> names;
  for (const Plan::Command& command : plan.commands) {
    if (!names.insert(series::file_name(command.name)).second)
      return fail(Category::usage, fmt::format("two commands are named {}", command.name),
                  "Give each a name of its own");
  }
  if (plan.commands.empty())
    return fail(Category::usage, "no command given",
                "Say for example: calo repeat -n 20 -- ./simulate");
  return plan;
}

/// A directory that holds nothing of another series.
Result<fs::path> new_directory(const WantedRepeat& wanted, const Plan& plan) {
  if (wanted.output.empty())
    return measure::new_default_directory(series::file_name(plan.commands.front().name));
  const fs::path directory = wanted.output;
  std::error_code failure;
  if (series::has_plan(directory)) {
    return fail(Category::usage, fmt::format("{} holds a series already", directory.string()),
                fmt::format("Go on with it by calo repeat --resume {}, or name another directory",
                            directory.string()));
  }
  fs::create_directories(directory, failure);
  if (failure)
    return std::unexpected{system_error(failure.value(),
                                        fmt::format("making {}", directory.string()),
                                        "Name another directory with -o")};
  return fs::path{directory};
}

enum class Ending : std::uint8_t { table, nothing };

int repeat(Arguments arguments, Ending ending) {
  RunSettings settings;
  WantedRepeat wanted;
  CLI::App app{
      "Measures a command many times, each in a process of its own, into a directory of runs; "
      "several commands in shuffled blocks.",
      "calo repeat"};
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
  app.add_option("--resume", wanted.resume, "go on with the series in this directory");
  app.add_flag("--keep-going", wanted.keep_going,
               "go on after a command has failed; that run does not count");
  add_run_options(app, settings);
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
  const std::size_t begin = std::min(command_begin(app, arguments), arguments.size());
  std::size_t end_of_options = begin;
  if (begin > 0 && arguments[begin - 1] == "--") --end_of_options;
  const Arguments options = arguments.first(end_of_options);
  if (const auto status = parse(app, options)) return *status;
  settings.command.assign(arguments.begin() + static_cast<std::ptrdiff_t>(begin), arguments.end());
  wanted.output =
      ending == Ending::table ? measure::for_this_rank(settings.output).string() : settings.output;
  wanted.quiet = settings.quiet;

  const auto books = books_options(settings.exclusive ? "exclusive" : settings.static_policy);
  if (!books) return report(books.error(), exit_usage);
  fs::path directory = wanted.resume;
  Plan plan;
  if (!wanted.resume.empty()) {
    if (!settings.command.empty() || !wanted.commands.empty()) {
      say("--resume goes on with the commands of the series: give no other");
      return exit_usage;
    }
    auto read = series::read_plan(directory);
    if (!read) return report(read.error());
    plan = std::move(*read);
  } else {
    auto made = plan_of(wanted, settings, options_of_run(options));
    if (!made) return report(made.error(), exit_usage);
    plan = std::move(*made);
    auto place = new_directory(wanted, plan);
    if (!place) return report_failure(place.error());
    directory = std::move(*place);
    if (const auto written = series::write_plan(directory, plan); !written)
      return report(written.error());
  }

  struct sigaction action{};
  action.sa_handler = [](int) { was_interrupted = true; };
  ::sigaction(SIGINT, &action, nullptr);
  Repetition repetition{
      plan,  directory, wanted.quiet, wanted.keep_going, ending == Ending::nothing || settings.json,
      *books};
  const int status = repetition.all();
  if (::isatty(STDERR_FILENO) == 1 && !wanted.quiet) tell("\r\x1b[K");
  if (ending == Ending::nothing || (wanted.quiet && !settings.json)) return status;
  const auto found = series::read(directory, *books);
  if (!found) return status != exit_ok ? status : report(found.error());
  if (settings.json) {
    put(report::series_json(found->series));
    return status;
  }
  put(report::series_table(found->series, report::TableForm::text));
  for (const series::Series& one : found->series) {
    for (const std::string& note : report::series_notes(one))
      put(fmt::format("{}\n", text::printable(note, 300)));
  }
  put(fmt::format("the runs are in {}\n", directory.string()));
  return status;
}

}  // namespace

int repeat(Arguments arguments) {
  return repeat(arguments, Ending::table);
}

int measure_series(Arguments arguments) {
  return repeat(arguments, Ending::nothing);
}

}  // namespace calo::cli
