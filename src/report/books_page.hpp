#pragma once

#include <string>

#include "analysis/analysis.hpp"

namespace calo::report {

/// Relative disagreement up to which sums are equal: the rounding of doubles over a long run.
inline constexpr double largest_imbalance = 1e-9;

struct BooksPage {
  std::string text;      ///< ends with a line end
  bool balanced = true;  ///< nothing found above `largest_imbalance`
};

/// Checks every sum of a run and shows the worst of each (docs/methods/attribution.md, "Checking
/// the books"):
///
/// - gross = attributed + other + idle, for the whole and each domain;
/// - gross = idle + program + calo + others, in each interval;
/// - the intervals add up to the totals;
/// - the processes add up to the program.
///
/// Disagreements are relative to the energy they are part of. A run without any energy has nothing
/// to balance and says so. Requires intervals and processes to have been read.
BooksPage books_page(const analysis::Analysis& analysis);

}  // namespace calo::report
