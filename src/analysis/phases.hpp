#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "attribution/books.hpp"
#include "base/estimate.hpp"
#include "model/run.hpp"

namespace calo::analysis {

/// A phase as people see it: with all that is inside it.
struct PhaseCost {
  std::int32_t phase = 0;    ///< its number in the run; 0 is the outside
  std::int32_t parent = -1;  ///< number of the phase around it; -1 none
  int depth = 0;             ///< phases around it
  std::string name;          ///< "outside of phases" for number 0
  std::int64_t times = 0;
  double count = 0.0;
  Seconds begin{}, end{};
  Seconds wall{}, cpu{};
  std::optional<Estimate<Joules>> energy;      ///< empty where no energy is known
  std::optional<Estimate<Joules>> own_energy;  ///< without the phases inside it: all rows add up
  std::optional<Estimate<Grams>> carbon;       ///< of `energy`
};

/// The phases of a run, each followed by those inside it, in the order in which they first began;
/// the outside last. Energies of depth 0 sum to the attributed energy of the run. Empty if the
/// program marks no phases. `books` may be null.
std::vector<PhaseCost> phase_costs(const model::Run& run, const attribution::Books* books);

}  // namespace calo::analysis
