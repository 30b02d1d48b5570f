#include "solver.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "options.hpp"
#include "start.hpp"

namespace flow {
namespace {

Problem periodic_box(std::ptrdiff_t side, double viscosity) {
  Problem problem;
  problem.geometry.layout = {.nx = side, .ny = side};
  problem.viscosity = viscosity;
  return problem;
}

/// Decaying vortices of Taylor and Green, an exact solution of the Navier-Stokes equations.
Solver::Initial taylor_green(std::ptrdiff_t side, double velocity) {
  const double k = 2 * std::numbers::pi / static_cast<double>(side);
  return [k, velocity](std::ptrdiff_t x, std::ptrdiff_t y) {
    const double kx = k * static_cast<double>(x);
    const double ky = k * static_cast<double>(y);
    return Moments{
        .excess_density = -0.75 * velocity * velocity * (std::cos(2 * kx) + std::cos(2 * ky)),
        .ux = -velocity * std::cos(kx) * std::sin(ky),
        .uy = velocity * std::sin(kx) * std::cos(ky)};
  };
}

double kinetic_energy(const Solver& solver) {
  const Layout& layout = solver.problem().geometry.layout;
  double sum = 0;
  for (std::ptrdiff_t y = 0; y < layout.ny; ++y) {
    for (std::ptrdiff_t x = 0; x < layout.nx; ++x) {
      const Moments m = solver.moments(x, y);
      sum += 0.5 * (m.ux * m.ux + m.uy * m.uy);
    }
  }
  return sum;
}

TEST(PeriodicBox, ConservesMassToRounding) {
  Solver solver{periodic_box(32, 0.01), 1, taylor_green(32, 0.05)};
  const double mass = solver.mass();
  solver.advance(2000);
  EXPECT_LT(std::abs(solver.mass() / mass - 1), 1e-12);
}

TEST(PeriodicBox, WithAnObstacleConservesMassToRounding) {
  Problem problem = periodic_box(32, 0.02);
  problem.geometry.obstacle = Block{.x = 10, .y = 12, .width = 7, .height = 7};
  Solver solver{problem, 1, taylor_green(32, 0.05)};
  const double mass = solver.mass();
  solver.advance(2000);
  EXPECT_LT(std::abs(solver.mass() / mass - 1), 1e-12);
}

TEST(PeriodicBox, ConservesMomentumToRounding) {
  Solver solver{periodic_box(24, 0.05), 1, [](std::ptrdiff_t, std::ptrdiff_t y) {
                  return Moments{.ux = 0.03 + 0.001 * static_cast<double>(y % 5), .uy = -0.02};
                }};
  const auto momentum = [&] {
    double sum = 0;
    for (std::ptrdiff_t y = 0; y < 24; ++y) {
      for (std::ptrdiff_t x = 0; x < 24; ++x) {
        const Moments m = solver.moments(x, y);
        sum += m.density() * m.ux;
      }
    }
    return sum;
  };
  const double before = momentum();
  solver.advance(500);
  EXPECT_NEAR(momentum() / before, 1, 1e-12);
}

// The energy of the vortices falls as exp(-4 nu k^2 t).
TEST(PeriodicBox, VorticesDecayWithTheViscosity) {
  constexpr std::ptrdiff_t side = 32;
  constexpr double viscosity = 0.02;
  constexpr std::int64_t steps = 500;
  Solver solver{periodic_box(side, viscosity), 1, taylor_green(side, 0.02)};
  const double before = kinetic_energy(solver);
  solver.advance(steps);
  const double k = 2 * std::numbers::pi / static_cast<double>(side);
  const double measured = std::log(before / kinetic_energy(solver)) / static_cast<double>(steps);
  EXPECT_NEAR(measured, 4 * viscosity * k * k, 0.01 * measured);
}

TEST(PeriodicBox, FluidAtRestStaysAtRestExactly) {
  Solver solver{periodic_box(8, 0.1), 1, [](auto, auto) { return Moments{}; }};
  solver.advance(10);
  EXPECT_EQ(kinetic_energy(solver), 0);
  EXPECT_EQ(solver.mass(), 64);
}

// A uniform flow carries the obstacle's drag as momentum lost by the fluid.
TEST(Obstacle, TakesUpTheMomentumThatTheFluidLoses) {
  Problem problem = periodic_box(24, 0.05);
  problem.geometry.obstacle = Block{.x = 8, .y = 9, .width = 5, .height = 5};
  Solver solver{problem, 1, [](auto, auto) { return Moments{.ux = 0.05, .uy = 0.01}; }};
  const auto momentum = [&] {
    Force sum;
    for (std::ptrdiff_t y = 0; y < 24; ++y) {
      for (std::ptrdiff_t x = 0; x < 24; ++x) {
        const Moments m = solver.moments(x, y);
        sum.x += m.density() * m.ux;
        sum.y += m.density() * m.uy;
      }
    }
    return sum;
  };
  const Force before = momentum();
  solver.advance(100);
  const Force after = momentum();
  Force impulse;
  for (const Force& force : solver.forces()) {
    impulse.x += force.x;
    impulse.y += force.y;
  }
  EXPECT_NEAR(impulse.x, before.x - after.x, 1e-11);
  EXPECT_NEAR(impulse.y, before.y - after.y, 1e-11);
}

TEST(Obstacle, InASymmetricFlowHasNoLift) {
  Problem problem = periodic_box(24, 0.05);
  problem.geometry.sides = Sides::no_slip;
  problem.geometry.obstacle = Block{.x = 8, .y = 10, .width = 4, .height = 4};
  Solver solver{problem, 1, [](auto, auto) { return Moments{.ux = 0.05}; }};
  solver.advance(200);
  EXPECT_GT(solver.forces().back().x, 1e-4);
  EXPECT_NEAR(solver.forces().back().y, 0, 1e-14);
}

std::vector<double> everything(int threads) {
  const std::vector<const char*> arguments{"--diameter", "10", "--nx", "100", "--ny", "41"};
  const Options options = *parse_options(arguments);
  Solver solver{options.problem(), threads, disturbed_start(options)};
  solver.advance(61);
  std::vector<double> values;
  for (std::ptrdiff_t y = 0; y < options.ny; ++y) {
    for (std::ptrdiff_t x = 0; x < options.nx; ++x) {
      const Moments m = solver.moments(x, y);
      values.insert(values.end(), {m.excess_density, m.ux, m.uy});
    }
  }
  for (const Force& force : solver.forces()) values.insert(values.end(), {force.x, force.y});
  return values;
}

TEST(Solver, GivesTheSameBitsForAnyNumberOfThreads) {
  const std::vector<double> one = everything(1);
  EXPECT_EQ(one, everything(2));
  EXPECT_EQ(one, everything(3));
  EXPECT_EQ(one, everything(7));
}

TEST(Solver, GivesTheSameBitsHoweverTheStepsAreShared) {
  const std::vector<const char*> arguments{"--diameter", "10", "--nx", "100", "--ny", "40"};
  const Options options = *parse_options(arguments);
  Solver once{options.problem(), 1, disturbed_start(options)};
  Solver often{options.problem(), 1, disturbed_start(options)};
  once.advance(60);
  for (int i = 0; i < 20; ++i) often.advance(3);
  for (std::ptrdiff_t y = 0; y < options.ny; ++y) {
    for (std::ptrdiff_t x = 0; x < options.nx; ++x) {
      ASSERT_EQ(once.moments(x, y).ux, often.moments(x, y).ux);
    }
  }
}

TEST(Solver, TellsWhenTheFlowHasBlownUp) {
  Problem problem = periodic_box(16, 1e-9);
  Solver solver{problem, 1, taylor_green(16, 0.5)};
  EXPECT_TRUE(solver.is_sound());
  solver.advance(500);
  EXPECT_FALSE(solver.is_sound());
}

}  // namespace
}  // namespace flow
