#include "attribution/shares.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "traces.hpp"

namespace calo::attribution {
namespace {

TEST(Share, GoesByBusyCpuTime) {
  const auto e = share(600.0_J, 20.0_W, 10.0_s, {20.0_s, 0.0_s, 20.0_s}, cpu_time_share_error);
  EXPECT_DOUBLE_EQ(e.idle.value(), 200.0);
  EXPECT_DOUBLE_EQ(e.tree_dynamic.value(), 200.0);
  EXPECT_DOUBLE_EQ(e.other_dynamic.value(), 200.0);
  EXPECT_DOUBLE_EQ(e.tree_static.value(), 100.0);
}

TEST(Share, GivesTheEnergyOfAnIntervalInWhichNobodyWasBusyToTheOthers) {
  const auto e = share(30.0_J, 2.0_W, 10.0_s, {}, cpu_time_share_error);
  EXPECT_EQ(e.tree_dynamic, Joules{});
  EXPECT_EQ(e.own_dynamic, Joules{});
  EXPECT_DOUBLE_EQ(e.other_dynamic.value(), 10.0);
}

TEST(Share, CountsAllAsDynamicWithoutAnIdleBaseline) {
  const auto e = share(30.0_J, std::nullopt, 10.0_s, {1.0_s, 0.0_s, 2.0_s}, cpu_time_share_error);
  EXPECT_EQ(e.idle, Joules{});
  EXPECT_DOUBLE_EQ(e.tree_dynamic.value(), 10.0);
}

TEST(Share, KeepsTheSignOfANegativeDynamicPart) {
  const auto e = share(10.0_J, 2.0_W, 10.0_s, {1.0_s, 0.0_s, 1.0_s}, cpu_time_share_error);
  EXPECT_DOUBLE_EQ(e.tree_dynamic.value(), -5.0);
  EXPECT_GE(e.share_u, Joules{});
}

TEST(ShareUncertainty, IsZeroWhenTheTreeIsAloneOrAbsent) {
  EXPECT_EQ(share_uncertainty(1.0, 0.12), 0.0);
  EXPECT_EQ(share_uncertainty(0.0, 0.12), 0.0);
}

TEST(ShareUncertainty, IsTheErrorTimesTheShareUpToOneHalf) {
  EXPECT_DOUBLE_EQ(share_uncertainty(0.25, 0.12), 0.03);
  EXPECT_DOUBLE_EQ(share_uncertainty(0.5, 0.12), 0.06);
}

TEST(ShareUncertainty, FallsTowardsOneForLargerShares) {
  EXPECT_NEAR(share_uncertainty(0.8, 0.12), 0.12 * 0.8 * 0.4, 1e-15);
}

RC_GTEST_PROP(Share, BalancesInEveryInterval, ()) {
  const bool known = *rc::gen::arbitrary<bool>();
  const auto idle_power = known ? std::optional{Watts::of(random_amount(500.0))} : std::nullopt;
  for (const auto& e : trace_of(random_stretches(), idle_power).intervals) {
    const Joules parts = e.idle + e.tree_dynamic + e.own_dynamic + e.other_dynamic;
    const double scale = std::max({std::abs(e.gross.value()), e.idle.value(), 1e-300});
    RC_ASSERT(std::abs((parts - e.gross).value()) <= 1e-9 * scale);
    RC_ASSERT(e.tree_static + e.own_static <= e.idle * (1.0 + 1e-12));
  }
}

}  // namespace
}  // namespace calo::attribution
