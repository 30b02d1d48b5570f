#include "figures/canvas.hpp"

#include <array>

namespace calo::figures {

void Canvas::rectangle(const Box& box, Colour fill) {
  const std::array<Point, 4> corners{Point{box.x, box.y}, Point{box.right(), box.y},
                                     Point{box.right(), box.bottom()}, Point{box.x, box.bottom()}};
  area(corners, fill);
}

void Canvas::frame(const Box& box, const Stroke& stroke) {
  const std::array<Point, 5> corners{Point{box.x, box.y}, Point{box.right(), box.y},
                                     Point{box.right(), box.bottom()}, Point{box.x, box.bottom()},
                                     Point{box.x, box.y}};
  line(corners, stroke);
}

void Canvas::segment(Point from, Point to, const Stroke& stroke) {
  const std::array<Point, 2> ends{from, to};
  line(ends, stroke);
}

TextStyle shrunk(std::string_view words, TextStyle style, double width) {
  constexpr double least = 0.75;
  const double wanted = text_width(words, style);
  if (wanted > width) style.size *= std::max(least, width / wanted);
  return style;
}

std::string fitted(std::string_view words, const TextStyle& style, double width) {
  if (text_width(words, style) <= width) return std::string{words};
  std::string shorter{words};
  while (!shorter.empty()) {
    // A character of UTF-8 ends before the next byte that is not a continuation.
    while (!shorter.empty() && (static_cast<unsigned char>(shorter.back()) & 0xC0) == 0x80) {
      shorter.pop_back();
    }
    if (!shorter.empty()) shorter.pop_back();
    if (text_width(shorter + "…", style) <= width) return shorter + "…";
  }
  return {};
}

}  // namespace calo::figures
