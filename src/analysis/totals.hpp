#pragma once

#include <optional>
#include <string>

#include "attribution/books.hpp"
#include "base/estimate.hpp"
#include "model/run.hpp"

namespace calo::analysis {

/// The energy and carbon of a stretch of time: a run, or all that was watched so far.
struct Totals {
  attribution::Books books;
  Estimate<Grams> carbon;        ///< of the attributed energy
  Estimate<Grams> gross_carbon;  ///< of the gross energy
};

/// Empty if no domain of role `total` gave a reading: the energy is not known. The only place where
/// books are made.
std::optional<Totals> totals(const model::RunHeader& header, const attribution::EnergySums& sums,
                             const attribution::BooksOptions& policy = {});

/// Mean gross power of the total domains over the stretch `sums.wall`; empty if none gave a
/// reading, or the stretch has no length.
std::optional<Estimate<Watts>> gross_power(const model::RunHeader& header,
                                           const attribution::EnergySums& sums);

/// What one functional unit (an event, a frame) of a run cost.
struct PerUnit {
  std::string unit;  ///< "event"
  double count = 0.0;
  std::optional<Estimate<Joules>> energy;  ///< attributed
  std::optional<Estimate<Grams>> carbon;   ///< of it
  Seconds time{};
};

/// Time the program itself took; what it left behind may have run on until `end.wall`.
Seconds program_time(const model::RunEnd& end);

/// Empty where no units were given. `totals` may be null.
std::optional<PerUnit> per_unit(const model::Run& run, const Totals* totals);

/// The estimate of one part in `count` equal ones.
template <class Q>
Estimate<Q> divided(const Estimate<Q>& estimate, double count) {
  Estimate<Q> part = estimate;
  part.value = estimate.value / count;
  part.u = estimate.u / count;
  if (estimate.asymmetric90) {
    part.asymmetric90 = {estimate.asymmetric90->first / count,
                         estimate.asymmetric90->second / count};
  }
  return part;
}

}  // namespace calo::analysis
