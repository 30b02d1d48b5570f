#include "meters/power_integrator.hpp"

#include <algorithm>

namespace calo::meters {

std::optional<Watts> believable(Watts power) {
  if (power >= Watts{} && power <= Watts::of(1e5)) return power;
  return std::nullopt;
}

model::Increment PowerIntegrator::advance(os::Instant now, std::optional<Watts> power) {
  using enum model::Outcome;
  constexpr double periods_allowed = 5.0;
  // Before two calls have shown the period, the longest pause of any meter stands for five of them.
  const Seconds allowed =
      period_ ? periods_allowed * std::max(*period_, shortest_period_) : Seconds::of(30.0);
  if (first_call_) {
    const Seconds spacing = seconds(now - last_call_);
    period_ =
        period_ ? 0.8 * *period_ + 0.2 * std::min(spacing, periods_allowed * *period_) : spacing;
  }
  const bool is_first_call = !first_call_;
  if (is_first_call) first_call_ = now;
  last_call_ = now;
  if (!power) return {{}, gap};

  const Sample earlier = last_.value_or(Sample{*first_call_, *power});
  last_ = Sample{now, *power};
  if (is_first_call) return {{}, first};
  const Seconds elapsed = seconds(now - earlier.at);
  if (elapsed > allowed) return {std::min(earlier.power, *power) * elapsed, lost};
  return {0.5 * (earlier.power + *power) * elapsed, good};
}

}  // namespace calo::meters
