#pragma once

#include "report/run_figures.hpp"

namespace calo::report {

/// The call tree, as wide as what it cost: boxes from the bottom, a colour for each module. Frames
/// that everything passes through on the way from a thread's start are one box.
Result<figures::Figure> draw_flame(const analysis::Analysis& analysis, const FigureLook& look);

/// Its boxes, with shares of the width.
Result<FigureTable> flame_table(const analysis::Analysis& analysis);

}  // namespace calo::report
