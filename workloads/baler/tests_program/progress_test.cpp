#include "progress.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace baler {
namespace {

using std::chrono::milliseconds;

TEST(ProgressLine, SaysEpochLossRateSpeedAndTimeLeft) {
  const Epoch epoch{.number = 250,
                    .of = 1000,
                    .training_loss = 3.2e-4,
                    .validation_loss = 3.2e-4,
                    .learning_rate = 1e-3};
  EXPECT_EQ(progress_line(epoch, 2.0, std::nullopt),
            "epoch 250/1000  loss 3.200e-04  lr 1.0e-03  125 epochs/s  6.00 s left");
  EXPECT_EQ(progress_line(epoch, 2.0, 18.2),
            "epoch 250/1000  loss 3.200e-04  lr 1.0e-03  125 epochs/s  6.00 s left  18.2 J");
}

TEST(ProgressLine, ShowsTheValidationLossWhereThereIsOne) {
  const Epoch epoch{
      .number = 1, .of = 2, .training_loss = 1, .validation_loss = 2, .learning_rate = 1e-3};
  EXPECT_EQ(progress_line(epoch, 0, std::nullopt),
            "epoch 1/2  loss 1.000e+00  validation 2.000e+00  lr 1.0e-03");
}

TEST(Bar, IsFilledUpToTheShare) {
  EXPECT_EQ(bar(0, 4), "[....]");
  EXPECT_EQ(bar(0.5, 4), "[##..]");
  EXPECT_EQ(bar(1, 4), "[####]");
  EXPECT_EQ(bar(7, 4), "[####]");
}

TEST(Pace, WithoutATerminalShowsEachTenthAndTheEnd) {
  Pace pace{false};
  std::vector<std::int64_t> shown;
  for (std::int64_t done = 1; done <= 1000; ++done) {
    if (pace.is_due(done, 1000, ProgressClock::time_point{})) shown.push_back(done);
  }
  EXPECT_EQ(shown, (std::vector<std::int64_t>{100, 200, 300, 400, 500, 600, 700, 800, 900, 1000}));
}

TEST(Pace, WithFewStepsShowsEach) {
  Pace pace{false};
  for (std::int64_t done = 1; done <= 3; ++done) {
    EXPECT_TRUE(pace.is_due(done, 3, ProgressClock::time_point{}));
  }
}

TEST(Pace, OnATerminalWaitsAFifthOfASecondExceptAtTheEnd) {
  Pace pace{true};
  const ProgressClock::time_point start{};
  EXPECT_TRUE(pace.is_due(1, 100, start));
  EXPECT_FALSE(pace.is_due(2, 100, start + milliseconds{199}));
  EXPECT_TRUE(pace.is_due(3, 100, start + milliseconds{200}));
  EXPECT_TRUE(pace.is_due(100, 100, start + milliseconds{201}));
}

}  // namespace
}  // namespace baler
