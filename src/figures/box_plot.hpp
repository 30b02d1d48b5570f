#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "figures/canvas.hpp"

namespace calo::figures {

/// What a box and its whiskers show of a sample.
struct BoxShape {
  std::string name;
  double lower_quartile = 0, median = 0, upper_quartile = 0;
  double lower_whisker = 0,
         upper_whisker = 0;      ///< the last value within 1.5 quartile distances of the box
  std::vector<double> outliers;  ///< values beyond the whiskers, the extremes first
};

/// The box of a sample (Tukey 1977). At most `most_outliers` are kept, those farthest out.
/// Requires: not empty, finite.
BoxShape box_shape(std::string name, std::span<const double> sample, std::size_t most_outliers);

/// Boxes one below the other along a common axis, the first at the top, with a line at zero.
void draw_boxes(Canvas& canvas, const Box& box, const std::string& title, const std::string& note,
                const std::string& label, std::span<const BoxShape> shapes);

}  // namespace calo::figures
