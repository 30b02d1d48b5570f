#pragma once

#include <span>
#include <vector>

#include "attribution/books.hpp"
#include "base/estimate.hpp"
#include "base/quantity.hpp"

namespace calo::attribution {

/// What the program used of all `total` domains together.
struct ProgramUse {
  Joules dynamic{};
  Joules static_share{};  ///< of the idle energy, by CPU time, whoever pays

  /// The part of `static_share` that the program pays under the policy of `books`, as a factor; any
  /// part of the program costs its dynamic energy + this * its own static share.
  [[nodiscard]] double paid(const Books& books) const;
};
/// `totals`: one per domain.
ProgramUse program_use(std::span<const model::Domain> domains,
                       std::span<const model::EnergyShares> totals);

/// What a part of the program (processes of a name, a phase, a function) used.
struct PartUse {
  Joules dynamic{};
  Joules static_by_cpu{};   ///< of the idle energy, by CPU time
  Joules static_by_time{};  ///< of the idle energy, by time; the same as by CPU time where only
                            ///< that is known
};

/// The attributed energy of the parts that together are the program: their dynamic parts, and the
/// idle energy that the program pays for, by time where it pays for waiting too (exclusive,
/// reserved), else by CPU time. They sum to `books.total.attributed` (docs/methods/attribution.md,
/// "Parts").
std::vector<Joules> energies(std::span<const PartUse> parts, const Books& books);

/// The estimate of a part's energy: the meter's relative uncertainty, that of the part's share of
/// the dynamic energy, and what does not grow less with the part: the idle power's uncertainty and
/// noise over the part's time, and the counters' steps at the ends of each of its `pieces`
/// (docs/methods/attribution.md, "Parts").
Estimate<Joules> estimate_of_part(Joules energy, const PartUse& part, const Books& books,
                                  double pieces = 1.0);

}  // namespace calo::attribution
