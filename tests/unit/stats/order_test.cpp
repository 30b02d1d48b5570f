#include "stats/order.hpp"

#include <gtest/gtest.h>

#include <array>

namespace calo::stats {
namespace {

TEST(OrderStatistics, MatchTheWorkedSeries) {
  const std::array a = {102.1, 101.4, 103.0, 100.8, 101.9, 102.6, 101.1, 102.3, 101.7, 102.9};
  const std::array b = {101.3, 100.2, 101.0, 99.6, 100.9, 101.5, 100.4, 102.0, 100.0, 100.7};
  EXPECT_NEAR(median(a), 102.0, 1e-9);
  EXPECT_NEAR(median(b), 100.8, 1e-9);
  EXPECT_NEAR(mad(a), 0.6, 1e-9);
  EXPECT_NEAR(mad(b), 0.55, 1e-9);
}

TEST(OrderStatistics, OfOneValueAreThatValue) {
  const std::array one = {3.0};
  EXPECT_EQ(median(one), 3.0);
  EXPECT_EQ(mad(one), 0.0);
}

}  // namespace
}  // namespace calo::stats
