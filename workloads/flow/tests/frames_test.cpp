#include "frames.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace flow {
namespace {

/// A periodic box whose x-velocity is 0.001 (x + 10 y), at the first step.
Solver ramp(std::ptrdiff_t nx, std::ptrdiff_t ny, std::optional<Block> obstacle = std::nullopt) {
  Problem problem;
  problem.geometry.layout = {.nx = nx, .ny = ny};
  problem.geometry.obstacle = obstacle;
  problem.viscosity = 0.1;
  return Solver{problem, 1, [](std::ptrdiff_t x, std::ptrdiff_t y) {
                  return Moments{.ux = 0.001 * static_cast<double>(x + 10 * y)};
                }};
}

std::vector<double> sample(const Solver& solver, const Window& window, const FrameSize& size) {
  std::vector<double> frame;
  FrameSampler{window, size, solver.problem().geometry.layout}.append(solver, frame);
  return frame;
}

TEST(FrameSampler, CopiesCellsWhenPixelsAreCells) {
  const Solver solver = ramp(6, 4);
  const auto frame = sample(solver, {.x = 1, .y = 1, .width = 3, .height = 2}, {2, 3});
  const std::vector<double> expected{0.011, 0.012, 0.013, 0.021, 0.022, 0.023};
  ASSERT_EQ(frame.size(), expected.size());
  for (std::size_t i = 0; i < frame.size(); ++i) EXPECT_NEAR(frame[i], expected[i], 1e-15);
}

TEST(FrameSampler, AveragesWholeBlocks) {
  const Solver solver = ramp(6, 4);
  const auto frame = sample(solver, {.x = 0, .y = 0, .width = 6, .height = 4}, {1, 2});
  EXPECT_NEAR(frame[0], 0.016, 1e-15);
  EXPECT_NEAR(frame[1], 0.019, 1e-15);
}

TEST(FrameSampler, WeighsPartsOfCellsByTheirArea) {
  const Solver solver = ramp(6, 4);
  const auto frame = sample(solver, {.x = 0.5, .y = 0, .width = 2, .height = 1}, {1, 1});
  EXPECT_NEAR(frame[0], 0.001 * (0.5 * 0 + 1 + 0.5 * 2) / 2, 1e-15);
}

TEST(FrameSampler, KeepsTheMeanWhateverTheNumberOfPixels) {
  const Solver solver = ramp(12, 9);
  const Window all{.x = 0, .y = 0, .width = 12, .height = 9};
  const double mean = sample(solver, all, {1, 1})[0];
  for (const FrameSize size : {FrameSize{3, 5}, FrameSize{7, 7}, FrameSize{50, 31}}) {
    const auto frame = sample(solver, all, size);
    ASSERT_EQ(frame.size(), size.rows * size.columns);
    EXPECT_NEAR(
        std::accumulate(frame.begin(), frame.end(), 0.0) / static_cast<double>(frame.size()), mean,
        1e-13);
  }
}

TEST(FrameSampler, ShowsTheObstacleAtRest) {
  const Solver solver = ramp(6, 6, Block{.x = 2, .y = 2, .width = 2, .height = 2});
  const auto frame = sample(solver, {.x = 2, .y = 2, .width = 2, .height = 2}, {4, 4});
  for (const double value : frame) EXPECT_EQ(value, 0);
}

TEST(WindowAround, HasSquarePixelsAndStaysInTheChannel) {
  const Layout layout{.nx = 200, .ny = 80};
  const Block obstacle{.x = 45, .y = 35, .width = 10, .height = 10};
  for (const FrameSize size : {FrameSize{50, 50}, FrameSize{10, 400}, FrameSize{400, 10}}) {
    const Window window = window_around(obstacle, layout, size);
    EXPECT_NEAR(window.width / static_cast<double>(size.columns),
                window.height / static_cast<double>(size.rows), 1e-12);
    EXPECT_GE(window.x, 0);
    EXPECT_GE(window.y, -1e-12);
    EXPECT_LE(window.x + window.width, 200 + 1e-9);
    EXPECT_LE(window.y + window.height, 80 + 1e-9);
  }
}

}  // namespace
}  // namespace flow
