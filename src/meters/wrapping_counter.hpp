#pragma once

#include <cstdint>
#include <optional>

#include "base/quantity.hpp"
#include "model/domain.hpp"
#include "os/clock.hpp"

namespace calo::meters {

/// What is known of a cumulative energy counter.
struct CounterShape {
  double ticks_per_joule = 1e6;  ///< powercap: 1e6; perf: 2^32
  std::uint64_t wrap =
      0;  ///< ticks after which it starts again; 0 = unknown: a decrease is a reset
  Watts ceiling = Watts::of(1000.0);  ///< more than this is not believed
  bool restarts_at_zero =
      true;  ///< after a reset the reading itself was spent (not so for perf counts)
  bool zero_means_masked = false;  ///< a counter that stands at 0 and never moved says nothing: gap
};

/// Turns readings of a cumulative energy counter into increments (docs/methods/meters.md, "Counters
/// that wrap").
///
/// With d = reading - previous, or d = wrap - previous + reading after a decrease:
/// - good: d is at most `ceiling` over the elapsed time and one second. The second allows for the
/// time between the
///   tick and the moment the counter was really read;
/// - ambiguous: `ceiling` over the elapsed time reaches `wrap`, more than one wrap is possible; d
/// is the smallest
///   candidate;
/// - lost: neither; the counter was reset. The energy is a lower bound: the reading, if that is
/// believable, or 0.
///
/// Failed reads are simply not handed in: the next one covers the time. Not thread-safe. Never
/// allocates.
class WrappingCounter {
 public:
  explicit WrappingCounter(CounterShape shape) : shape_{shape} {}

  model::Increment advance(os::Instant now, std::uint64_t reading);

  /// Last raw reading minus the first, and its wraps. Empty before the first, after a reset, and
  /// where the number of wraps is not known.
  [[nodiscard]] std::optional<Joules> since_first() const;

  [[nodiscard]] const CounterShape& shape() const { return shape_; }
  /// Half the time to a wrap at `ceiling`, at most 30 s.
  [[nodiscard]] Seconds longest_pause() const;

 private:
  [[nodiscard]] Joules energy(std::uint64_t ticks) const;
  model::Increment judge(os::Instant now, std::uint64_t reading);

  CounterShape shape_;
  std::optional<std::uint64_t> first_;
  std::optional<std::uint64_t> previous_;
  std::int64_t wraps_ = 0;
  bool is_whole_ = true;  ///< neither reset nor ambiguous so far
  os::Instant at_{};
  bool moved_ = false;
};

}  // namespace calo::meters
