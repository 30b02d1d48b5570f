#pragma once

#include <string>

#include "analysis/analysis.hpp"

namespace calo::report {

/// Who in the tree used what: one row for each program name, largest energy first (CPU time where
/// no energy is known), at most `analysis::most_programs` and one for the rest.
///
/// Energies sum to the attributed energy of the run: dynamic parts by CPU time in each interval,
/// and of the idle energy that the program pays for, the part by CPU time
/// (docs/methods/attribution.md, "Processes"). Ends with a line end.
std::string process_table(const analysis::Analysis& analysis);

}  // namespace calo::report
