#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "figures/canvas.hpp"

namespace calo::figures {

/// Repeated measurements of one quantity, to be shown as they fell.
struct Measurements {
  std::string title;           ///< above the panel: "old: energy"
  std::string quantity;        ///< at the axis: "energy"
  std::string unit;            ///< in base units, gets an SI prefix: "J"
  std::vector<double> values;  ///< in that unit; those that are not finite are left out and counted
};

/// From so many values on a density is drawn over the bars.
inline constexpr std::size_t least_for_density = 5;

/// A histogram with marks for mean, median and quartiles, a tick for each value, the density, and
/// the numbers in words above. Says so if there are no values.
void draw_histogram(Canvas& canvas, const Box& box, const Measurements& measurements);

/// The legend that explains the marks of all histograms, in lines of `width` points from `at` on.
void draw_histogram_legend(Canvas& canvas, Point at, double width);

}  // namespace calo::figures
