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

/// "NAME OF THE RUN: what".
std::string figure_title(const analysis::Analysis& analysis, std::string_view what);

/// Why a figure cannot be drawn, and what to do.
Error nothing_to_draw(std::string why, std::string remedy);

}  // namespace calo::report
