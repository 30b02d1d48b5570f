#pragma once

#include <cstddef>
#include <string>

#include "attribution/books.hpp"
#include "model/run.hpp"

namespace calo::report {

inline constexpr std::size_t most_process_rows = 40;

/// Who in the tree used what: one row for each program name, largest energy first (CPU time where
/// no energy is known), at most `most_process_rows` and one for the rest.
///
/// Energies sum to the attributed energy of the run: dynamic parts by CPU time in each interval,
/// and of the idle energy that the program pays for, the part by CPU time
/// (docs/methods/attribution.md, "Processes"). Ends with a line end.
std::string process_table(const model::Run& run, const attribution::BooksOptions& options);

}  // namespace calo::report
