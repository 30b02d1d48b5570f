#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "figures/canvas.hpp"

namespace calo::figures {

struct LegendEntry {
  std::string name;
  Stroke stroke;
  std::optional<Colour> fill{};  ///< a filled square instead of a line
};

/// Points from one line of a legend to the next.
inline constexpr double legend_row = 10;

/// Entries as lines of at most `width` points; an entry that is wider has a line of its own.
std::vector<std::span<const LegendEntry>> legend_rows(std::span<const LegendEntry> entries,
                                                      double width);

/// Lines of a legend, the first one's base line beginning at `at`.
void draw_legend(Canvas& canvas, Point at, std::span<const LegendEntry> entries, double width);

}  // namespace calo::figures
