#pragma once

#include <optional>
#include <span>

#include "attribution/books.hpp"
#include "live/reading.hpp"
#include "model/run.hpp"

namespace calo::live {

/// The intervals of a run as readings of about a second each, while it goes on.
class RunReadings {
 public:
  /// `header` must outlive this.
  explicit RunReadings(const model::RunHeader& header, Seconds at_least = Seconds::of(1.0),
                       const attribution::BooksOptions& options = {});

  /// A reading when enough has come together; `top` holds the program with all its processes, which
  /// has no number. `states`: of each domain so far.
  std::optional<Reading> enter(const model::Interval& interval,
                               std::span<const model::DomainState> states);

 private:
  std::optional<Joules> enter_energy(const model::Interval& all,
                                     std::span<const model::DomainState> states, Reading& reading);
  void tell_totals(const model::Interval& all, bool known, Reading& reading) const;

  const model::RunHeader& header_;
  Seconds at_least_;
  attribution::BooksOptions options_;
  std::optional<model::Interval> pending_;
  attribution::EnergySums sums_;
  Joules program_{};
  Seconds busy_{};
};

}  // namespace calo::live
