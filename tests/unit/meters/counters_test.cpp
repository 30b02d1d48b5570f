#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "machine_copy.hpp"
#include "meters/power_integrator.hpp"
#include "meters/wrapping_counter.hpp"

namespace calo::meters {
namespace {

using enum model::Outcome;

constexpr std::uint64_t range_esu14 = 262143328850;

model::Increment step(CounterShape shape, std::uint64_t previous, std::uint64_t current,
                      Seconds pause) {
  WrappingCounter counter{shape};
  EXPECT_EQ(counter.advance(at(0.0_s), previous).outcome, first);
  return counter.advance(at(pause), current);
}

TEST(WrappingCounter, GivesTheDifferenceOfTwoReadings) {
  const auto increment = step({.wrap = range_esu14}, 50'000'000, 62'000'000, 0.005_s);
  EXPECT_EQ(increment.outcome, good);
  EXPECT_EQ(increment.energy, 12.0_J);
}

TEST(WrappingCounter, CorrectsOneWrap) {
  const auto increment = step({.wrap = range_esu14}, 262143000000, 1500000, 1.0_s);
  EXPECT_EQ(increment.outcome, good);
  EXPECT_EQ(increment.energy, Joules::of(1.828850));
}

TEST(WrappingCounter, TakesADecreaseThatWouldNeed212KilowattForAReset) {
  const auto increment = step({.wrap = range_esu14}, 50'000'000'000, 2'000'000, 1.0_s);
  EXPECT_EQ(increment.outcome, lost);
  EXPECT_EQ(increment.energy, 2.0_J);  // at least what was counted since the reset
}

TEST(WrappingCounter, TakesADecreaseWithoutAKnownRangeForAReset) {
  EXPECT_EQ(step({.wrap = 0}, 262143000000, 1500000, 1.0_s).outcome, lost);
  EXPECT_EQ(step({.wrap = 0}, 262143000000, 1500000, 1.0_s).energy, 1.5_J);
  EXPECT_EQ(step({.wrap = 0}, 1000000, 1500000, 1.0_s).outcome, good);
}

TEST(WrappingCounter, SaysAmbiguousWhenTwoWrapsFitIntoThePause) {
  EXPECT_EQ(step({.wrap = range_esu14}, 0, 5'000'000, 262.0_s).outcome, good);
  const auto increment = step({.wrap = range_esu14}, 0, 5'000'000, 263.0_s);
  EXPECT_EQ(increment.outcome, ambiguous);
  EXPECT_EQ(increment.energy, 5.0_J);
}

TEST(WrappingCounter, DoesNotBelieveAJumpBeyondTheCeiling) {
  EXPECT_EQ(step({.wrap = range_esu14}, 0, 2'000'000'000, 1.0_s).outcome, good);
  const auto increment = step({.wrap = range_esu14}, 0, 2'000'000'001, 1.0_s);
  EXPECT_EQ(increment.outcome, lost);
  EXPECT_EQ(increment.energy, 0.0_J);
}

TEST(WrappingCounter, ReadsAtLeastEvery30SecondsAndTwicePerWrap) {
  EXPECT_EQ(WrappingCounter{{.wrap = range_esu14}}.longest_pause(), 30.0_s);
  EXPECT_NEAR(WrappingCounter({.wrap = 10'000'000'000}).longest_pause().value(), 5.0, 1e-12);
}

TEST(WrappingCounter, CorrectsThePerfCountThatTheKernelDroveNegative) {
  // 350 W for 655.36 s at 2^-14 J: the kernel counts -32768 J instead of 229376 J.
  const CounterShape shape{.ticks_per_joule = 0x1p32,
                           .wrap = std::uint64_t{1} << 50,
                           .ceiling = Watts::of(399.0),
                           .restarts_at_zero = false};
  const auto minus = static_cast<std::uint64_t>(std::int64_t{-32768} * (std::int64_t{1} << 32));
  const auto increment = step(shape, 0, minus, 655.36_s);
  EXPECT_EQ(increment.outcome, good);
  EXPECT_EQ(increment.energy, 229376.0_J);
}

TEST(WrappingCounter, ReadsPerfCountsInUnitsOfTwoToTheMinus32) {
  const auto increment = step({.ticks_per_joule = 0x1p32}, 0, 0x180000000, 1.0_s);
  EXPECT_EQ(increment.energy, 1.5_J);
}

TEST(WrappingCounter, ReportsACounterThatStandsAtZeroAsAGap) {
  WrappingCounter counter{{.zero_means_masked = true}};
  counter.advance(at(0.0_s), 0);
  EXPECT_EQ(counter.advance(at(1.0_s), 0).outcome, gap);
  EXPECT_THAT(counter.advance(at(2.0_s), 7'000'000), Gave(7.0_J, good));
  EXPECT_THAT(counter.advance(at(3.0_s), 7'000'000), Gave(0.0_J, good));
}

TEST(WrappingCounter, DoesNotKnowWhatItGaveAfterAReset) {
  WrappingCounter counter{{}};
  EXPECT_EQ(counter.since_first(), std::nullopt);
  counter.advance(at(0.0_s), 5'000'000);
  EXPECT_EQ(counter.since_first(), 0.0_J);
  counter.advance(at(1.0_s), 8'000'000);
  EXPECT_EQ(counter.since_first(), 3.0_J);
  counter.advance(at(2.0_s), 1'000'000);
  EXPECT_EQ(counter.since_first(), std::nullopt);
}

RC_GTEST_PROP(WrappingCounter, IncrementsSumToTheTotalWhateverTheRange,
              (std::uint32_t range, std::vector<std::uint32_t> reads)) {
  // One second each, below the ceiling and less than half a wrap: nothing is lost.
  const std::uint64_t wrap = std::uint64_t{range} + 4'000'000'000;
  WrappingCounter counter{{.wrap = wrap, .ceiling = Watts::of(1000.0)}};
  counter.advance(at(0.0_s), 0);
  std::uint64_t spent = 0;
  double seen = 0.0;
  double time = 0.0;
  for (const std::uint64_t ticks : reads) {
    spent += ticks % 1'000'000'000;
    time += 1.0;
    const auto increment = counter.advance(at(Seconds::of(time)), spent % wrap);
    RC_ASSERT(increment.outcome == good);
    seen += increment.energy.value();
  }
  const double joules = static_cast<double>(spent) / 1e6;
  RC_ASSERT(std::abs(seen - joules) <= 1e-9 * joules);
  RC_ASSERT(std::abs(counter.since_first()->value() - joules) <= 1e-9 * joules);
}

RC_GTEST_PROP(WrappingCounter, NeverGivesNegativeOrUnbelievableEnergy,
              (std::uint64_t wrap, std::uint64_t previous, std::uint64_t current,
               std::uint16_t pause)) {
  WrappingCounter counter{{.wrap = wrap}};
  counter.advance(at(0.0_s), previous);
  const auto increment = counter.advance(at(Seconds::of(pause)), current);
  RC_ASSERT(increment.energy >= 0.0_J);
  if (increment.outcome != ambiguous) {
    RC_ASSERT(increment.energy <= 1000.0_W * Seconds::of(pause + 1.0));
  }
}

TEST(PowerIntegrator, IntegratesByTheTrapezoidRule) {
  PowerIntegrator integrator;
  EXPECT_EQ(integrator.advance(at(0.0_s), 100.0_W).outcome, first);
  const Joules a = integrator.advance(at(1.0_s), 120.0_W).energy;
  const model::Increment b = integrator.advance(at(3.0_s), 80.0_W);
  EXPECT_EQ(b.outcome, good);
  EXPECT_EQ(a + b.energy, 310.0_J);
}

TEST(PowerIntegrator, CoversAShortGapWithTheNextSample) {
  PowerIntegrator integrator;
  integrator.advance(at(0.0_s), 100.0_W);
  integrator.advance(at(1.0_s), 100.0_W);
  EXPECT_EQ(integrator.advance(at(2.0_s), std::nullopt).outcome, gap);
  EXPECT_THAT(integrator.advance(at(3.0_s), 200.0_W), Gave(300.0_J, good));
}

TEST(PowerIntegrator, LosesAGapOfMoreThanFivePeriods) {
  PowerIntegrator integrator;
  integrator.advance(at(0.0_s), 100.0_W);
  for (int i = 1; i <= 3; ++i) integrator.advance(at(Seconds::of(i)), 100.0_W);
  EXPECT_THAT(integrator.advance(at(8.5_s), 80.0_W), Gave(440.0_J, lost));
}

TEST(PowerIntegrator, HoldsTheFirstValueBackToTheFirstAttempt) {
  PowerIntegrator integrator;
  EXPECT_EQ(integrator.advance(at(0.0_s), std::nullopt).outcome, gap);
  EXPECT_THAT(integrator.advance(at(1.0_s), 50.0_W), Gave(50.0_J, good));
}

TEST(PowerIntegrator, RefusesNonsense) {
  EXPECT_FALSE(believable(Watts::of(-1.0)));
  EXPECT_FALSE(believable(Watts::of(100'001.0)));
  EXPECT_FALSE(believable(Watts::of(std::nan(""))));
  EXPECT_TRUE(believable(0.0_W));
}

}  // namespace
}  // namespace calo::meters
