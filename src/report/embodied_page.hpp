#pragma once

#include <string>

#include "analysis/embodied.hpp"

namespace calo::report {

/// Lines below the summary. Ends with a line end.
std::string embodied_page(const analysis::Embodied& embodied);

}  // namespace calo::report
