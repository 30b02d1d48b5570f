#pragma once

#include <span>
#include <vector>

#include "attribution/books.hpp"
#include "base/quantity.hpp"
#include "model/run.hpp"

namespace calo::attribution {

/// The program's energy in single intervals, under the policy of its books: what it used, and of
/// the idle energy what it pays for, by time under `exclusive` and `reserved`, so that waiting
/// costs idle power. Over all intervals it sums to the attributed energy.
class ProgramPower {
 public:
  /// `totals`: of the run, one per domain. Holds on to `domains`.
  ProgramPower(std::span<const model::Domain> domains, std::span<const model::EnergyShares> totals,
               const Books& books);
  [[nodiscard]] Joules in(const model::Interval& interval) const;

 private:
  std::span<const model::Domain> domains_;
  double of_idle_ = 0.0;    ///< what it pays of all idle energy
  double of_static_ = 0.0;  ///< what it pays of its own part of the idle energy, by CPU time
};

/// One interval of the total domains.
struct CoursePoint {
  Seconds begin{}, end{};
  Joules gross{};
  Joules program{};
};

/// The course of the energy over the run, in order of time, without intervals of no length. The
/// program's is at most gross in each: what a step of a counter moved to the interval after it, or
/// before it, is given back. So its sum is the attributed energy, where that is at most gross.
std::vector<CoursePoint> course(const model::RunHeader& header,
                                const std::vector<model::Interval>& intervals,
                                const model::RunEnd& end, const Books& books);

}  // namespace calo::attribution
