#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "figures/colour.hpp"

namespace calo::figures {

/// A place on the page: points (1/72 inch) from the left and from the top.
struct Point {
  double x = 0;
  double y = 0;
};

/// A rectangle on the page: its upper left corner and its size, in points.
struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;

  [[nodiscard]] constexpr double right() const { return x + width; }
  [[nodiscard]] constexpr double bottom() const { return y + height; }
  /// Smaller by these amounts on each side.
  [[nodiscard]] constexpr Box inset(double left, double top, double from_right,
                                    double from_bottom) const {
    return {x + left, y + top, width - left - from_right, height - top - from_bottom};
  }
};

struct Stroke {
  Colour colour = palette::ink;
  double width = 0.8;            ///< points
  std::vector<double> dashes{};  ///< lengths of line and gap by turns, points; empty: solid
};

enum class Align : std::uint8_t { left, centre, right };

struct TextStyle {
  double size = 8;  ///< points
  Colour colour = palette::ink;
  Align align = Align::left;
  bool is_bold = false;
  bool runs_upwards = false;  ///< turned by 90 degrees, for the label of a y axis
};

/// Pixels, row by row from the top.
struct Image {
  std::size_t columns = 0;
  std::size_t rows = 0;
  std::vector<Colour> pixels{};  ///< opaque
};

/// Something to draw on: a page of a PDF, an SVG, or a grid of pixels. Later strokes cover earlier
/// ones.
class Canvas {
 public:
  Canvas() = default;
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;
  virtual ~Canvas() = default;

  virtual void line(std::span<const Point> points, const Stroke& stroke) = 0;
  virtual void area(std::span<const Point> outline, Colour fill) = 0;
  virtual void dot(Point centre, double radius, Colour fill) = 0;
  /// Stretches the image over the box; pixels stay sharp squares.
  virtual void image(const Image& image, const Box& box) = 0;
  /// One line of text whose base line begins, is centred or ends at `at`. Control characters and
  /// invalid UTF-8 are shown as '?'.
  virtual void text(Point at, std::string_view words, const TextStyle& style) = 0;
  /// Until `unclip`, nothing is drawn outside of the box. Clips do not nest.
  virtual void clip(const Box& box) = 0;
  virtual void unclip() = 0;

  void rectangle(const Box& box, Colour fill);
  void frame(const Box& box, const Stroke& stroke);
  void segment(Point from, Point to, const Stroke& stroke);
};

/// Width of a line of text in points. The same for all kinds of canvas.
double text_width(std::string_view words, const TextStyle& style);

/// The style with its size reduced until the text is at most `width` points wide; not below three
/// quarters of it, where `fitted` must do the rest.
TextStyle shrunk(std::string_view words, TextStyle style, double width);

/// The text, shortened with an ellipsis until it is at most `width` points wide.
std::string fitted(std::string_view words, const TextStyle& style, double width);

}  // namespace calo::figures
