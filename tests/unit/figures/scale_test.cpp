#include "figures/scale.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <cmath>
#include <limits>
#include <vector>

namespace calo::figures {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Ticks, AreMultiplesOfOneTwoAndFive) {
  EXPECT_THAT(round_ticks({0, 10}, 5), ElementsAre(0, 2, 4, 6, 8, 10));
  EXPECT_THAT(round_ticks({0, 1}, 2), ElementsAre(0, 0.5, 1));
  EXPECT_THAT(round_ticks({-3, 17}, 4), ElementsAre(0, 5, 10, 15));
}

TEST(Ticks, AreWholeDecadesOnALogarithmicAxis) {
  EXPECT_THAT(decade_ticks({0.02, 300}, 5), ElementsAre(0.1, 1, 10, 100));
}

TEST(Ticks, AreRoundNumbersWhereALogarithmicAxisHasNoTwoDecades) {
  EXPECT_THAT(decade_ticks({2, 8}, 3), ElementsAre(2, 4, 6, 8));
}

TEST(Ticks, AreNoneOnALogarithmicAxisThatReachesZero) {
  EXPECT_THAT(decade_ticks({0, 8}, 3), IsEmpty());
}

TEST(Ticks, OfARangeFinerThanADoubleAreItsEnds) {
  const double one_more = std::nextafter(1e16, 1e17);
  EXPECT_THAT(round_ticks({1e16, one_more}, 5), ElementsAre(1e16, one_more));
}

/// Finite numbers of all magnitudes.
double any_number() {
  const int mantissa = *rc::gen::inRange(-999, 1000);
  const int exponent = *rc::gen::inRange(-300, 300);
  return mantissa * std::pow(10, exponent);
}

// property: ticks ascend, lie in the range and are neither missing nor many
RC_GTEST_PROP(Ticks, FitEveryRange, ()) {
  const Range range = range_of(std::vector<double>{any_number(), any_number()});
  const auto wanted = *rc::gen::inRange<std::size_t>(1, 20);
  const auto ticks = round_ticks(range, wanted);
  RC_ASSERT(ticks.size() <= 2 * wanted + 2);
  RC_ASSERT(!ticks.empty() || wanted < 2);
  const double slack = 1e-8 * (range.high - range.low);
  for (std::size_t i = 0; i < ticks.size(); ++i) {
    RC_ASSERT(ticks[i] >= range.low - slack && ticks[i] <= range.high + slack);
    if (i > 0) RC_ASSERT(ticks[i] > ticks[i - 1]);  // the macro evaluates both sides of ||
  }
  RC_ASSERT(tick_labels(ticks).texts.size() == ticks.size());
}

TEST(TickLabels, HaveAllTheSameDecimals) {
  EXPECT_THAT(tick_labels(std::vector<double>{0, 0.25, 0.5}).texts,
              ElementsAre("0.00", "0.25", "0.50"));
}

TEST(TickLabels, WriteAMinusNotAHyphen) {
  EXPECT_THAT(tick_labels(std::vector<double>{-2, 0, 2}).texts, ElementsAre("−2", "0", "2"));
}

TEST(TickLabels, ShareAPowerOfTenWhenNumbersAreSmallOrLarge) {
  const auto small = tick_labels(std::vector<double>{0, 1e-5, 2e-5});
  EXPECT_EQ(small.factor, "×10⁻⁵");
  EXPECT_THAT(small.texts, ElementsAre("0", "1", "2"));
  EXPECT_EQ(tick_labels(std::vector<double>{0, 5e6, 1e7}).factor, "×10⁷");
  EXPECT_EQ(tick_labels(std::vector<double>{0, 50, 100}).factor, "");
}

TEST(ScaledUnit, ChoosesThePrefixByTheLargestNumber) {
  const auto milli = scaled_unit(0.0123, "J");
  EXPECT_EQ(milli.unit, "mJ");
  EXPECT_DOUBLE_EQ(milli.factor, 1000);
  EXPECT_EQ(scaled_unit(1e6, "W").unit, "MW");
  EXPECT_EQ(scaled_unit(999, "B").unit, "B");
  EXPECT_EQ(scaled_unit(3.0 * 1048576.0, "B").unit, "MiB");
  EXPECT_DOUBLE_EQ(scaled_unit(3.0 * 1048576.0, "B").factor, 1.0 / 1048576.0);
  EXPECT_EQ(scaled_unit(0, "J").unit, "J");
  EXPECT_EQ(scaled_unit(2.3e-6, "g CO₂e").unit, "µg CO₂e");
}

TEST(RangeOf, LeavesOutWhatIsNotFinite) {
  const std::vector<double> values{3, NAN, -1, INFINITY};
  EXPECT_EQ(range_of(values), (Range{-1, 3}));
}

TEST(RangeOf, SurroundsASingleValue) {
  for (const double value : {0.0, 5.0, -2e-9, 1e300}) {
    const Range range = range_of(std::vector<double>{value});
    EXPECT_LT(range.low, value);
    EXPECT_GT(range.high, value);
  }
}

TEST(RangeOf, NothingIsZeroToOne) {
  EXPECT_EQ(range_of({}), (Range{0, 1}));
}

}  // namespace
}  // namespace calo::figures
