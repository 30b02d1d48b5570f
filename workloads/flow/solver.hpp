#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "boundary.hpp"
#include "collision.hpp"
#include "grid.hpp"

namespace flow {

/// One flow problem, in lattice units (`lattice.hpp`).
struct Problem {
  Geometry geometry;
  double viscosity = 0;               ///< cells^2 / step, > 0
  double magic = 3.0 / 16;            ///< see `Relaxation`
  double peak_velocity = 0;           ///< of the parabolic inflow; only with open ends
  double acceleration = 0;            ///< body force along x, cells / step^2
  std::int64_t steps_per_sample = 1;  ///< force samples are means over so many steps
};

/// Force on the obstacle: mean over one sampling interval. Density x cells^2 / step^2, per unit
/// depth.
struct Force {
  double x = 0;
  double y = 0;
};

/// The velocity of a parabolic channel flow in row `y` of `ny` rows between walls.
double parabola(double peak, std::ptrdiff_t y, std::ptrdiff_t ny);

/// Solves the flow of a weakly compressible fluid by the lattice Boltzmann method.
///
/// Rows are shared out among the threads in equal parts. Every result, to the last bit, is
/// independent of the number of threads. Throws std::bad_alloc if there is no memory.
class Solver {
 public:
  using Initial = std::function<Moments(std::ptrdiff_t x, std::ptrdiff_t y)>;

  /// `threads` of 0 leaves the number to OpenMP (OMP_NUM_THREADS, else all cores).
  Solver(const Problem& problem, int threads, const Initial& initial);

  void advance(std::int64_t steps);

  [[nodiscard]] std::int64_t steps() const { return steps_; }
  [[nodiscard]] const Problem& problem() const { return problem_; }
  /// Cells that hold fluid.
  [[nodiscard]] std::int64_t fluid_cells() const { return fluid_cells_; }
  /// Requires: 0 <= x < nx, 0 <= y < ny. The obstacle is at rest.
  [[nodiscard]] Moments moments(std::ptrdiff_t x, std::ptrdiff_t y) const;
  /// Sum of the densities of all fluid cells.
  [[nodiscard]] double mass() const;
  /// One element for each full sampling interval since the start.
  [[nodiscard]] const std::vector<Force>& forces() const { return forces_; }
  /// False once velocities have grown past what the method can represent.
  [[nodiscard]] bool is_sound() const;

 private:
  void step_row(std::ptrdiff_t y, const Populations& from, Populations& to);
  void step_inflow(std::ptrdiff_t y, const Populations& from, Populations& to) const;
  void step_outflow(std::ptrdiff_t y, const Populations& from, Populations& to);
  void copy_obstacle_links(Populations& from);
  [[nodiscard]] bool is_solid(std::ptrdiff_t x, std::ptrdiff_t y) const;

  Problem problem_;
  Relaxation relaxation_;
  int threads_;
  Links links_;
  std::vector<std::vector<Span>> spans_;  ///< of each row
  std::vector<Moments> outflow_;          ///< of each row, at x = nx - 1
  Populations even_;                      ///< after an even number of steps
  Populations odd_;                       ///< after an odd number of steps
  std::int64_t steps_ = 0;
  std::int64_t fluid_cells_ = 0;
  std::int64_t steps_in_sample_ = 0;
  Force force_sum_;
  std::vector<Force> forces_;
};

}  // namespace flow
