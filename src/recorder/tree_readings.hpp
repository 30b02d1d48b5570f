#pragma once

#include <optional>

#include "model/run.hpp"
#include "processes/process_follower.hpp"

namespace calo::recorder {

/// The books of the process tree as values of intervals and of the run's end.
///
/// Intervals hold growth, the books hold sums: fill() subtracts what earlier intervals have got, so
/// that all intervals together hold the whole.
class TreeReadings {
 public:
  /// What the tree did and holds. `cpu` is its CPU time in the interval.
  void fill(model::Interval& interval, const processes::ProcessFollower& follower, Seconds cpu);

  /// CPU time of all intervals so far.
  [[nodiscard]] Seconds cpu() const { return cpu_; }

 private:
  processes::TreeTotals before_;
  Seconds user_{};  ///< of all intervals
  Seconds cpu_{};
};

/// What the whole tree used, and its peaks. `has_ended`: the program has, so that its exit record
/// is there.
void write_tree(model::RunEnd& end, const processes::ProcessFollower& follower, bool has_ended);

}  // namespace calo::recorder
