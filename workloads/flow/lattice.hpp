#pragma once

#include <array>
#include <cstddef>

/// The D2Q9 lattice: nine velocities on a square grid (Qian, d'Humieres, Lallemand 1992).
///
/// Every quantity of the solver is in lattice units: lengths in cells, times in steps, velocities
/// in cells per step, and the density of the fluid at rest is 1.
///
/// Populations are stored as the deviation from rest, g_i = f_i - w_i. Near rest the g_i are a
/// thousand times smaller than the f_i, so they keep three more decimal digits (Skordos 1993).
namespace flow {

inline constexpr std::size_t velocities = 9;

///   6 2 5
///   3 0 1      direction 0 is rest; y points up
///   7 4 8
inline constexpr std::array<int, velocities> velocity_x{0, 1, 0, -1, 0, 1, -1, -1, 1};
inline constexpr std::array<int, velocities> velocity_y{0, 0, 1, 0, -1, 1, 1, -1, -1};
inline constexpr std::array<std::size_t, velocities> opposite{0, 3, 4, 1, 2, 7, 8, 5, 6};
inline constexpr double weight_rest = 4.0 / 9, weight_axis = 1.0 / 9, weight_diagonal = 1.0 / 36;
inline constexpr std::array<double, velocities> weight{
    weight_rest,     weight_axis,     weight_axis,     weight_axis,    weight_axis,
    weight_diagonal, weight_diagonal, weight_diagonal, weight_diagonal};

/// Square of the speed of sound, (cells / step)^2.
inline constexpr double sound_speed_squared = 1.0 / 3;

/// The nine populations of one cell, each less its weight.
using Cell = std::array<double, velocities>;

/// What a cell carries: density less one, and velocity.
struct Moments {
  double excess_density = 0;
  double ux = 0;
  double uy = 0;

  [[nodiscard]] constexpr double density() const { return 1 + excess_density; }
};

/// Density and velocity of a cell without body force.
constexpr Moments moments_of(const Cell& g) {
  const double excess = g[0] + ((g[1] + g[3]) + (g[2] + g[4])) + ((g[5] + g[7]) + (g[6] + g[8]));
  const double inverse = 1 / (1 + excess);
  return {.excess_density = excess,
          .ux = ((g[1] - g[3]) + ((g[5] - g[7]) - (g[6] - g[8]))) * inverse,
          .uy = ((g[2] - g[4]) + ((g[5] - g[7]) + (g[6] - g[8]))) * inverse};
}

/// The second-order equilibrium in direction `i`, less its weight.
constexpr double equilibrium(std::size_t i, const Moments& m) {
  const double cu = velocity_x[i] * m.ux + velocity_y[i] * m.uy;
  const double uu = m.ux * m.ux + m.uy * m.uy;
  return weight[i] * (m.excess_density + m.density() * (3 * cu + 4.5 * cu * cu - 1.5 * uu));
}

constexpr Cell equilibrium(const Moments& m) {
  Cell g{};
  for (std::size_t i = 0; i < velocities; ++i) g[i] = equilibrium(i, m);
  return g;
}

}  // namespace flow
