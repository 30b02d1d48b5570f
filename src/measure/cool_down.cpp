#include "measure/cool_down.hpp"

#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "os/clock.hpp"

namespace calo::measure {

namespace {

constexpr std::chrono::milliseconds look_every{250};

}  // namespace

/// `ready` says what is missing, or nothing.
bool CoolDown::until(const std::atomic<bool>& stop,
                     const std::function<std::optional<std::string>()>& ready,
                     const std::function<void(const std::string&)>& tell) {
  const os::Instant begin = os::monotonic_now();
  for (int i = 0; !stop; ++i) {
    const auto missing = ready();
    if (!missing) return true;
    if (std::chrono::duration<double>(os::monotonic_now() - begin).count() > longest_s)
      return false;
    if (i % 4 == 0) tell(*missing);
    std::this_thread::sleep_for(look_every);
  }
  return true;
}

bool CoolDown::wait(const std::atomic<bool>& stop,
                    const std::function<void(const std::string&)>& tell) {
  if (!has_begun_) {
    has_begun_ = true;
    before_celsius_ = load_.temperature_celsius();
    return true;
  }
  if (before_celsius_) {
    return until(
        stop,
        [&]() -> std::optional<std::string> {
          const auto now = load_.temperature_celsius();
          if (!now || *now <= *before_celsius_ + near_celsius) return std::nullopt;
          return fmt::format("cooling down: {:.0f} °C, waiting for {:.0f}", *now,
                             *before_celsius_ + near_celsius);
        },
        tell);
  }
  auto previous = load_.read();
  if (!previous) return true;
  std::this_thread::sleep_for(look_every);
  return until(
      stop,
      [&]() -> std::optional<std::string> {
        const auto now = load_.read();
        if (!now) return std::nullopt;
        const Seconds busy = now->busy - previous->busy;
        const Seconds all = busy + (now->idle - previous->idle);
        previous = now;
        if (all <= Seconds{} || busy / all <= idle_share) return std::nullopt;
        return fmt::format("waiting for an idle machine: {:.0f} % busy", 100.0 * (busy / all));
      },
      tell);
}

}  // namespace calo::measure
