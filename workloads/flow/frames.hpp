#pragma once

#include <cstddef>
#include <vector>

#include "solver.hpp"

namespace flow {

/// A rectangle of the channel in cells, not necessarily whole ones; x = 0 is the left edge of the
/// first cell.
struct Window {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

/// Pixels of a frame.
struct FrameSize {
  std::size_t rows = 0;
  std::size_t columns = 0;
};

/// The part of the channel that frames show: it begins 1.6 sides upstream of the obstacle and is as
/// high as the channel, or as high as lets it end within the channel with square pixels.
Window window_around(const Block& obstacle, const Layout& layout, const FrameSize& size);

/// Averages the x-velocity over the pixels of `window`, each pixel weighting cells by the area it
/// shares with them; the obstacle counts with velocity zero. Cells per step.
class FrameSampler {
 public:
  FrameSampler(const Window& window, const FrameSize& size, const Layout& layout);

  /// Appends `rows` x `columns` velocities in C order. Row 0 is the lowest in y, column 0 the first
  /// in x.
  void append(const Solver& solver, std::vector<double>& frames) const;

 private:
  struct Share {
    std::ptrdiff_t cell = 0;
    double weight = 0;
  };
  using Pixel = std::vector<Share>;  ///< shares of the cells along one axis; they add up to one
  static std::vector<Pixel> pixels(double start, double length, std::size_t count,
                                   std::ptrdiff_t cells);

  std::vector<Pixel> rows_;
  std::vector<Pixel> columns_;
};

}  // namespace flow
