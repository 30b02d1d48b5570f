#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "figures/panel.hpp"

namespace calo::figures {

/// A line through (x[i], y[i]). Points that are not finite, or not above zero on a logarithmic
/// axis, interrupt it. Of many points per point of width only the extremes are drawn, which looks
/// the same. Requires: equally many x and y, and x ascends.
void draw_line(Panel& panel, std::span<const double> x, std::span<const double> y,
               const Stroke& stroke);

/// Heights over the intervals between edges, as an outline, filled if a colour is given.
/// Requires: one edge more than heights; a linear y axis.
void draw_steps(Panel& panel, std::span<const double> edges, std::span<const double> heights,
                const Stroke& stroke, std::optional<Colour> fill = std::nullopt);

/// A line across the plot at x.
void draw_vertical(Panel& panel, double x, const Stroke& stroke);

}  // namespace calo::figures
