#include "meters/wrapping_counter.hpp"

#include <algorithm>

namespace calo::meters {

Joules WrappingCounter::energy(std::uint64_t ticks) const {
  return Joules::of(static_cast<double>(ticks) / shape_.ticks_per_joule);
}

Seconds WrappingCounter::longest_pause() const {
  const Seconds most = Seconds::of(30.0);
  return shape_.wrap == 0 ? most : std::min(most, 0.5 * (energy(shape_.wrap) / shape_.ceiling));
}

model::Increment WrappingCounter::advance(os::Instant now, std::uint64_t reading) {
  if (!first_) first_ = reading;
  const model::Increment increment = judge(now, reading);
  if (increment.outcome == model::Outcome::lost || increment.outcome == model::Outcome::ambiguous)
    is_whole_ = false;
  return increment;
}

std::optional<Joules> WrappingCounter::since_first() const {
  if (!previous_ || !is_whole_) return std::nullopt;
  const auto step = static_cast<std::int64_t>(*previous_ - *first_);
  return Joules::of(static_cast<double>(step) / shape_.ticks_per_joule) +
         energy(shape_.wrap) * static_cast<double>(wraps_);
}

model::Increment WrappingCounter::judge(os::Instant now, std::uint64_t reading) {
  using enum model::Outcome;
  if (!previous_) {
    previous_ = reading;
    at_ = now;
    return {{}, first};
  }
  if (shape_.zero_means_masked && !moved_ && *previous_ == 0 && reading == 0) return {{}, gap};
  moved_ = moved_ || reading != *previous_;

  const Seconds elapsed = seconds(now - at_);
  // Signed, so that a perf count that the kernel drove below zero is a decrease as well.
  const auto step = static_cast<std::int64_t>(reading - *previous_);
  std::optional<Joules> spent;
  if (step >= 0) {
    spent = energy(static_cast<std::uint64_t>(step));
  } else if (const std::uint64_t back = *previous_ - reading; back <= shape_.wrap) {
    spent = energy(shape_.wrap - back);
    ++wraps_;
  }
  previous_ = reading;
  at_ = now;

  const Joules believable = shape_.ceiling * (elapsed + Seconds::of(1.0));
  if (shape_.wrap > 0 && shape_.ceiling * elapsed >= energy(shape_.wrap)) {
    return {spent.value_or(Joules{}), ambiguous};
  }
  if (spent && *spent <= believable) return {*spent, good};
  const Joules since_reset = energy(reading);
  return {shape_.restarts_at_zero && since_reset <= believable ? since_reset : Joules{}, lost};
}

}  // namespace calo::meters
