#pragma once

#include <cstddef>
#include <string>

#include "analysis/analysis.hpp"
#include "model/profile.hpp"
#include "report/page.hpp"

namespace calo::report {

struct SummaryOptions {
  std::string file;                   ///< of the run, as the user would type it; empty: not kept
  bool colours = false;               ///< ANSI escapes, for a terminal
  std::size_t width = 80;             ///< columns
  bool whole = false;                 ///< every number, not the eight lines that are read first
  bool method_notes = false;          ///< also tell how the numbers were obtained
  std::size_t most_functions = 5;     ///< of the hottest, where there are stacks
  std::string next = "calo show -v";  ///< the command to look further with, without the file
};

/// What a physicist pastes into a log book: about eight lines and the warnings, or about 25 with
/// `whole`; each number with prefix, uncertainty and kind (docs/methods/energy.md, "Reading the
/// summary"). Ends with a line end.
///
/// The run's intervals and processes may be empty. What is missing is
/// "unavailable", with the reason; a run without any energy reading is a summary too.
std::string summary(const analysis::Analysis& analysis, const SummaryOptions& options);

/// The same as a page of rows.
Page summary_page(const analysis::Analysis& analysis, const SummaryOptions& options);

}  // namespace calo::report
