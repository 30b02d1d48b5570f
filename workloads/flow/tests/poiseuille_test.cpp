#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "solver.hpp"

namespace flow {
namespace {

constexpr double viscosity = 0.1;

/// Largest error of the velocity, relative to the peak, of a flow driven by a uniform body force
/// between two walls, once it is steady.
double error_of_driven_channel(std::ptrdiff_t ny, double magic) {
  const double peak = 0.05 / static_cast<double>(ny);
  const auto height = static_cast<double>(ny);
  Problem problem;
  problem.geometry = {.layout = {.nx = 4, .ny = ny},
                      .ends = Ends::periodic,
                      .sides = Sides::no_slip,
                      .obstacle = std::nullopt};
  problem.viscosity = viscosity;
  problem.magic = magic;
  problem.acceleration = 8 * viscosity * peak / (height * height);
  Solver solver{problem, 1, [&](std::ptrdiff_t, std::ptrdiff_t y) {
                  return Moments{.ux = parabola(peak, y, ny)};
                }};
  // The slowest disturbance decays as exp(-viscosity pi^2 t / ny^2): by 1e-13 in this time.
  solver.advance(static_cast<std::int64_t>(3.1 * height * height / viscosity));
  double worst = 0;
  for (std::ptrdiff_t y = 0; y < ny; ++y) {
    worst = std::max(worst, std::abs(solver.moments(2, y).ux / parabola(peak, y, ny) - 1) *
                                parabola(peak, y, ny) / peak);
  }
  return worst;
}

// Ginzburg, d'Humieres 2003: at this product the wall is exactly halfway and the parabola is exact.
TEST(DrivenChannel, IsExactAtTheMagicProductOfThreeSixteenths) {
  EXPECT_LT(error_of_driven_channel(9, 3.0 / 16), 1e-10);
  EXPECT_LT(error_of_driven_channel(16, 3.0 / 16), 1e-10);
}

TEST(DrivenChannel, ConvergesWithSecondOrderElsewhere) {
  const double coarse = error_of_driven_channel(8, 0.5);
  const double middle = error_of_driven_channel(16, 0.5);
  const double fine = error_of_driven_channel(32, 0.5);
  EXPECT_NEAR(std::log2(coarse / middle), 2, 0.05);
  EXPECT_NEAR(std::log2(middle / fine), 2, 0.05);
}

/// Largest error of the velocity, relative to the peak, in the middle of a channel with inflow and
/// outflow.
double error_of_open_channel(std::ptrdiff_t ny) {
  const double peak = 0.4 / static_cast<double>(ny);
  Problem problem;
  problem.geometry = {.layout = {.nx = 3 * ny, .ny = ny},
                      .ends = Ends::inflow_outflow,
                      .sides = Sides::no_slip,
                      .obstacle = std::nullopt};
  problem.viscosity = viscosity;
  problem.peak_velocity = peak;
  Solver solver{problem, 1, [&](std::ptrdiff_t, std::ptrdiff_t y) {
                  return Moments{.ux = parabola(peak, y, ny)};
                }};
  solver.advance(ny * ny * 60);
  double worst = 0;
  for (std::ptrdiff_t y = 0; y < ny; ++y) {
    const double ux = solver.moments(3 * ny / 2, y).ux;
    worst = std::max(worst, std::abs(ux - parabola(peak, y, ny)) / peak);
  }
  return worst;
}

TEST(OpenChannel, KeepsTheParabolaOfTheInflow) {
  EXPECT_LT(error_of_open_channel(16), 0.01);
}

TEST(OpenChannel, ApproachesTheParabolaWithTheResolution) {
  EXPECT_LT(error_of_open_channel(16), error_of_open_channel(8) / 3);
}

TEST(OpenChannel, KeepsItsMassWithinTheViscousPressureDrop) {
  constexpr std::ptrdiff_t ny = 20;
  constexpr double peak = 0.05;
  Problem problem;
  problem.geometry = {.layout = {.nx = 60, .ny = ny},
                      .ends = Ends::inflow_outflow,
                      .sides = Sides::no_slip,
                      .obstacle = std::nullopt};
  problem.viscosity = viscosity;
  problem.peak_velocity = peak;
  Solver solver{problem, 1, [](std::ptrdiff_t, std::ptrdiff_t y) {
                  return Moments{.ux = parabola(peak, y, ny)};
                }};
  const double mass = solver.mass();
  solver.advance(20000);
  const double drop = 24 * viscosity * peak * 60 / (ny * ny);  // of density, inflow to outflow
  EXPECT_NEAR(solver.mass() / mass - 1, drop / 2, 0.1 * drop);
}

}  // namespace
}  // namespace flow
