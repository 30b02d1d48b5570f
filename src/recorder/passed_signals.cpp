#include "recorder/passed_signals.hpp"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <utility>

namespace calo::recorder {

namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

constexpr std::size_t kernel_set_bytes = 8;
constexpr int first_real_time = 32;  ///< of the kernel's; libc keeps the first two for itself

constexpr std::uint64_t bit(int signal) {
  return std::uint64_t{1} << (signal - 1);
}

/// The kernel's own set, since that of libc leaves out the numbers that libc uses.
constexpr std::uint64_t answered_set() {
  std::uint64_t set = ~std::uint64_t{0};
  for (const int signal : {SIGKILL, SIGSTOP, SIGTTIN, SIGTTOU}) set &= ~bit(signal);
  return set;
}

bool is_own_fault(const signalfd_siginfo& info) {
  // What a write of ours to a closed pipe or past a limit sends comes from ourselves (kernel,
  // `send_sig(SIGPIPE, current, 0)`); the limit on our own CPU time from the kernel.
  const int signal = static_cast<int>(info.ssi_signo);
  if (static_cast<pid_t>(info.ssi_pid) == ::getpid() && info.ssi_code == SI_USER) return true;
  return info.ssi_code == SI_KERNEL && (signal == SIGXCPU || signal == SIGPIPE);
}

bool is_real_time(const signalfd_siginfo& info) {
  return static_cast<int>(info.ssi_signo) >= first_real_time;
}

bool same(const signalfd_siginfo& info, const os::GroupWitness::Heard& heard) {
  return static_cast<int>(info.ssi_signo) == heard.signal &&
         static_cast<pid_t>(info.ssi_pid) == heard.sender &&
         (info.ssi_code == SI_KERNEL) == heard.by_kernel;
}

bool ends_a_measurement(int signal) {
  constexpr std::array ends = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGABRT, SIGALRM, SIGXCPU, SIGPWR};
  return std::ranges::find(ends, signal) != ends.end();
}

}  // namespace

void block_signals() {
  const std::uint64_t set = answered_set();
  ::syscall(SYS_rt_sigprocmask, SIG_BLOCK, &set, nullptr, kernel_set_bytes);
}

Result<PassedSignals> PassedSignals::open(pid_t program) {
  PassedSignals passed;
  passed.program_ = program;
  const std::uint64_t set = answered_set();
  passed.signals_ = os::FileDescriptor{static_cast<int>(
      ::syscall(SYS_signalfd4, -1, &set, kernel_set_bytes, SFD_CLOEXEC | SFD_NONBLOCK))};
  if (!passed.signals_) return std::unexpected{system_error(errno, "watching signals")};
  if (auto witness = os::GroupWitness::start()) {
    passed.witness_.emplace(std::move(*witness));
    passed.answers_ = true;
  }
  return passed;
}

int PassedSignals::wait_ms() const {
  if (waiting_.empty()) return -1;
  const auto left = waiting_.front().due - os::monotonic_now();
  return static_cast<int>(std::max<std::int64_t>(0, duration_cast<milliseconds>(left).count() + 1));
}

PassedSignals::Came PassedSignals::take(bool has_ended) {
  Came came;
  signalfd_siginfo info{};
  std::deque<signalfd_siginfo> fresh;
  while (::read(signals_.get(), &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
    const int signal = static_cast<int>(info.ssi_signo);
    const bool of_child = signal == SIGCHLD;
    came.of_child = came.of_child || of_child;
    // From kill(2) and its kin SIGCHLD is a signal like others.
    if ((of_child && info.ssi_code > 0) || is_own_fault(info)) continue;
    came.asks_to_end = came.asks_to_end || ends_a_measurement(signal);
    if (!has_ended) {
      fresh.push_back(info);
    } else if (signal == SIGTSTP) {
      stop_ourselves();
    }
  }
  if (has_ended) {
    waiting_.clear();
    return came;
  }
  const os::Instant now = os::monotonic_now();
  const bool is_due = !waiting_.empty() && waiting_.front().due <= now;
  if (fresh.empty() && !is_due) return came;
  ask(now);
  for (const signalfd_siginfo& one : fresh) enter(one, now);
  while (!waiting_.empty() && waiting_.front().due <= now) {
    const signalfd_siginfo due = waiting_.front().info;
    waiting_.pop_front();
    if (!went_to_group(due) || !has_got_what_its_group_got()) pass_on(due);
  }
  return came;
}

void PassedSignals::ask(os::Instant now) {
  std::erase_if(heard_, [&](const HeardAt& one) { return one.until < now; });
  if (!witness_) return;
  const auto answer = witness_->ask();
  answers_ = answer.has_value();
  if (!answer) return;
  for (const os::GroupWitness::Heard& heard : *answer)
    heard_.push_back({heard, now + 2 * patience});
}

/// Takes what the witness has heard of it, so that it stands for one signal only.
bool PassedSignals::went_to_group(const signalfd_siginfo& info) {
  const auto at =
      std::ranges::find_if(heard_, [&](const HeardAt& one) { return same(info, one.heard); });
  if (at == heard_.end()) return false;
  heard_.erase(at);
  return true;
}

void PassedSignals::enter(const signalfd_siginfo& info, os::Instant now) {
  const int signal = static_cast<int>(info.ssi_signo);
  const bool by_kernel = info.ssi_code == SI_KERNEL;
  if (went_to_group(info)) {
    if (has_got_what_its_group_got()) {
      if (!is_real_time(info)) {
        std::erase_if(waiting_, [&](const Arrived& one) {
          return one.info.ssi_signo == info.ssi_signo && one.info.ssi_pid == info.ssi_pid;
        });
      }
    } else {
      pass_on(info);
    }
    if (signal == SIGTSTP) stop_ourselves();
    return;
  }
  if (by_kernel) {
    // Without a witness the terminal is presumed, which sends to the group; timers do not.
    const bool of_terminal = !answers_ && signal != SIGALRM && signal != SIGVTALRM &&
                             signal != SIGPROF && signal != SIGPWR;
    if (!of_terminal) pass_on(info);
    return;
  }
  if (static_cast<pid_t>(info.ssi_pid) == program_) {
    // Without a witness it may as well have been sent to the whole group.
    if (answers_) ::kill(::getppid(), signal);
    return;
  }
  if (signal == SIGTSTP || signal == SIGCONT) {
    // Stops and goes on with us: a wait would let the two meet in the wrong order.
    pass_on(info);
    if (signal == SIGTSTP) stop_ourselves();
    return;
  }
  waiting_.push_back({info, now + (answers_ ? patience : milliseconds{0})});
}

bool PassedSignals::has_got_what_its_group_got() const {
  const pid_t ours = ::getpgrp();
  if (::getpgid(program_) == ours) return true;
  // Without calo it would lead this group and could not have left it, or it would have left, too.
  return ours != ::getpid();
}

void PassedSignals::pass_on(const signalfd_siginfo& info) const {
  const int signal = static_cast<int>(info.ssi_signo);
  if (info.ssi_code == SI_QUEUE) {
    siginfo_t queued{};
    queued.si_signo = signal;
    queued.si_code = SI_QUEUE;
    queued.si_pid = static_cast<pid_t>(info.ssi_pid);
    queued.si_uid = info.ssi_uid;
    queued.si_value.sival_ptr = reinterpret_cast<void*>(info.ssi_ptr);  // NOLINT: a foreign value
    if (::syscall(SYS_rt_sigqueueinfo, program_, signal, &queued) == 0) return;
  }
  ::kill(program_, signal);
}

/// By the signal's own action, which the kernel leaves out where nobody could wake us again.
void PassedSignals::stop_ourselves() const {
  const std::uint64_t stop = bit(SIGTSTP);
  ::raise(SIGTSTP);
  ::syscall(SYS_rt_sigprocmask, SIG_UNBLOCK, &stop, nullptr, kernel_set_bytes);
  ::syscall(SYS_rt_sigprocmask, SIG_BLOCK, &stop, nullptr, kernel_set_bytes);
}

}  // namespace calo::recorder
