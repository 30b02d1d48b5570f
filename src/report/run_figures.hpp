#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analysis.hpp"
#include "base/error.hpp"
#include "figures/figure.hpp"
#include "model/profile.hpp"

namespace calo::report {

struct FigureLook {
  double width_cm = 12.0;
  double font_pt = 8.0;  ///< of labels; everything is drawn larger with it
};

/// Numbers behind a figure, for other programs: a column for each name, with its unit.
struct FigureTable {
  std::vector<std::string> names;
  std::vector<std::vector<double>> rows;
  std::vector<std::string> labels;  ///< of the rows, empty if they have none
};

/// One kind of figure of a run.
struct RunFigure {
  std::string_view name;
  std::string_view summary;
  bool needs_stacks = false;
  /// Fails with `not_found` if the run holds nothing to draw.
  Result<figures::Figure> (*draw)(const analysis::Analysis& analysis,
                                  const FigureLook& look) = nullptr;
  Result<FigureTable> (*table)(const analysis::Analysis& analysis) = nullptr;
};

/// Power, memory, phases, flame: all that are drawn by calo itself.
std::span<const RunFigure> run_figures();

/// The table as tab-separated text: a comment with the names, then rows; labels last, in quotes.
std::string as_tsv(const FigureTable& table);
/// A script that draws the file `tsv` with gnuplot. Names of the run stand in the data only, so
/// that they are never code.
std::string gnuplot_script(const RunFigure& figure, const FigureTable& table, std::string_view tsv);

}  // namespace calo::report
