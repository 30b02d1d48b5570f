#include "report/amounts.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>

namespace calo::report {
namespace {

Estimate<Joules> joules(double value, double u) {
  return {Joules::of(value), Joules::of(u), {}, {}};
}

TEST(Amount, IsRoundedToItsUncertainty) {
  EXPECT_EQ(amount(joules(64.0, 3.9603)), "64 ± 4 J");
}

TEST(Amount, TakesThePrefixOfItsSize) {
  EXPECT_EQ(amount(joules(0.0064, 0.0004)), "6.4 ± 0.4 mJ");
  EXPECT_EQ(amount(joules(4.58e6, 0.2e6)), "4.58 ± 0.20 MJ");
}

TEST(Amount, KeepsItsSign) {
  EXPECT_EQ(amount(joules(-3.0, 0.5)), "-3.0 ± 0.5 J");
}

TEST(Amount, IsABoundWhereRoundingWouldLeaveZero) {
  // 0.01 + 1.645 * 1.2
  EXPECT_EQ(amount(joules(0.01, 1.2)), "< 2.0 J");
}

TEST(Amount, OfExactlyNothingIsZero) {
  EXPECT_EQ(amount(joules(0.0, 0.0)), "0 J");
}

TEST(Amount, ThatIsNotANumberIsUnavailable) {
  EXPECT_EQ(amount(joules(std::numeric_limits<double>::quiet_NaN(), 1.0)), "unavailable");
  EXPECT_EQ(amount(joules(1.0, std::numeric_limits<double>::infinity())), "unavailable");
}

RC_GTEST_PROP(Amount, IsNeverZeroPointZero, ()) {
  const double value = std::pow(10.0, *rc::gen::inRange(-9, 12)) * *rc::gen::inRange(1, 1000);
  const double u = std::pow(10.0, *rc::gen::inRange(-9, 12)) * *rc::gen::inRange(0, 1000);
  const std::string text = amount(joules(value, u));
  RC_ASSERT(text.substr(0, text.find(' ')).find_first_of("123456789<") != std::string::npos);
}

TEST(AmountPer, PutsTheUnitBehindTheJoule) {
  EXPECT_EQ(amount_per(joules(0.0064, 0.0004), "event"), "6.4 ± 0.4 mJ/event");
}

TEST(SkewedInterval, IsShownOnlyWhereItIsKnownToBeSkewed) {
  Estimate<Joules> e = joules(475.0, 190.0);
  EXPECT_EQ(skewed_interval(e), "");
  e.asymmetric90 = {480.0_J, 900.0_J};
  EXPECT_EQ(skewed_interval(e), "90 %: 480 to 900 J");
}

TEST(CarbonPlace, SaysThatNobodyStatedIt) {
  model::CarbonContext context;
  context.intensity = grams_per_kwh(471.0);
  context.place_name = "World";
  context.year = 2024;
  EXPECT_EQ(carbon_place(context), "world average 2024, 471 g/kWh: no place stated (--country)");
}

TEST(CarbonSource, SaysThatOnlyItEnergyCountsWithoutAPue) {
  model::CarbonContext context;
  context.source = "OWID/Ember";
  EXPECT_EQ(carbon_source(context), "OWID/Ember, IT energy only, embodied carbon not included");
  context.pue = 1.2;
  context.pue_stated = true;
  EXPECT_EQ(carbon_source(context), "OWID/Ember, PUE 1.20, embodied carbon not included");
}

TEST(IsoTime, IsUtcWithMicroseconds) {
  EXPECT_EQ(iso_time(std::chrono::seconds{1'740'834'131} + std::chrono::nanoseconds{5'000}),
            "2025-03-01T13:02:11.000005Z");
}

TEST(Padded, CountsCodePointsAndNotBytes) {
  EXPECT_EQ(padded("4 ± 1", 7), "4 ± 1  ");
}

}  // namespace
}  // namespace calo::report
