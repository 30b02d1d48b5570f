#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "figures/canvas.hpp"
#include "figures/legend.hpp"
#include "figures/scale.hpp"

namespace calo::figures {

/// Sizes of text in all figures, in points: readable in a column of a paper without scaling.
namespace font_size {
inline constexpr double title = 9, label = 8, tick = 7, note = 6.5;
}  // namespace font_size

/// One axis of a panel.
struct Axis {
  std::string label{};  ///< with the unit in brackets: "energy (mJ)"
  Range range{};
  bool is_logarithmic = false;  ///< requires range.low > 0
  std::size_t ticks = 5;        ///< about so many; fewer where their numbers would touch
  /// Names at 0, 1, 2, ... instead of numbers.
  std::vector<std::string> names{};
};

/// Two axes with ticks, a grid and a title; knows where a pair of numbers lies on the page.
///
/// The frame is drawn at once; series are drawn over it.
class Panel {
 public:
  /// `outer` holds everything, labels included. The legend stands above the plot, where it hides
  /// nothing.
  Panel(Canvas& canvas, const Box& outer, const std::string& title, Axis x, Axis y,
        const std::string& note = {}, std::span<const LegendEntry> legend = {});

  [[nodiscard]] Point place(double x, double y) const;
  [[nodiscard]] double place_x(double x) const;
  [[nodiscard]] double place_y(double y) const;
  [[nodiscard]] const Box& plot() const { return plot_; }  ///< between the axes
  [[nodiscard]] Canvas& canvas() const { return *canvas_; }
  [[nodiscard]] const Axis& x() const { return x_; }
  [[nodiscard]] const Axis& y() const { return y_; }

 private:
  struct Ticks {
    std::vector<double> places;
    TickLabels labels;
  };
  static Ticks ticks_of(const Axis& axis);
  [[nodiscard]] bool have_room(const Ticks& ticks) const;
  void draw_fitted(Point at, const std::string& words, TextStyle style, double width) const;
  void draw_x_axis(const Ticks& ticks, const Box& outer) const;
  void draw_y_axis(const Ticks& ticks, const Box& outer) const;

  Canvas* canvas_;
  Axis x_;
  Axis y_;
  Box plot_;
};

/// The cells of a grid, row by row, with gaps between them.
std::vector<Box> grid(const Box& box, std::size_t rows, std::size_t columns, double gap);

}  // namespace calo::figures
