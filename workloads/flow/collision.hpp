#pragma once

#include <cstddef>

#include "grid.hpp"
#include "lattice.hpp"

namespace flow {

/// The two-relaxation-time collision (Ginzburg, Verhaeghe, d'Humieres 2008).
///
/// The even parts of the populations relax with `even`, which sets the viscosity; the odd parts
/// with `odd`, which sets where the halfway bounce-back wall really is. The wall of a Poiseuille
/// flow lies exactly halfway between two cells when the magic product is 3/16.
struct Relaxation {
  double even = 1;
  double odd = 1;
  /// Acceleration along x, cells / step^2, added with the second-order scheme of Guo (2002).
  double acceleration = 0;

  /// Requires: viscosity > 0 (cells^2 / step), magic > 0.
  static constexpr Relaxation from(double viscosity, double magic, double acceleration) {
    const double even_excess = 3 * viscosity;  // 1/omega - 1/2
    return {.even = 1 / (even_excess + 0.5),
            .odd = 1 / (magic / even_excess + 0.5),
            .acceleration = acceleration};
  }
};

/// Relaxes one cell in place.
void collide(Cell& cell, const Relaxation& relaxation);

/// One step for `count` neighbouring cells of a row, from `first` on (see `Layout::at`): each pulls
/// its populations from its neighbours in `from`, collides, and is written to `to`.
///
/// The result for a cell depends on nothing but the populations it pulls: not on `count`, not on
/// the width of the vectors, not on the thread.
void stream_and_collide(const Populations& from, Populations& to, std::ptrdiff_t pitch,
                        std::ptrdiff_t first, std::ptrdiff_t count, const Relaxation& relaxation);

/// The populations that stream into the cell at `at`.
Cell pull(const Populations& from, std::ptrdiff_t pitch, std::ptrdiff_t at);

}  // namespace flow
