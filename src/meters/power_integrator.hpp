#pragma once

#include <optional>

#include "base/quantity.hpp"
#include "model/domain.hpp"
#include "os/clock.hpp"

namespace calo::meters {

/// Turns samples of power into energy by the trapezoid rule; the first value is held back to the
/// first attempt.
///
/// Where more than five sample periods lie between two samples the increment is `lost`: its energy
/// is the smaller of the two powers held over the gap. The sample period is the usual spacing of
/// the calls, and at least `shortest_period` (the time the meter averages inside). Not thread-safe.
/// Never allocates.
class PowerIntegrator {
 public:
  explicit PowerIntegrator(Seconds shortest_period = {}) : shortest_period_{shortest_period} {}

  /// `power` is empty if it could not be read this time.
  model::Increment advance(os::Instant now, std::optional<Watts> power);

 private:
  struct Sample {
    os::Instant at;
    Watts power;
  };

  Seconds shortest_period_;
  std::optional<Seconds> period_;
  std::optional<os::Instant> first_call_;
  os::Instant last_call_{};
  std::optional<Sample> last_;
};

/// A sample as believed: empty if negative, not finite or above 100 kW.
std::optional<Watts> believable(Watts power);

}  // namespace calo::meters
