#include "figures/series.hpp"

#include <algorithm>
#include <cmath>

#include "base/expect.hpp"

namespace calo::figures {
namespace {

constexpr double key_width = 14;
constexpr double row_height = font_size::tick + 3.5;
const TextStyle key_style{.size = font_size::tick};

bool is_shown(const Axis& axis, double value) {
  return std::isfinite(value) && (!axis.is_logarithmic || value > 0);
}

/// Keeps, of neighbours within half a point of x, the first, the lowest, the highest and the last.
std::vector<Point> thinned(const std::vector<Point>& points) {
  std::vector<Point> kept;
  for (std::size_t i = 0; i < points.size();) {
    std::size_t end = i;
    std::size_t lowest = i;
    std::size_t highest = i;
    while (end < points.size() && points[end].x - points[i].x < 0.5) {
      if (points[end].y < points[lowest].y) lowest = end;
      if (points[end].y > points[highest].y) highest = end;
      ++end;
    }
    end = std::max(end, i + 1);
    std::vector<std::size_t> wanted{i, std::min(lowest, highest), std::max(lowest, highest),
                                    end - 1};
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    for (const std::size_t index : wanted) kept.push_back(points[index]);
    i = end;
  }
  return kept;
}

void draw_key(Canvas& canvas, Point at, const LegendEntry& entry) {
  if (entry.fill) {
    const Box square{at.x, at.y - font_size::tick + 1, key_width, font_size::tick - 1};
    canvas.rectangle(square, *entry.fill);
    canvas.frame(square, entry.stroke);
  } else {
    canvas.segment({at.x, at.y - font_size::tick * 0.36},
                   {at.x + key_width, at.y - font_size::tick * 0.36}, entry.stroke);
  }
  canvas.text({at.x + key_width + 4, at.y}, entry.name, key_style);
}

}  // namespace

void draw_line(Panel& panel, std::span<const double> x, std::span<const double> y,
               const Stroke& stroke) {
  CALO_EXPECT(x.size() == y.size(), "a line has as many x as y");
  Canvas& canvas = panel.canvas();
  canvas.clip(panel.plot());
  std::vector<Point> piece;
  const auto finish = [&] {
    if (piece.size() == 1) canvas.dot(piece.front(), stroke.width, stroke.colour);
    if (piece.size() > 1) canvas.line(thinned(piece), stroke);
    piece.clear();
  };
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (is_shown(panel.x(), x[i]) && is_shown(panel.y(), y[i])) {
      piece.push_back(panel.place(x[i], y[i]));
    } else {
      finish();
    }
  }
  finish();
  canvas.unclip();
}

void draw_steps(Panel& panel, std::span<const double> edges, std::span<const double> heights,
                const Stroke& stroke, std::optional<Colour> fill) {
  CALO_EXPECT(edges.size() == heights.size() + 1, "steps have one edge more than heights");
  if (heights.empty()) return;
  std::vector<Point> outline{panel.place(edges.front(), 0)};
  for (std::size_t i = 0; i < heights.size(); ++i) {
    outline.push_back(panel.place(edges[i], heights[i]));
    outline.push_back(panel.place(edges[i + 1], heights[i]));
  }
  outline.push_back(panel.place(edges.back(), 0));
  Canvas& canvas = panel.canvas();
  canvas.clip(panel.plot());
  if (fill) canvas.area(outline, *fill);
  canvas.line(outline, stroke);
  canvas.unclip();
}

void draw_vertical(Panel& panel, double x, const Stroke& stroke) {
  const double at = panel.place_x(x);
  const Box& plot = panel.plot();
  if (at < plot.x - 0.5 || at > plot.right() + 0.5) return;
  panel.canvas().segment({at, plot.y}, {at, plot.bottom()}, stroke);
}

void draw_legend(Panel& panel, std::span<const LegendEntry> entries, Corner corner) {
  double widest = 0;
  for (const LegendEntry& entry : entries) {
    widest = std::max(widest, text_width(entry.name, key_style));
  }
  const double width = key_width + 4 + widest + 8;
  const double height = row_height * static_cast<double>(entries.size()) + 4;
  const Box& plot = panel.plot();
  const bool is_left = corner == Corner::upper_left || corner == Corner::lower_left;
  const bool is_upper = corner == Corner::upper_left || corner == Corner::upper_right;
  const Box box{is_left ? plot.x + 4 : plot.right() - width - 4,
                is_upper ? plot.y + 4 : plot.bottom() - height - 4, width, height};
  Canvas& canvas = panel.canvas();
  canvas.rectangle(box, palette::white.with_opacity(0.85));
  for (std::size_t i = 0; i < entries.size(); ++i) {
    draw_key(canvas, {box.x + 4, box.y + row_height * static_cast<double>(i + 1) - 0.5},
             entries[i]);
  }
}

double draw_legend_line(Canvas& canvas, Point at, std::span<const LegendEntry> entries) {
  double x = at.x;
  for (const LegendEntry& entry : entries) {
    draw_key(canvas, {x, at.y}, entry);
    x += key_width + 4 + text_width(entry.name, key_style) + 12;
  }
  return x - at.x;
}

}  // namespace calo::figures
