#pragma once

#include "base/quantity.hpp"

namespace calo::attribution {

/// CPU time of one interval by who used it.
struct BusyTime {
  Seconds tree{};
  Seconds own{};  ///< calo itself
  Seconds others{};
  [[nodiscard]] Seconds all() const { return tree + own + others; }
};

/// Divides the machine's busy time into the tree's, calo's and everyone else's.
///
/// The tree's time is exact to nanoseconds; the machine's comes in ticks of 10 ms, so that in a
/// short interval the tree may seem to have used more than there was. Cutting each interval to fit
/// would lean to one side; instead the others' time since the start is taken as the largest `busy -
/// tree - own` seen so far. It errs by at most one tick a CPU over the whole run, not per interval
/// (docs/methods/attribution.md, "Everyone else").
class BusyTimeDivider {
 public:
  /// Cumulative times since the run began, each never decreasing. Gives those of the interval since
  /// the last call.
  BusyTime divide(Seconds machine_busy, Seconds tree, Seconds own);

 private:
  Seconds tree_{}, own_{}, others_{};
};

}  // namespace calo::attribution
