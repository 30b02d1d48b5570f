#pragma once

#include <string>

#include "analysis/analysis.hpp"

namespace calo::report {

/// Familiar amounts the attributed energy and its carbon compare with, each with factor and source
/// (docs/methods/carbon.md). Beside the result, never instead. Ends with a line end.
std::string equivalents_page(const analysis::Analysis& analysis);

}  // namespace calo::report
