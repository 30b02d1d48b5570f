#pragma once

#include <vector>

#include "base/quantity.hpp"
#include "model/run.hpp"

namespace calo::attribution {

/// What is not known of a phase because it shared intervals between two readings with others.
struct Mixed {
  Joules own{};        ///< standard uncertainty, without the phases inside it
  Joules inclusive{};  ///< with them
};

/// Within an interval the energy goes to the phases by CPU time, as if all drew the same power.
/// What is known of a phase that has the part x of it is that its energy lies between nothing and
/// all: the power lies evenly between 0 and twice the mean, which is min(x, 1 - x) / sqrt(3) of the
/// interval's energy. It adds linearly, since the same phase draws more than others each time
/// (docs/methods/attribution.md, "Phases"). Times are those of the phases' spans; where more spans
/// were not kept, what they would add is taken to be like that of those that were. Needs the run's
/// intervals: without them nothing is known, and all are 0.
///
/// One for each phase of the run.
std::vector<Mixed> mixed(const model::Run& run);

}  // namespace calo::attribution
