#include "observables.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace flow {
namespace {

constexpr ForceScale scale{.velocity = 0.1, .diameter = 20, .steps_per_sample = 2};
// A coefficient of one is a force of 1/2 0.01 20.
constexpr double unit_force = 0.1;

/// Lift of the given period in samples and amplitude of its coefficient; drag twice as fast,
/// about 1.4.
std::vector<Force> wake(std::size_t samples, double period, double amplitude) {
  std::vector<Force> forces;
  for (std::size_t i = 0; i < samples; ++i) {
    const double phase = 2 * std::numbers::pi * static_cast<double>(i) / period;
    forces.push_back({.x = unit_force * (1.4 + 0.1 * std::cos(2 * phase)),
                      .y = unit_force * (0.3 + amplitude * std::sin(phase))});
  }
  return forces;
}

TEST(Shedding, FindsPeriodDragAndLiftOfAKnownSignal) {
  const auto found = shedding(wake(10000, 714.3, 0.2), scale);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->strouhal.mean, 20 / (0.1 * 2 * 714.3), 1e-6);
  EXPECT_LT(found->strouhal.deviation, 1e-5);
  EXPECT_NEAR(found->drag.mean, 1.4, 1e-4);
  EXPECT_NEAR(found->lift_rms, 0.2 / std::numbers::sqrt2, 0.01);
  EXPECT_TRUE(found->is_settled);
}

TEST(Shedding, IsEmptyForFewerThanThreePeriods) {
  EXPECT_FALSE(shedding(wake(1000, 200, 0.2), scale));
  EXPECT_TRUE(shedding(wake(2000, 200, 0.2), scale));
}

TEST(Shedding, IsEmptyForALiftTooSmallToBeShedding) {
  EXPECT_FALSE(shedding(wake(10000, 714.3, 1e-4), scale));
}

TEST(Shedding, IsEmptyWithoutSamples) {
  EXPECT_FALSE(shedding({}, scale));
}

TEST(Shedding, IsNotSettledWhileThePeriodChanges) {
  std::vector<Force> forces = wake(5000, 500, 0.2);
  const std::vector<Force> slower = wake(2500, 400, 0.2);
  forces.insert(forces.end(), slower.begin(), slower.end());
  const auto found = shedding(forces, scale);
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->is_settled);
}

TEST(MeanDrag, IgnoresTheFirstHalfAndMeasuresTheDrift) {
  std::vector<Force> forces(100, Force{.x = 99, .y = 0});
  for (std::size_t i = 50; i < 75; ++i) forces[i].x = 1.0 * unit_force;
  for (std::size_t i = 75; i < 100; ++i) forces[i].x = 1.2 * unit_force;
  EXPECT_NEAR(mean_drag(forces, scale).mean, 1.1, 1e-12);
  EXPECT_NEAR(mean_drag(forces, scale).deviation, 0.1, 1e-12);
}

}  // namespace
}  // namespace flow
