#include "random.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <cmath>
#include <vector>

namespace jets {
namespace {

TEST(Random, GivesTheBitsThatTheStandardFixes) {
  // 9981545732273789042 is the 10000th number of a std::mt19937_64 with its default seed
  // [rand.predef].
  Random random{5489};
  for (int i = 1; i < 10000; ++i) random.uniform();
  EXPECT_EQ(random.uniform(), static_cast<double>(9981545732273789042ULL >> 11) * 0x1p-53);
}

TEST(Random, NormalNumbersHaveMeanZeroAndDeviationOne) {
  Random random{7};
  constexpr int count = 100000;
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < count; ++i) {
    const double value = random.normal();
    sum += value;
    squares += value * value;
  }
  EXPECT_NEAR(sum / count, 0, 5 / std::sqrt(count));
  EXPECT_NEAR(squares / count, 1, 5 * std::sqrt(2.0 / count));
}

TEST(Random, PoissonNumbersHaveEqualMeanAndVariance) {
  Random random{8};
  constexpr int count = 20000;
  constexpr double mean = 12;
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < count; ++i) {
    const double value = random.poisson(mean);
    sum += value;
    squares += value * value;
  }
  const double found = sum / count;
  EXPECT_NEAR(found, mean, 5 * std::sqrt(mean / count));
  EXPECT_NEAR(squares / count - found * found, mean, 0.05 * mean);
}

TEST(Random, FallingNumbersHalveTheirFourthPowerTail) {
  Random random{9};
  constexpr int count = 100000;
  int above = 0;
  for (int i = 0; i < count; ++i) {
    const double value = random.falling(20);
    ASSERT_GE(value, 20);
    above += value > 40 ? 1 : 0;
  }
  EXPECT_NEAR(above / double{count}, 1.0 / 16, 0.005);
}

// property: the exponential agrees with the C library's to twelve digits
RC_GTEST_PROP(Exponential, AgreesWithTheLibrary, ()) {
  const double x = *rc::gen::inRange(-200000, 200001) / 1000.0;
  RC_ASSERT(std::abs(exponential(x) / std::exp(x) - 1) < 1e-12);
}

}  // namespace
}  // namespace jets
