#pragma once

#include <span>
#include <string_view>

#include "base/error.hpp"
#include "figures/figure.hpp"
#include "report/run_figures.hpp"
#include "series/compare.hpp"
#include "series/series.hpp"

namespace calo::report {

/// One kind of figure of a directory of runs.
struct SeriesFigure {
  std::string_view name;
  std::string_view summary;
  Result<figures::Figure> (*draw)(std::span<const series::Series> all,
                                  const FigureLook& look) = nullptr;
};

/// histogram, order, box.
std::span<const SeriesFigure> series_figures();

/// The ratios of a comparison with their intervals, a row each.
Result<figures::Figure> forest_figure(const series::Comparison& comparison, double threshold,
                                      const FigureLook& look);

}  // namespace calo::report
