#pragma once

#include <functional>
#include <string>

#include "figures/figure.hpp"
#include "report/run_figures.hpp"

namespace calo::report {

/// A figure as wide as `look` says and `aspect` times as high, whose drawing has labels of 8 points
/// on a page of its own size and is enlarged to the font that was asked for.
figures::Figure scaled_figure(std::string title, const FigureLook& look, double aspect,
                              std::function<void(figures::Canvas&, const figures::Box&)> draw);

}  // namespace calo::report
