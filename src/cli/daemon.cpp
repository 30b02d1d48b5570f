#include "cli/daemon.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/text.hpp"
#include "cli/cli.hpp"
#include "os/service_manager.hpp"
#include "report/amounts.hpp"

namespace calo::cli {

namespace {

/// Readings without a power before it is told: counters that step rarely leave single ones out.
constexpr int noticed_after = 10;

/// Tells when the power cannot be read any more, and when it can again.
class PowerWatch {
 public:
  void enter(const live::Reading& reading) {
    missing_ = reading.power ? 0 : missing_ + 1;
    if (missing_ == noticed_after)
      say(fmt::format("no power could be read {} times in a row; calo goes on", noticed_after));
    if (missing_ == 0 && was_missing_ >= noticed_after) say("the power is read again");
    was_missing_ = missing_;
  }

 private:
  int missing_ = 0, was_missing_ = 0;
};

std::string sums(const live::Reading& reading) {
  return fmt::format("{} in {}{}",
                     reading.energy ? report::amount(*reading.energy) : "energy unavailable",
                     text::duration(reading.since_start),
                     reading.energy ? fmt::format(", {}", name(reading.energy->kind)) : "");
}

}  // namespace

void serve(const Service& service, measure::Events& events) {
  const auto manager = os::ServiceManager::from_environment();
  if (const auto& watchdog = manager.watchdog()) {
    // Twice within its time, as sd_watchdog_enabled(3) asks for.
    const int half = std::max(1, static_cast<int>(watchdog->value() * 500.0));
    events.patience_ms = events.patience_ms < 0 ? half : std::min(events.patience_ms, half);
  }
  events.hangup_ends = false;
  manager.ready();
  manager.status(service.what);
  say(service.what);
  PowerWatch power;
  std::optional<live::Reading> last;
  while (!service.is_last()) {
    const measure::Events::Happening happening = events.next();
    manager.alive();
    if (happening.what == measure::Events::What::signal) {
      say(fmt::format("{}: calo ends", ::sigabbrev_np(happening.signal)));
      break;
    }
    if (happening.what == measure::Events::What::hangup)
      say("HUP: there is nothing to read again; calo goes on");
    if (happening.what != measure::Events::What::tick) continue;
    for (live::Reading& reading : service.look()) {
      power.enter(reading);
      last = std::move(reading);
    }
  }
  manager.stopping();
  if (last) say("measured " + sums(*last));
}

}  // namespace calo::cli
