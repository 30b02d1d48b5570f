#include "cli/events.hpp"

#include <poll.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>

namespace calo::cli {

Result<Events> Events::open(Seconds interval) {
  sigset_t ends;
  ::sigemptyset(&ends);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) ::sigaddset(&ends, signal);
  ::sigprocmask(SIG_BLOCK, &ends, nullptr);
  ::signal(SIGPIPE, SIG_IGN);  // a reader that has gone is seen when writing
  Events events;
  events.signals = os::FileDescriptor{::signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK)};
  events.timer = os::FileDescriptor{::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)};
  if (!events.signals || !events.timer)
    return std::unexpected{system_error(errno, "making a timer")};
  const auto ns = static_cast<long long>(interval.value() * 1e9);
  itimerspec spec{};
  spec.it_interval = {static_cast<time_t>(ns / 1'000'000'000),
                      static_cast<long>(ns % 1'000'000'000)};
  spec.it_value = spec.it_interval;
  ::timerfd_settime(events.timer.get(), 0, &spec, nullptr);
  return events;
}

bool Events::take_tick() const {
  std::uint64_t expirations = 0;
  return ::read(timer.get(), &expirations, sizeof expirations) > 0;
}

bool Events::wait() const {
  for (;;) {
    std::array<pollfd, 2> watched = {{{signals.get(), POLLIN, 0}, {timer.get(), POLLIN, 0}}};
    if (::poll(watched.data(), watched.size(), -1) < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    if (watched[0].revents != 0) return false;
    if (take_tick()) return true;
  }
}

}  // namespace calo::cli
