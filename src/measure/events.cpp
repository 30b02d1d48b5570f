#include "measure/events.hpp"

#include <poll.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include "base/try.hpp"

namespace calo::measure {

namespace {

Result<os::FileDescriptor> block_signals() {
  sigset_t ends;
  ::sigemptyset(&ends);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) ::sigaddset(&ends, signal);
  ::sigprocmask(SIG_BLOCK, &ends, nullptr);
  ::signal(SIGPIPE, SIG_IGN);  // a reader that has gone is seen when writing
  os::FileDescriptor signals{::signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK)};
  if (!signals) return std::unexpected{system_error(errno, "waiting for signals")};
  return signals;
}

}  // namespace

Result<Events> Events::open(Seconds interval) {
  Events events;
  CALO_TRY(events.signals, block_signals());
  events.timer = os::FileDescriptor{::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)};
  if (!events.timer) return std::unexpected{system_error(errno, "making a timer")};
  const auto ns = static_cast<long long>(interval.value() * 1e9);
  itimerspec spec{};
  spec.it_interval = {static_cast<time_t>(ns / 1'000'000'000),
                      static_cast<long>(ns % 1'000'000'000)};
  spec.it_value = spec.it_interval;
  ::timerfd_settime(events.timer.get(), 0, &spec, nullptr);
  return events;
}

Result<Events> Events::open_for(int input, Seconds patience) {
  Events events;
  CALO_TRY(events.signals, block_signals());
  events.input = input;
  events.patience_ms = static_cast<int>(patience.value() * 1e3);
  return events;
}

bool Events::take_tick() const {
  if (input >= 0) return true;
  std::uint64_t expirations = 0;
  return ::read(timer.get(), &expirations, sizeof expirations) > 0;
}

Events::Happening Events::next() const {
  for (;;) {
    std::array<pollfd, 2> watched = {{{signals.get(), POLLIN, 0}, {ticks(), POLLIN, 0}}};
    const int found = ::poll(watched.data(), watched.size(), patience_ms);
    if (found < 0) {
      if (errno == EINTR) continue;
      return {};
    }
    if (watched[0].revents != 0) {
      signalfd_siginfo came{};
      if (::read(signals.get(), &came, sizeof came) != static_cast<ssize_t>(sizeof came)) return {};
      const auto signal = static_cast<int>(came.ssi_signo);
      const bool harmless = signal == SIGHUP && !hangup_ends;
      return {harmless ? What::hangup : What::signal, signal};
    }
    if (take_tick()) return {What::tick, 0};
    if (found == 0) return {What::quiet, 0};
  }
}

bool Events::wait() const {
  for (;;) {
    const What what = next().what;
    if (what == What::tick) return true;
    if (what == What::signal) return false;
  }
}

}  // namespace calo::measure
