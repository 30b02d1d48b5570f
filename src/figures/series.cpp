#include "figures/series.hpp"

#include <algorithm>
#include <cmath>

#include "base/expect.hpp"

namespace calo::figures {
namespace {

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
  // A curve does not come from zero, and does not end there; the outline of an area does.
  const std::span<const Point> all{outline};
  canvas.line(fill ? all : all.subspan(1, all.size() - 2), stroke);
  canvas.unclip();
}

void draw_vertical(Panel& panel, double x, const Stroke& stroke) {
  const double at = panel.place_x(x);
  const Box& plot = panel.plot();
  if (at < plot.x - 0.5 || at > plot.right() + 0.5) return;
  panel.canvas().segment({at, plot.y}, {at, plot.bottom()}, stroke);
}

}  // namespace calo::figures
