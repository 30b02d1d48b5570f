#include "collision.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace flow {
namespace {

double small(int value) {
  return 1e-4 * static_cast<double>(value % 1000) / 1000;
}

RC_GTEST_PROP(Collide, ConservesMassAndMomentum, (std::array<int, 9> values)) {
  Cell before{};
  for (std::size_t i = 0; i < velocities; ++i) before[i] = small(values[i]);
  Cell after = before;
  collide(after, Relaxation::from(0.03, 3.0 / 16, 0));
  const Moments b = moments_of(before), a = moments_of(after);
  RC_ASSERT(std::abs(a.excess_density - b.excess_density) < 1e-17);
  RC_ASSERT(std::abs(a.ux - b.ux) < 1e-17);
  RC_ASSERT(std::abs(a.uy - b.uy) < 1e-17);
}

TEST(Collide, LeavesAnEquilibriumAlone) {
  const Cell before = equilibrium({.excess_density = 0.02, .ux = 0.1, .uy = -0.05});
  Cell after = before;
  collide(after, Relaxation::from(0.01, 0.25, 0));
  for (std::size_t i = 0; i < velocities; ++i) EXPECT_NEAR(after[i], before[i], 1e-16);
}

TEST(Collide, AddsTheWholeForceToTheMomentum) {
  Cell g = equilibrium({.excess_density = 0.02, .ux = 0.1, .uy = -0.05});
  const Moments before = moments_of(g);
  collide(g, Relaxation::from(0.01, 0.25, 1e-3));
  const Moments after = moments_of(g);
  EXPECT_NEAR(after.excess_density, before.excess_density, 1e-16);
  EXPECT_NEAR(after.ux - before.ux, 1e-3, 1e-16);
  EXPECT_NEAR(after.uy, before.uy, 1e-16);
}

// The vectorised row, its remainder and a single cell must round alike: results then depend neither
// on where a row is cut nor on the processor.
RC_GTEST_PROP(StreamAndCollide, RoundsAsASingleCellDoes, (std::vector<int> values)) {
  const Layout layout{.nx = 37, .ny = 3};
  Populations from{layout}, to{layout};
  for (std::size_t i = 0; i < velocities; ++i) {
    for (std::ptrdiff_t at = 0; at < layout.plane(); ++at) {
      const auto n = static_cast<std::size_t>(at) * velocities + i;
      const int random = values.empty() ? 0 : values[n % values.size()];
      from.plane(i)[at] = small(random + static_cast<int>(n % 89));
    }
  }
  for (const double acceleration : {0.0, 1e-5}) {
    const Relaxation relaxation = Relaxation::from(0.02, 3.0 / 16, acceleration);
    stream_and_collide(from, to, layout.pitch(), layout.at(0, 1), layout.nx, relaxation);
    for (std::ptrdiff_t x = 0; x < layout.nx; ++x) {
      Cell expected = pull(from, layout.pitch(), layout.at(x, 1));
      collide(expected, relaxation);
      RC_ASSERT(to.cell(layout.at(x, 1)) == expected);
    }
  }
}

TEST(Relaxation, FollowsFromViscosityAndMagicProduct) {
  const Relaxation r = Relaxation::from(0.02, 3.0 / 16, 0);
  EXPECT_NEAR((1 / r.even - 0.5) / 3, 0.02, 1e-15);
  EXPECT_NEAR((1 / r.even - 0.5) * (1 / r.odd - 0.5), 3.0 / 16, 1e-13);
}

}  // namespace
}  // namespace flow
