#include "attribution/busy_time.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <vector>

namespace calo::attribution {
namespace {

TEST(BusyTimeDivider, GivesTheTimeSinceTheLastCall) {
  BusyTimeDivider divider;
  divider.divide(10.0_s, 6.0_s, 1.0_s);
  const BusyTime interval = divider.divide(25.0_s, 12.0_s, 1.5_s);
  EXPECT_DOUBLE_EQ(interval.tree.value(), 6.0);
  EXPECT_DOUBLE_EQ(interval.own.value(), 0.5);
  EXPECT_DOUBLE_EQ(interval.others.value(), 8.5);
}

TEST(BusyTimeDivider, SaysNobodyElseWasBusyWhenTheTicksLagBehindTheTree) {
  BusyTimeDivider divider;
  const BusyTime interval = divider.divide(0.09_s, 0.098_s, 0.001_s);
  EXPECT_EQ(interval.others, Seconds{});
  EXPECT_EQ(interval.tree, 0.098_s);
}

TEST(BusyTimeDivider, DoesNotCountALagTwiceWhenTheTicksCatchUp) {
  BusyTimeDivider divider;
  divider.divide(0.09_s, 0.098_s, 0.0_s);
  const BusyTime interval = divider.divide(0.20_s, 0.198_s, 0.0_s);
  EXPECT_NEAR(interval.others.value(), 0.002, 1e-12);
}

/// The machine's clock as /proc/stat shows it: whole ticks of 10 ms.
constexpr double tick_s = 0.01;

RC_GTEST_PROP(BusyTimeDivider, NeverGivesNegativeTimes, ()) {
  BusyTimeDivider divider;
  const auto calls = *rc::gen::container<std::vector<std::array<int, 3>>>(
      rc::gen::arbitrary<std::array<int, 3>>());
  for (const auto& [machine, tree, own] : calls) {
    const BusyTime interval =
        divider.divide(Seconds::of(machine / 1e6), Seconds::of(tree / 1e6), Seconds::of(own / 1e6));
    RC_ASSERT(interval.tree >= Seconds{});
    RC_ASSERT(interval.own >= Seconds{});
    RC_ASSERT(interval.others >= Seconds{});
  }
}

RC_GTEST_PROP(BusyTimeDivider, ErrsByAtMostOneTickForTheOthersOverTheWholeRun, ()) {
  BusyTimeDivider divider;
  double tree = 0.0;
  double own = 0.0;
  double others = 0.0;
  double given = 0.0;
  const int count = *rc::gen::inRange(1, 200);
  for (int i = 0; i < count; ++i) {
    tree += *rc::gen::inRange(0, 100'001) / 1e6;
    own += *rc::gen::inRange(0, 1'001) / 1e6;
    others +=
        *rc::gen::weightedOneOf<int>({{2, rc::gen::just(0)}, {1, rc::gen::inRange(0, 20'001)}}) /
        1e6;
    const double machine = std::floor((tree + own + others) / tick_s) * tick_s;
    given +=
        divider.divide(Seconds::of(machine), Seconds::of(tree), Seconds::of(own)).others.value();
    RC_ASSERT(given <= others + 1e-9);
    RC_ASSERT(given >= others - tick_s - 1e-9);
  }
}

}  // namespace
}  // namespace calo::attribution
