#pragma once

#include <array>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>

#include "lattice.hpp"

namespace flow {

/// Where cells lie in memory: rows of cells with one ghost cell around the domain.
///
/// A cell (x, y) with 0 <= x < nx and 0 <= y < ny is fluid or obstacle; x = -1, x = nx, y = -1 and
/// y = ny are ghosts. Rows begin on a cache line.
struct Layout {
  std::ptrdiff_t nx = 0;
  std::ptrdiff_t ny = 0;

  /// Doubles to the left of x = 0; the last of them is the ghost cell.
  static constexpr std::ptrdiff_t margin = 8;

  [[nodiscard]] constexpr std::ptrdiff_t pitch() const { return (margin + nx + 1 + 7) / 8 * 8; }
  [[nodiscard]] constexpr std::ptrdiff_t at(std::ptrdiff_t x, std::ptrdiff_t y) const {
    return (y + 1) * pitch() + margin + x;
  }
  /// Doubles from one velocity's plane to the next. The odd number of cache lines keeps the nine
  /// planes out of each other's cache sets when nx and ny are powers of two.
  [[nodiscard]] constexpr std::ptrdiff_t plane() const {
    const std::ptrdiff_t lines = (ny + 2) * pitch() / 8;
    return ((lines | 1) + 8) * 8;
  }
  [[nodiscard]] constexpr std::size_t bytes() const {
    return static_cast<std::size_t>(plane()) * velocities * sizeof(double);
  }
};

/// The populations of all cells, one plane for each velocity (structure of arrays).
///
/// The memory is not touched here: the thread that works on a row writes it first, so that its
/// pages are near that thread on machines with several memory nodes.
class Populations {
 public:
  explicit Populations(const Layout& layout)
      : layout_{layout}, memory_{static_cast<double*>(std::aligned_alloc(64, layout.bytes()))} {
    if (!memory_) throw std::bad_alloc{};
  }

  [[nodiscard]] double* plane(std::size_t i) {
    return memory_.get() + static_cast<std::ptrdiff_t>(i) * layout_.plane();
  }
  [[nodiscard]] const double* plane(std::size_t i) const {
    return memory_.get() + static_cast<std::ptrdiff_t>(i) * layout_.plane();
  }

  /// Index of direction `i` of the cell at `cell` (see `Layout::at`), from `plane(0)`.
  [[nodiscard]] std::ptrdiff_t slot(std::size_t i, std::ptrdiff_t cell) const {
    return static_cast<std::ptrdiff_t>(i) * layout_.plane() + cell;
  }
  [[nodiscard]] double& operator[](std::ptrdiff_t slot) { return memory_.get()[slot]; }
  [[nodiscard]] double operator[](std::ptrdiff_t slot) const { return memory_.get()[slot]; }

  [[nodiscard]] Cell cell(std::ptrdiff_t at) const {
    Cell g{};
    for (std::size_t i = 0; i < velocities; ++i) g[i] = plane(i)[at];
    return g;
  }
  void set(std::ptrdiff_t at, const Cell& g) {
    for (std::size_t i = 0; i < velocities; ++i) plane(i)[at] = g[i];
  }

 private:
  struct Free {
    void operator()(double* memory) const { std::free(memory); }
  };
  Layout layout_;
  std::unique_ptr<double, Free> memory_;
};

}  // namespace flow
