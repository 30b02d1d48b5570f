#include "recorder/program_watch.hpp"

#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <utility>

#include "base/try.hpp"
#include "os/usage.hpp"

namespace calo::recorder {

namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

/// A tick may cost 1/250 of the time: slower ones make ticks rarer.
constexpr int tick_cost_factor = 250;
constexpr nanoseconds longest_tick = std::chrono::seconds{2};
/// The begin and end of a phase are read at once, but not more often than this, nor for more than a
/// hundredth of the time.
constexpr nanoseconds shortest_between_marks = milliseconds{5};
constexpr int mark_cost_factor = 100;
/// Between two looks at the buffers of births and ends.
constexpr nanoseconds between_drains = milliseconds{50};
/// When a person is told that the program has ended but calo has not.
constexpr milliseconds waiting_told_after{2000};

/// Where each descriptor stands among those that are waited for; those of samples follow.
struct Watched {
  static constexpr std::size_t signals = 0, ticks = 1, marks = 2, buffers = 3, samples = 4;
};

enum class Again : bool { once, for_ever };
void arm(const os::FileDescriptor& timer, nanoseconds period, Again again) {
  itimerspec spec{};
  spec.it_value = {static_cast<time_t>(period.count() / 1'000'000'000),
                   static_cast<long>(period.count() % 1'000'000'000)};
  if (again == Again::for_ever) spec.it_interval = spec.it_value;
  ::timerfd_settime(timer.get(), 0, &spec, nullptr);
}

bool is_readable(const pollfd& watched) {
  return (watched.revents & POLLIN) != 0;
}

bool has_expired(const pollfd& timer) {
  std::uint64_t expirations = 0;
  return is_readable(timer) &&
         ::read(timer.fd, &expirations, sizeof expirations) == sizeof expirations;
}

/// A child that calls ptrace(PTRACE_TRACEME) makes us its tracer, and wait(2) then tells of its
/// stops unasked. It expects no signal, so those that the kernel raises for us inside it must not
/// stop it. What others send stops it for good, as below any parent that does not trace. False:
/// there is no such stop any more.
bool answer_trace_stop(pid_t pid) {
  siginfo_t stop{};
  if (::waitid(P_PID, static_cast<id_t>(pid), &stop, WSTOPPED | WNOHANG | __WALL) != 0 ||
      stop.si_pid != pid)
    return false;
  siginfo_t signal{};
  if (::ptrace(PTRACE_GETSIGINFO, pid, nullptr, &signal) != 0) return true;
  constexpr int of_a_perf_event = 6;  // TRAP_PERF of linux/asm-generic/siginfo.h
  const bool sent =
      signal.si_code == SI_USER || signal.si_code == SI_TKILL || signal.si_code == SI_QUEUE;
  if ((stop.si_status >= SIGRTMIN && !sent) ||
      (stop.si_status == SIGTRAP && signal.si_code == of_a_perf_event))
    ::ptrace(PTRACE_CONT, pid, nullptr, static_cast<std::intptr_t>(stop.si_status));
  return true;
}

}  // namespace

Result<ProgramWatch> ProgramWatch::open(pid_t program) {
  CALO_TRY(auto signals, PassedSignals::open(program));
  ProgramWatch watch{program, std::move(signals)};
  for (os::FileDescriptor* timer : {&watch.tick_timer_, &watch.buffer_timer_}) {
    *timer = os::FileDescriptor{::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)};
    if (!*timer) return std::unexpected{system_error(errno, "making a timer")};
  }
  return watch;
}

void ProgramWatch::run(processes::ProcessFollower& follower, const Sources& sources,
                       const Actions& actions, os::Instant begin, nanoseconds interval) {
  follower_ = &follower;
  actions_ = &actions;
  interval_ = std::max<nanoseconds>(milliseconds{1}, interval);
  last_tick_ = begin;
  between_marks_ = shortest_between_marks;
  arm(tick_timer_, interval_, Again::for_ever);
  arm_buffer_timer();
  std::vector<pollfd> watched(Watched::samples);
  watched[Watched::signals] = {signals_.descriptor(), POLLIN, 0};
  watched[Watched::ticks] = {tick_timer_.get(), POLLIN, 0};
  watched[Watched::marks] = {sources.marks, POLLIN, 0};
  watched[Watched::buffers] = {buffer_timer_.get(), POLLIN, 0};
  for (const int descriptor : sources.samples) watched.push_back({descriptor, POLLIN, 0});
  while (!is_done_ && wait(watched)) answer(watched);
}

bool ProgramWatch::wait(std::vector<pollfd>& watched) {
  for (;;) {
    if (::poll(watched.data(), watched.size(), signals_.wait_ms()) >= 0) return true;
    if (errno != EINTR) return false;
  }
}

void ProgramWatch::answer(std::vector<pollfd>& watched) {
  bool samples_came = false;
  for (std::size_t i = Watched::samples; i < watched.size(); ++i) {
    // The ring of a CPU on which all have ended hangs up, and would wake us for ever.
    if ((watched[i].revents & (POLLHUP | POLLERR)) != 0) watched[i].fd = -1;
    samples_came = samples_came || watched[i].revents != 0;
  }
  if (samples_came) actions_->collect_samples();
  // Before an end is noticed: the marks of a process come before it.
  const bool has_new_phase = is_readable(watched[Watched::marks]) && actions_->take_marks();
  if (is_readable(watched[Watched::signals]) || signals_.wait_ms() >= 0) answer_signals();
  if (has_expired(watched[Watched::buffers])) {
    follower_->drain_events();
    actions_->collect_samples();
    arm_buffer_timer();
  }
  if (has_new_phase && !is_done_ && os::monotonic_now() - last_tick_ >= between_marks_) make_tick();
  if (has_expired(watched[Watched::ticks]) && !is_done_) {
    const os::Instant now = os::monotonic_now();
    if (now < next_tick_) return;
    make_tick();
    if (program_end_) consider_leaving(now);
  }
}

void ProgramWatch::make_tick() {
  const Tick tick = actions_->tick(os::monotonic_now());
  const nanoseconds pause =
      std::clamp<nanoseconds>(tick.cost * tick_cost_factor, nanoseconds{}, longest_tick);
  last_tick_ = tick.at;
  next_tick_ = tick.at + pause - interval_ / 2;
  between_marks_ = std::max<nanoseconds>(shortest_between_marks, tick.cost * mark_cost_factor);
}

void ProgramWatch::arm_buffer_timer() {
  const auto wanted = actions_->collect_within();
  if (wanted || follower_->follows_events())
    arm(buffer_timer_, wanted.value_or(between_drains), Again::once);
}

void ProgramWatch::answer_signals() {
  const PassedSignals::Came came = signals_.take(program_end_.has_value());
  if (came.asks_to_end && program_end_) is_done_ = true;
  if (came.of_child) reap();
}

void ProgramWatch::reap() {
  actions_->take_marks();  // who has ended is forgotten
  const bool was_running = !program_end_;
  for (;;) {
    siginfo_t info{};
    if (::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0) break;
    const pid_t pid = info.si_pid;
    if (info.si_code != CLD_EXITED && info.si_code != CLD_KILLED && info.si_code != CLD_DUMPED) {
      if (!answer_trace_stop(pid)) break;
      continue;
    }
    follower_->before_reaping(pid);
    int status = 0;
    rusage usage{};
    if (::wait4(pid, &status, WNOHANG, &usage) != pid) break;
    const os::Instant now = os::monotonic_now();
    follower_->reaped(pid, status, os::usage_of(usage), now);
    if (pid == program_ && !program_end_) program_end_ = {status, now};
  }
  if (!was_running || !program_end_) return;
  const os::Instant now = os::monotonic_now();
  make_tick();  // the true last reading
  const auto live = follower_->ledger().live();
  left_behind_.emplace(live, now, ::getsid(0));
  if (live.empty()) is_done_ = true;
}

void ProgramWatch::consider_leaving(os::Instant now) {
  const auto live = follower_->ledger().live();
  if (left_behind_->is_followed(live, now)) {
    if (was_told_ || !actions_->on_waiting || now - program_end_->when <= waiting_told_after)
      return;
    was_told_ = true;
    std::vector<std::string> names;
    names.reserve(live.size());
    for (const auto& process : live) names.push_back(process.name);
    actions_->on_waiting(names);
    return;
  }
  for (const auto& process : live)
    left_running_.push_back(process.name + " (" + std::to_string(process.pid) + ")");
  is_done_ = true;
}

}  // namespace calo::recorder
