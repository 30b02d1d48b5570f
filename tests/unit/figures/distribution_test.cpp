#include "figures/distribution.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "figures/box_plot.hpp"

namespace calo::figures {
namespace {

using ::testing::ElementsAre;

/// One to sixty numbers of ordinary size.
std::vector<double> any_sample() {
  const auto count = *rc::gen::inRange<std::size_t>(1, 60);
  const auto whole = *rc::gen::container<std::vector<int>>(count, rc::gen::inRange(-5000, 5000));
  std::vector<double> sample;
  for (const int value : whole) sample.push_back(value / 8.0);
  return sample;
}

TEST(Summary, OfKnownNumbers) {
  const std::vector<double> sample{4, 1, 3, 2, 5};
  const Summary result = summary(sample);
  EXPECT_DOUBLE_EQ(result.mean, 3);
  EXPECT_DOUBLE_EQ(result.median, 3);
  EXPECT_DOUBLE_EQ(result.lower_quartile, 2);
  EXPECT_DOUBLE_EQ(result.upper_quartile, 4);
  EXPECT_DOUBLE_EQ(result.deviation, std::sqrt(2.5));
  EXPECT_NEAR(result.mean_half_width, 2.776 * std::sqrt(2.5 / 5), 1e-12);
}

TEST(Summary, OfOneNumberHasNoSpread) {
  const std::vector<double> sample{7};
  const Summary result = summary(sample);
  EXPECT_EQ(result.mean, 7);
  EXPECT_EQ(result.deviation, 0);
  EXPECT_EQ(result.mean_half_width, 0);
}

// property: quartiles and median are in order, and lie between the extremes, as does the mean
RC_GTEST_PROP(Summary, IsInOrder, ()) {
  const Summary s = summary(any_sample());
  RC_ASSERT(s.lowest <= s.lower_quartile && s.lower_quartile <= s.median &&
            s.median <= s.upper_quartile && s.upper_quartile <= s.highest);
  RC_ASSERT(s.mean >= s.lowest - 1e-9 && s.mean <= s.highest + 1e-9);
}

TEST(Quantile, InterpolatesAsNumpyDoes) {
  const std::vector<double> ascending{1, 2, 4, 8};  // numpy.quantile([1, 2, 4, 8], 0.4) == 2.4
  EXPECT_NEAR(quantile(ascending, 0.4), 2.4, 1e-12);
  EXPECT_EQ(quantile(ascending, 0), 1);
  EXPECT_EQ(quantile(ascending, 1), 8);
}

// property: each number is counted once, in a bin or outside
RC_GTEST_PROP(Bins, CountEveryNumberOnce, ()) {
  auto sample = any_sample();
  const auto count = *rc::gen::inRange<std::size_t>(1, 50);
  const Range range = range_of(any_sample());
  sample.push_back(range.high);
  sample.push_back(NAN);
  const Bins bins = binned(sample, range, count);
  const double inside = std::accumulate(bins.counts.begin(), bins.counts.end(), 0.0);
  RC_ASSERT(inside + static_cast<double>(bins.outside) == static_cast<double>(sample.size()));
  RC_ASSERT(bins.edges().size() == count + 1);
}

TEST(Bins, TheLastOneIncludesItsUpperEdge) {
  const Bins bins = binned(std::vector<double>{0, 1, 2}, {0, 2}, 2);
  EXPECT_THAT(bins.counts, ElementsAre(1, 2));
  EXPECT_EQ(bins.outside, 0U);
}

TEST(BinCount, FollowsFreedmanAndDiaconis) {
  std::vector<double> sample(1000);
  std::iota(sample.begin(), sample.end(), 0);
  // Range 999, quartile distance 499.5, width 2 * 499.5 / 10.
  EXPECT_EQ(bin_count(summary(sample)), 10U);
}

TEST(Density, IsADensity) {
  std::vector<double> sample;
  for (int i = -20; i <= 20; ++i) sample.push_back(i * 0.1);
  std::vector<double> places;
  constexpr double step = 0.01;
  for (int i = -1500; i <= 1500; ++i) places.push_back(i * step);
  const auto heights = density(sample, summary(sample), places);
  EXPECT_NEAR(std::accumulate(heights.begin(), heights.end(), 0.0) * step, 1, 1e-6);
  EXPECT_GT(heights[1500], heights[1800]);
}

TEST(Density, OfNumbersWithEqualQuartilesUsesTheirDeviation) {
  const std::vector<double> sample{1, 1, 1, 1, 1, 1, 1, 5};
  const auto heights = density(sample, summary(sample), std::vector<double>{1, 3});
  EXPECT_TRUE(std::isfinite(heights[0]));
  EXPECT_GT(heights[0], heights[1]);
}

TEST(BoxShape, WhiskersEndAtTheLastValueWithinReach) {
  const std::vector<double> sample{1, 2, 3, 4, 5, 100};
  const BoxShape shape = box_shape("x", sample, 10);
  EXPECT_DOUBLE_EQ(shape.median, 3.5);
  EXPECT_DOUBLE_EQ(shape.lower_whisker, 1);
  EXPECT_DOUBLE_EQ(shape.upper_whisker, 5);
  EXPECT_THAT(shape.outliers, ElementsAre(100));
}

TEST(BoxShape, KeepsTheFarthestOutliers) {
  std::vector<double> sample(100, 0.0);
  for (int i = 1; i <= 10; ++i) sample.push_back(i);
  EXPECT_THAT(box_shape("x", sample, 2).outliers, ElementsAre(10, 9));
}

// property: the box lies within its whiskers, and outliers lie beyond them
RC_GTEST_PROP(BoxShape, IsInOrder, ()) {
  const auto sample = any_sample();
  const BoxShape shape = box_shape("x", sample, 100);
  RC_ASSERT(shape.lower_whisker <= shape.lower_quartile);
  RC_ASSERT(shape.lower_quartile <= shape.upper_quartile);
  RC_ASSERT(shape.upper_quartile <= shape.upper_whisker);
  for (const double value : shape.outliers) {
    RC_ASSERT(value < shape.lower_whisker || value > shape.upper_whisker);
  }
}

}  // namespace
}  // namespace calo::figures
