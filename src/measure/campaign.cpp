#include "measure/campaign.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "measure/cool_down.hpp"
#include "measure/one_run.hpp"
#include "measure/run_name.hpp"
#include "os/clock.hpp"
#include "os/file.hpp"
#include "os/system_root.hpp"
#include "recorder/passed_signals.hpp"
#include "series/precision.hpp"
#include "series/warm_up.hpp"
#include "store/find_runs.hpp"
#include "store/run_file.hpp"

namespace calo::measure {

namespace {

namespace fs = std::filesystem;
using series::Plan;

constexpr int status_failed = 1;

/// Waits for a child; an interrupt is noted elsewhere, and the child has had it, too.
int status_of_child(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Until the child has ended. What comes to us alone is for the program that it runs, too.
void pass_signals_to(pid_t child, std::atomic<bool>& stop) {
  auto passed = recorder::PassedSignals::open(child);
  const os::FileDescriptor end{static_cast<int>(::syscall(SYS_pidfd_open, child, 0))};
  if (!passed || !end) return;
  for (;;) {
    std::array<pollfd, 2> watched{{{passed->descriptor(), POLLIN, 0}, {end.get(), POLLIN, 0}}};
    if (::poll(watched.data(), watched.size(), passed->wait_ms()) < 0 && errno != EINTR) return;
    if (passed->take(false).asks_to_end) stop = true;
    if (watched[1].revents != 0) return;
  }
}

int measured_alone(const Request& request) {
  const auto measured = run(request, {});
  return measured ? exit_status(*measured) : measured.error().status;
}

/// The status that `listener` gives the run of its own process.
int in_a_child(const Request& request, const CampaignListener& listener, bool is_apart,
               std::atomic<bool>& stop) {
  sigset_t mask;
  ::sigprocmask(SIG_BLOCK, nullptr, &mask);
  recorder::block_signals();
  const pid_t child = ::fork();
  if (child == 0) {
    ::sigprocmask(SIG_SETMASK, &mask, nullptr);
    std::signal(SIGINT, SIG_DFL);
    if (is_apart) ::dup2(STDERR_FILENO, STDOUT_FILENO);
    ::_exit(listener.measure ? listener.measure(request) : measured_alone(request));
  }
  if (child > 0) pass_signals_to(child, stop);
  ::sigprocmask(SIG_SETMASK, &mask, nullptr);
  return child > 0 ? status_of_child(child) : status_not_measured;
}

int status_of_shell(const std::string& command) {
  const pid_t child = ::fork();
  if (child < 0) return status_failed;
  if (child == 0) {
    std::signal(SIGINT, SIG_DFL);
    ::execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
    ::_exit(status_not_found);
  }
  return status_of_child(child);
}

/// Runs what is missing of a plan in a directory.
class Repetition {
 public:
  Repetition(const Campaign& campaign, const CampaignListener& listener, std::atomic<bool>& stop)
      : campaign_{campaign}, plan_{campaign.plan}, listener_{listener}, stop_{stop} {}

  int all() {
    put_cut_off_aside();
    for (; !is_warm_after(warm_ups_); ++warm_ups_) {
      if (const int status = one_block(-(warm_ups_ + 1)); status != 0) return status;
    }
    for (std::int64_t block = 1; block <= plan_.blocks; ++block) {
      if (const int status = one_block(block); status != 0) return status;
      if (plan_.until > 0.0 && block >= series::fewest_blocks &&
          series::imprecision(found_) <= plan_.until) {
        if (listener_.on_precise) listener_.on_precise(block);
        break;
      }
    }
    return worst_;
  }

 private:
  void warn(const std::string& text) const {
    if (listener_.warn) listener_.warn(text);
  }
  void remark(const std::string& text) const {
    if (listener_.remark) listener_.remark(text);
  }
  [[nodiscard]] bool is_warm_after(std::int64_t blocks) const {
    return plan_.warm_ups ? blocks >= *plan_.warm_ups : series::is_warm(found_, blocks);
  }

  /// A run that was cut off is no run: it is kept under another ending, and made again.
  void put_cut_off_aside() const {
    const auto files = store::find_runs(campaign_.directory);
    if (!files) return;
    for (const store::FoundRun& file : *files) {
      if (file.digest && file.digest->end.complete) continue;
      std::error_code none;
      fs::rename(file.path, fs::path{file.path}.replace_extension(".cut-off"), none);
    }
  }

  int one_block(std::int64_t block) {
    for (const std::size_t i : plan_.order_of(block)) {
      if (const int status = one(plan_.commands[i], block); status != 0) return status;
    }
    return 0;
  }

  int one(const Plan::Command& command, std::int64_t block) {
    const Request request = request_of(campaign_, command, block);
    std::error_code none;
    if (fs::exists(request.file, none)) {  // of the series that goes on
      enter(request.file);
      return 0;
    }
    if (!is_prepared()) return status_failed;
    if (stop_) return stopped();
    has_measured_ = true;
    const int status = in_a_child(request, listener_, campaign_.is_apart, stop_);
    if (stop_) {
      fs::remove(request.file, none);
      return stopped();
    }
    if (status != 0) {
      if (!fs::exists(request.file, none)) return status;  // it was said why
      warn(fmt::format("{} ended with status {} in {}. {}", command.name, status,
                       request.file.string(),
                       campaign_.keeps_going ? "It does not count."
                                             : "Nothing more is run (--keep-going would)."));
      worst_ = status_failed;
      if (!campaign_.keeps_going) return status_failed;
    }
    enter(request.file);
    ++done_;
    tell_progress(command);
    return 0;
  }

  /// What comes before each run; false: it failed.
  bool is_prepared() {
    if (!plan_.prepare.empty()) {
      if (const int status = status_of_shell(plan_.prepare); status != 0 && !stop_) {
        warn(
            fmt::format("--prepare failed with status {}: {}. The series is as it was; go on with "
                        "calo repeat --resume {}",
                        status, plan_.prepare, campaign_.directory.string()));
        return false;
      }
    }
    if (plan_.cool_down) cool_down();
    if (has_measured_) rest();
    return true;
  }

  void rest() const {
    const auto end = os::monotonic_now() + nanoseconds(plan_.rest);
    while (!stop_ && os::monotonic_now() < end)
      std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }

  void cool_down() {
    if (!has_measured_ && !cooling_.has_sensor())
      remark("no CPU temperature can be read here: --cooldown waits until the machine is idle");
    const bool cool = cooling_.wait(stop_, [&](const std::string& text) {
      if (listener_.on_waiting) listener_.on_waiting(text);
    });
    if (!cool) {
      remark(fmt::format("the machine did not come to rest within {:.0f} s: going on all the same",
                         CoolDown::longest_s));
    }
  }

  [[nodiscard]] int stopped() const {
    warn(fmt::format("interrupted. Go on with: calo repeat --resume {}",
                     campaign_.directory.string()));
    return 128 + SIGINT;
  }

  void enter(const fs::path& file) {
    const auto digest = store::read_digest(file);
    if (!digest) return;
    series::RunNumbers numbers = series::numbers_of(file, *digest, campaign_.request.books);
    auto at = std::ranges::find(found_, numbers.name, &series::Series::name);
    if (at == found_.end()) at = found_.insert(found_.end(), series::Series{numbers.name, {}});
    at->runs.push_back(std::move(numbers));
    std::vector<series::Series*> all;
    all.reserve(found_.size());
    for (series::Series& one : found_) all.push_back(&one);
    series::settle_policy(all);
    ++entered_;
  }

  void tell_progress(const Plan::Command& command) const {
    if (!listener_.on_run) return;
    // Two at least, where that is found out.
    const std::int64_t foreseen = plan_.warm_ups.value_or(is_warm_after(warm_ups_) ? 0 : 2);
    const auto blocks = static_cast<std::size_t>(plan_.blocks + std::max(foreseen, warm_ups_));
    Progress progress;
    progress.runs = entered_;
    progress.planned = plan_.commands.size() * blocks;
    const std::size_t missing = std::max(progress.planned, entered_) - entered_;
    const Seconds spent = seconds(os::monotonic_now() - begin_);
    progress.left = spent * (static_cast<double>(missing) / static_cast<double>(done_));
    const auto at = std::ranges::find(found_, command.name, &series::Series::name);
    if (at != found_.end()) progress.series = &*at;
    listener_.on_run(progress);
  }

  const Campaign& campaign_;
  const Plan& plan_;
  const CampaignListener& listener_;
  std::atomic<bool>& stop_;
  CoolDown cooling_{os::SystemRoot::from_environment()};
  std::vector<series::Series> found_;
  std::size_t done_ = 0, entered_ = 0;
  std::int64_t warm_ups_ = 0;  ///< blocks of them that are behind us
  bool has_measured_ = false;
  int worst_ = 0;
  os::Instant begin_ = os::monotonic_now();
};

}  // namespace

Result<fs::path> begin_series(const Plan& plan, const fs::path& where) {
  fs::path directory = where;
  if (directory.empty()) {
    auto made = new_default_directory(series::file_name(plan.commands.front().name));
    if (!made) return made;
    directory = std::move(*made);
  } else if (series::has_plan(directory)) {
    return fail(Category::usage, fmt::format("{} holds a series already", directory.string()),
                fmt::format("Go on with it by calo repeat --resume {}, or name another directory",
                            directory.string()));
  }
  std::error_code failure;
  fs::create_directories(directory, failure);
  if (failure)
    return std::unexpected{system_error(failure.value(),
                                        fmt::format("making {}", directory.string()),
                                        "Name another directory with -o")};
  if (auto written = series::write_plan(directory, plan); !written)
    return std::unexpected{std::move(written).error()};
  return directory;
}

Request request_of(const Campaign& campaign, const Plan::Command& command, std::int64_t block) {
  Request request = campaign.request;
  request.command = command.words;
  request.name = command.name;
  request.file = campaign.directory / Plan::file_of(command.name, block);
  if (block < 0) {
    request.tags.emplace_back(series::warm_up_tag, "yes");
  } else {
    request.tags.emplace_back(series::block_tag, std::to_string(block));
  }
  return request;
}

int run(const Campaign& campaign, const CampaignListener& listener, std::atomic<bool>& stop) {
  return Repetition{campaign, listener, stop}.all();
}

}  // namespace calo::measure
