#include "schedule.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace baler {
namespace {

TEST(PlateauSchedule, HalvesTheRateWhenPatienceIsExceeded) {
  PlateauSchedule schedule{0.001, 2};
  for (const double loss : {1.0, 1.0, 1.0}) schedule.observe(loss);
  EXPECT_EQ(schedule.learning_rate(), 0.001);
  schedule.observe(1.0);
  EXPECT_EQ(schedule.learning_rate(), 0.0005);
}

TEST(PlateauSchedule, TakesATinyImprovementForNone) {
  PlateauSchedule schedule{0.001, 0};
  schedule.observe(1.0);
  schedule.observe(0.99995);
  EXPECT_EQ(schedule.learning_rate(), 0.0005);
  schedule.observe(0.9);
  EXPECT_EQ(schedule.learning_rate(), 0.0005);
}

TEST(PlateauSchedule, NeverGoesBelowTheSmallestRate) {
  PlateauSchedule schedule{0.001, 0};
  for (int epoch = 0; epoch < 100; ++epoch) schedule.observe(1.0);
  EXPECT_EQ(schedule.learning_rate(), 1e-6);
}

TEST(EarlyStopping, StopsAfterPatienceBadEpochs) {
  EarlyStopping stopping{2, 0.1};
  EXPECT_FALSE(stopping.observe(1.0));
  EXPECT_FALSE(stopping.observe(0.95));
  EXPECT_TRUE(stopping.observe(0.95));
}

TEST(EarlyStopping, BeginsToCountAnewAfterAnImprovement) {
  EarlyStopping stopping{2, 0};
  EXPECT_FALSE(stopping.observe(1.0));
  EXPECT_FALSE(stopping.observe(2.0));
  EXPECT_FALSE(stopping.observe(0.5));
  EXPECT_FALSE(stopping.observe(0.6));
  EXPECT_TRUE(stopping.observe(0.6));
}

TEST(EarlyStopping, CallsAnEqualLossNeitherGoodNorBad) {
  EarlyStopping stopping{1, 0};
  for (int epoch = 0; epoch < 5; ++epoch) EXPECT_FALSE(stopping.observe(1.0));
}

}  // namespace
}  // namespace baler
