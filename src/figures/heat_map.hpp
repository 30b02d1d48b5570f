#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "figures/canvas.hpp"
#include "figures/scale.hpp"

namespace calo::figures {

/// A field on a grid of cells, row by row; row 0 is drawn at the top, as pictures and matrices are.
struct Field {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::span<const double> values;  ///< rows x columns
};

/// Which colour a number gets.
struct ColourScale {
  Range range{};
  Colour (*map)(double share) = viridis;

  [[nodiscard]] Colour colour(double value) const;
};

/// A scale of the map `diverging` with zero in its middle that reaches the largest magnitude among
/// the values.
ColourScale centred_scale(std::span<const double> values);

/// The field with a title above, in square cells as large as fit; returns the box of the cells.
Box draw_field(Canvas& canvas, const Box& box, const std::string& title, const Field& field,
               const ColourScale& scale);

/// A bar that explains the colours, upright in the box, with numbers and a label on its right.
void draw_colour_bar(Canvas& canvas, const Box& box, const ColourScale& scale,
                     const std::string& label);

/// Width that `draw_colour_bar` needs, in points.
inline constexpr double colour_bar_width = 52;

}  // namespace calo::figures
