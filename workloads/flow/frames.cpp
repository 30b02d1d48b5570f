#include "frames.hpp"

#include <algorithm>
#include <cmath>

namespace flow {

Window window_around(const Block& obstacle, const Layout& layout, const FrameSize& size) {
  const auto nx = static_cast<double>(layout.nx);
  const auto ny = static_cast<double>(layout.ny);
  const double aspect = static_cast<double>(size.columns) / static_cast<double>(size.rows);
  const double x =
      std::max(0.0, static_cast<double>(obstacle.x) - 1.6 * static_cast<double>(obstacle.height));
  const double width = std::min(ny * aspect, nx - x);
  const double height = width / aspect;
  return {.x = x, .y = 0.5 * (ny - height), .width = width, .height = height};
}

FrameSampler::FrameSampler(const Window& window, const FrameSize& size, const Layout& layout)
    : rows_{pixels(window.y, window.height, size.rows, layout.ny)},
      columns_{pixels(window.x, window.width, size.columns, layout.nx)} {}

std::vector<FrameSampler::Pixel> FrameSampler::pixels(double start, double length,
                                                      std::size_t count, std::ptrdiff_t cells) {
  const double step = length / static_cast<double>(count);
  std::vector<Pixel> result(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double from = start + static_cast<double>(i) * step;
    const double to = from + step;
    const auto first =
        std::clamp(static_cast<std::ptrdiff_t>(std::floor(from)), std::ptrdiff_t{0}, cells - 1);
    double total = 0;
    for (std::ptrdiff_t cell = first; cell < cells; ++cell) {
      const auto left = static_cast<double>(cell);
      const double shared = std::min(to, left + 1) - std::max(from, left);
      if (left >= to) break;
      // Rounding can leave a sliver of a cell that the pixel only touches.
      if (shared <= 1e-9 * step) continue;
      result[i].push_back({.cell = cell, .weight = shared});
      total += shared;
    }
    for (Share& share : result[i]) share.weight /= total;
  }
  return result;
}

void FrameSampler::append(const Solver& solver, std::vector<double>& frames) const {
  for (const Pixel& row : rows_) {
    for (const Pixel& column : columns_) {
      double mean = 0;
      for (const Share& y : row) {
        for (const Share& x : column)
          mean += y.weight * x.weight * solver.moments(x.cell, y.cell).ux;
      }
      frames.push_back(mean);
    }
  }
}

}  // namespace flow
