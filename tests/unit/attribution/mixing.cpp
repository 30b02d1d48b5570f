#include "attribution/mixing.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "traces.hpp"

namespace calo::attribution {
namespace {

/// Readings every 100 ms, in which the program uses 3 J.
model::Run a_run(int readings) {
  model::Run run;
  run.header.domains.push_back(domain_of(model::Component::cpu, 0.03));
  for (int i = 0; i < readings; ++i) {
    model::Interval interval;
    interval.begin = Seconds::of(0.1 * i);
    interval.end = Seconds::of(0.1 * (i + 1));
    interval.energy.resize(1);
    interval.energy[0].tree_dynamic = 3.0_J;
    run.intervals.push_back(interval);
  }
  run.end.ticks = readings;
  run.end.phases.resize(3);
  run.end.phases[1].name = "a";
  run.end.phases[2].name = "b";
  return run;
}

void add_span(model::Run& run, int phase, double begin, double end, int process = 0) {
  run.end.phase_spans.push_back({phase, process, Seconds::of(begin), Seconds::of(end)});
  ++run.end.phases[static_cast<std::size_t>(phase)].times;
}

constexpr double root3 = std::numbers::sqrt3;

TEST(Mixing, OfPhasesThatAreReadAtTheirMarksIsNothing) {
  model::Run run = a_run(4);
  add_span(run, 1, 0.0, 0.2);
  add_span(run, 2, 0.2, 0.4);
  for (const Mixed& mixed : attribution::mixed(run)) {
    EXPECT_NEAR(mixed.own.value(), 0.0, 1e-12);
    EXPECT_NEAR(mixed.inclusive.value(), 0.0, 1e-12);
  }
}

TEST(Mixing, OfTwoPhasesInEachReadingHoldsFourTimesThePower) {
  // a draws 0.6 J and b 2.4 J of the 3 J of each reading; calo gives each 1.5 J.
  model::Run run = a_run(10);
  for (int i = 0; i < 10; ++i) {
    add_span(run, 1, 0.1 * i, 0.1 * i + 0.05);
    add_span(run, 2, 0.1 * i + 0.05, 0.1 * i + 0.1);
  }
  const auto mixed = attribution::mixed(run);
  const double error = 10.0 * (1.5 - 0.6);
  EXPECT_NEAR(mixed[1].own.value(), 10.0 * 3.0 * 0.5 / root3, 1e-9);
  EXPECT_LT(error, 2.0 * mixed[1].own.value());
  EXPECT_NEAR(mixed[2].own.value(), mixed[1].own.value(), 1e-9);
  EXPECT_NEAR(mixed[0].own.value(), 0.0, 1e-9);
}

TEST(Mixing, IsNotThatOfThePhaseAround) {
  model::Run run = a_run(2);
  run.end.phases[2].parent = 1;
  add_span(run, 2, 0.05, 0.15);
  add_span(run, 1, 0.0, 0.2);
  const auto mixed = attribution::mixed(run);
  EXPECT_NEAR(mixed[2].own.value(), 2.0 * 3.0 * 0.5 / root3, 1e-9);
  EXPECT_NEAR(mixed[1].own.value(), 2.0 * 3.0 * 0.5 / root3, 1e-9);
  EXPECT_NEAR(mixed[1].inclusive.value(), 0.0, 1e-9);
}

TEST(Mixing, SharesAReadingAmongTheProcessesThatMark) {
  model::Run run = a_run(1);
  add_span(run, 1, 0.0, 0.05, 0);
  add_span(run, 1, 0.0, 0.05, 1);
  EXPECT_NEAR(attribution::mixed(run)[1].own.value(), 3.0 * 0.5 / root3, 1e-9);
}

TEST(Mixing, OfALongRunCountsTheReadingsAtMarksOnly) {
  // Ten readings were joined to one; two of them hold a mark.
  model::Run run = a_run(1);
  run.end.ticks = 10;
  add_span(run, 1, 0.02, 0.06);
  EXPECT_NEAR(attribution::mixed(run)[1].own.value(), 0.2 * 3.0 * 0.4 / root3, 1e-9);
}

TEST(Mixing, OfSpansThatWereNotKeptIsLikeThatOfTheOthers) {
  model::Run run = a_run(1);
  add_span(run, 1, 0.0, 0.05);
  run.end.phases[1].times = 3;
  EXPECT_NEAR(attribution::mixed(run)[1].own.value(), 3.0 * 3.0 * 0.5 / root3, 1e-9);
}

TEST(Mixing, NeedsReadings) {
  model::Run run = a_run(0);
  add_span(run, 1, 0.0, 0.05);
  EXPECT_EQ(attribution::mixed(run)[1].own.value(), 0.0);
}

}  // namespace
}  // namespace calo::attribution
