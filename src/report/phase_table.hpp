#pragma once

#include <string>

#include "analysis/analysis.hpp"

namespace calo::report {

/// The phases of a run as a table for people; says so in a line if there are none.
std::string phase_table(const analysis::Analysis& analysis);

}  // namespace calo::report
