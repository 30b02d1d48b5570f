#include "attribution/course.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <vector>

#include "traces.hpp"

namespace calo::attribution {
namespace {

std::vector<model::Interval> intervals_of(const Trace& trace,
                                          const std::vector<Stretch>& stretches) {
  std::vector<model::Interval> intervals;
  Seconds at{};
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    model::Interval interval;
    interval.begin = at;
    interval.end = at = at + Seconds::of(stretches[i].length_s);
    interval.energy = {trace.intervals[i]};
    intervals.push_back(std::move(interval));
  }
  return intervals;
}

std::vector<CoursePoint> course_of(const std::vector<Stretch>& stretches,
                                   const BooksOptions& options, double& attributed) {
  const Trace trace = trace_of(stretches, 20.0_W);
  const auto found = books(trace.header.domains, attribution::EnergySums{trace.end}, options);
  attributed = found->total.attributed.value.value();
  return course(trace.header, intervals_of(trace, stretches), trace.end, *found);
}

TEST(Course, OfAProgramThatWorksAndThenWaitsIsIdlePowerAtTheEnd) {
  // 30 W of work for a second, then two seconds of sleep.
  const std::vector<Stretch> stretches = {
      {1.0, 30.0, {1.0_s, 0.0_s, 0.0_s}}, {1.0, 20.0, {}}, {1.0, 20.0, {}}};
  double attributed = 0.0;
  const auto points = course_of(stretches, {StaticPolicy::exclusive, 1.0}, attributed);
  ASSERT_EQ(points.size(), 3U);
  EXPECT_NEAR(points[0].program.value(), 30.0, 1e-9);
  EXPECT_NEAR(points[1].program.value(), 20.0, 1e-9);
  EXPECT_NEAR(points[2].program.value(), 20.0, 1e-9);
  const auto half = course_of(stretches, {StaticPolicy::reserved, 0.5}, attributed);
  EXPECT_NEAR(half[0].program.value(), 20.0, 1e-9);
  EXPECT_NEAR(half[1].program.value(), 10.0, 1e-9);
  const auto none = course_of(stretches, {StaticPolicy::none, 1.0}, attributed);
  EXPECT_NEAR(none[0].program.value(), 10.0, 1e-9);
  EXPECT_NEAR(none[1].program.value(), 0.0, 1e-9);
}

RC_GTEST_PROP(Course, SumsToTheProgramAndNeverExceedsGross, ()) {
  const std::vector<Stretch> stretches = random_stretches();
  for (const StaticPolicy policy : {StaticPolicy::none, StaticPolicy::exclusive,
                                    StaticPolicy::reserved, StaticPolicy::proportional}) {
    double attributed = 0.0;
    double gross = 0.0;
    double program = 0.0;
    for (const CoursePoint& point : course_of(stretches, {policy, 0.3}, attributed)) {
      RC_ASSERT(point.program.value() <= point.gross.value() + 1e-9 * 1e4);
      gross += point.gross.value();
      program += point.program.value();
    }
    const double size = 1e-9 * (std::abs(attributed) + 20.0 * 30.0 * 60.0 + gross);
    if (attributed <= gross) RC_ASSERT(std::abs(program - attributed) <= size);
  }
}

}  // namespace
}  // namespace calo::attribution
