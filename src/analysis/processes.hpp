#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "attribution/books.hpp"
#include "base/estimate.hpp"
#include "model/run.hpp"

namespace calo::analysis {

/// What one process, or all processes of one name, used.
struct ProcessCost {
  std::string name;
  std::int64_t count = 0;  ///< processes that it stands for
  Seconds cpu{};
  Joules dynamic{};
  Joules static_share{};  ///< of the idle energy, by CPU time, whoever pays
  /// The part of the attributed energy; all processes sum to it (docs/methods/attribution.md,
  /// "Processes"). Empty where no energy is known.
  std::optional<Estimate<Joules>> energy;
  Bytes peak_rss{};  ///< of one process
};

/// One for each of `run.processes`, in their order. `books` may be null.
std::vector<ProcessCost> process_costs(const model::Run& run, const attribution::Books* books);

/// One for each program name: largest energy first, CPU time where no energy is known; at most
/// `most`, and then one for the rest.
std::vector<ProcessCost> program_costs(const model::Run& run, const attribution::Books* books,
                                       std::size_t most);

}  // namespace calo::analysis
