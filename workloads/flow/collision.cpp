#include "collision.hpp"

// The row is compiled for wider vectors too and the best is chosen when the program starts. Without
// fused multiply-add (-ffp-contract=off) all of them round alike.
#if defined(FLOW_DISPATCH) && defined(__x86_64__)
#define FLOW_FOR_EACH_VECTOR_WIDTH __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FLOW_FOR_EACH_VECTOR_WIDTH
#endif

namespace flow {
namespace {

/// A pair of opposite populations and what relaxing them needs.
struct Pair {
  double weight;
  double along;  ///< c . u of the first of the two
  double force;  ///< c . F of the first of the two
};

struct Shared {
  double excess_density;
  double density;
  double energy;  ///< 1.5 u . u
  double power;   ///< 3 u . F
};

template <bool forced>
[[gnu::always_inline]] inline void relax(double& g, double& opposite_g, const Pair& pair,
                                         const Shared& s, const Relaxation& r) {
  const double even = 0.5 * (g + opposite_g);
  const double odd = 0.5 * (g - opposite_g);
  const double even_target =
      pair.weight * (s.excess_density + s.density * (4.5 * pair.along * pair.along - s.energy));
  const double odd_target = pair.weight * (s.density * (3 * pair.along));
  double even_change = r.even * (even_target - even);
  double odd_change = r.odd * (odd_target - odd);
  if constexpr (forced) {
    even_change += (1 - 0.5 * r.even) * pair.weight * (9 * pair.along * pair.force - s.power);
    odd_change += (1 - 0.5 * r.odd) * pair.weight * (3 * pair.force);
  }
  g = g + (even_change + odd_change);
  opposite_g = opposite_g + (even_change - odd_change);
}

template <bool forced>
[[gnu::always_inline]] inline void collide_cell(double& g0, double& g1, double& g2, double& g3,
                                                double& g4, double& g5, double& g6, double& g7,
                                                double& g8, const Relaxation& r) {
  const double excess = g0 + ((g1 + g3) + (g2 + g4)) + ((g5 + g7) + (g6 + g8));
  const double density = 1 + excess;
  const double inverse = 1 / density;
  double ux = ((g1 - g3) + ((g5 - g7) - (g6 - g8))) * inverse;
  const double uy = ((g2 - g4) + ((g5 - g7) + (g6 - g8))) * inverse;
  double force = 0;
  if constexpr (forced) {
    ux += 0.5 * r.acceleration;
    force = density * r.acceleration;
  }
  const Shared s{excess, density, 1.5 * (ux * ux + uy * uy), 3 * ux * force};
  double rest_change = r.even * (weight_rest * (excess - density * s.energy) - g0);
  if constexpr (forced) rest_change -= (1 - 0.5 * r.even) * weight_rest * s.power;
  g0 = g0 + rest_change;
  relax<forced>(g1, g3, {weight_axis, ux, force}, s, r);
  relax<forced>(g2, g4, {weight_axis, uy, 0}, s, r);
  relax<forced>(g5, g7, {weight_diagonal, ux + uy, force}, s, r);
  relax<forced>(g6, g8, {weight_diagonal, uy - ux, -force}, s, r);
}

/// The same loop for both kinds of row; inlined into each vector width.
template <bool forced>
[[gnu::always_inline]] inline void row(const double* const* from, double* const* to,
                                       std::ptrdiff_t count, const Relaxation& relaxation) {
  const Relaxation r = relaxation;
  const double* __restrict f0 = from[0], * __restrict f1 = from[1], * __restrict f2 = from[2], * __restrict f3 = from[3], * __restrict f4 = from[4], * __restrict f5 = from[5], * __restrict f6 = from[6], * __restrict f7 = from[7], * __restrict f8 = from[8];
  double* __restrict t0 = to[0], * __restrict t1 = to[1], * __restrict t2 = to[2], * __restrict t3 = to[3], * __restrict t4 = to[4], * __restrict t5 = to[5], * __restrict t6 = to[6], * __restrict t7 = to[7], * __restrict t8 = to[8];
#pragma omp simd
  for (std::ptrdiff_t x = 0; x < count; ++x) {
    double g0 = f0[x], g1 = f1[x], g2 = f2[x], g3 = f3[x], g4 = f4[x];
    double g5 = f5[x], g6 = f6[x], g7 = f7[x], g8 = f8[x];
    collide_cell<forced>(g0, g1, g2, g3, g4, g5, g6, g7, g8, r);
    t0[x] = g0, t1[x] = g1, t2[x] = g2, t3[x] = g3, t4[x] = g4;
    t5[x] = g5, t6[x] = g6, t7[x] = g7, t8[x] = g8;
  }
}

FLOW_FOR_EACH_VECTOR_WIDTH
void free_row(const double* const* from, double* const* to, std::ptrdiff_t count,
              const Relaxation& relaxation) {
  row<false>(from, to, count, relaxation);
}

FLOW_FOR_EACH_VECTOR_WIDTH
void forced_row(const double* const* from, double* const* to, std::ptrdiff_t count,
                const Relaxation& relaxation) {
  row<true>(from, to, count, relaxation);
}

std::ptrdiff_t upstream(std::size_t i, std::ptrdiff_t pitch) {
  return -(velocity_y[i] * pitch + velocity_x[i]);
}

}  // namespace

void collide(Cell& g, const Relaxation& relaxation) {
  if (relaxation.acceleration != 0) {
    collide_cell<true>(g[0], g[1], g[2], g[3], g[4], g[5], g[6], g[7], g[8], relaxation);
  } else {
    collide_cell<false>(g[0], g[1], g[2], g[3], g[4], g[5], g[6], g[7], g[8], relaxation);
  }
}

void stream_and_collide(const Populations& from, Populations& to, std::ptrdiff_t pitch,
                        std::ptrdiff_t first, std::ptrdiff_t count, const Relaxation& relaxation) {
  std::array<const double*, velocities> source{};
  std::array<double*, velocities> target{};
  for (std::size_t i = 0; i < velocities; ++i) {
    source[i] = from.plane(i) + first + upstream(i, pitch);
    target[i] = to.plane(i) + first;
  }
  if (relaxation.acceleration != 0) {
    forced_row(source.data(), target.data(), count, relaxation);
  } else {
    free_row(source.data(), target.data(), count, relaxation);
  }
}

Cell pull(const Populations& from, std::ptrdiff_t pitch, std::ptrdiff_t at) {
  Cell g{};
  for (std::size_t i = 0; i < velocities; ++i) g[i] = from.plane(i)[at + upstream(i, pitch)];
  return g;
}

}  // namespace flow
