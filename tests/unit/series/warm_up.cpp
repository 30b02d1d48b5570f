#include "series/warm_up.hpp"

#include <gtest/gtest.h>

namespace calo::series {
namespace {

Series with_times(std::initializer_list<double> seconds) {
  Series series{"a", {}};
  for (const double s : seconds) {
    RunNumbers run;
    run.time = Seconds::of(s);
    run.is_warm_up = true;
    series.runs.push_back(run);
  }
  return series;
}

std::int64_t blocks_of(const Series& series) {
  return static_cast<std::int64_t>(series.runs.size());
}

bool is_warm(const Series& series) {
  return is_warm(std::span{&series, 1}, blocks_of(series));
}

TEST(WarmUp, GoesOnUntilTheLastTwoRunsDifferByLessThanTwoPercent) {
  EXPECT_FALSE(is_warm(with_times({})));
  EXPECT_FALSE(is_warm(with_times({2.0})));
  EXPECT_FALSE(is_warm(with_times({2.0, 1.5})));
  EXPECT_FALSE(is_warm(with_times({1.5, 1.5, 1.6})));
  EXPECT_TRUE(is_warm(with_times({2.0, 1.5, 1.51})));
}

TEST(WarmUp, EndsAfterAMinuteOrTenBlocksAllTheSame) {
  EXPECT_TRUE(is_warm(with_times({61.0})));
  EXPECT_TRUE(is_warm(with_times({25.0, 36.0})));
  EXPECT_FALSE(is_warm(with_times({25.0, 30.0})));
  EXPECT_FALSE(is_warm(with_times({1, 2, 1, 2, 1, 2, 1, 2, 1})));
  EXPECT_TRUE(is_warm(with_times({1, 2, 1, 2, 1, 2, 1, 2, 1, 2})));
}

TEST(WarmUp, WaitsForEveryCommand) {
  std::vector<Series> both{with_times({1.0, 1.0}), with_times({1.0, 1.2})};
  EXPECT_FALSE(is_warm(both, 2));
  both[1] = with_times({1.2, 1.2});
  EXPECT_TRUE(is_warm(both, 2));
  // Runs that count say nothing about warm-ups.
  both[1].runs.back().is_warm_up = false;
  EXPECT_FALSE(is_warm(both, 2));
}

TEST(WarmUp, IsAskedForAsANumberOrAuto) {
  EXPECT_EQ(parse_warm_ups("auto").value(), std::nullopt);
  EXPECT_EQ(parse_warm_ups("0").value(), 0);
  EXPECT_EQ(parse_warm_ups("1000").value(), 1000);
  for (const char* text : {"", "-1", "1001", "2x", "1.5", "some"})
    EXPECT_FALSE(parse_warm_ups(text)) << text;
}

}  // namespace
}  // namespace calo::series
