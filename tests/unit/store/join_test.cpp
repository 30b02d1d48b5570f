#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "any_run.hpp"
#include "same.hpp"
#include "store/run_file.hpp"

namespace calo::store::testing {
namespace {

struct Sums {
  std::vector<model::EnergyShares> energy;
  double cpu_s = 0.0, read_bytes = 0.0;
  std::int64_t faults = 0, switches = 0;
  double peak_rss_bytes = 0.0;
};

Sums sums(const std::vector<model::Interval>& intervals, std::size_t domains) {
  Sums result;
  result.energy.resize(domains);
  for (const model::Interval& interval : intervals) {
    for (std::size_t i = 0; i < domains; ++i) result.energy[i] += interval.energy[i];
    result.cpu_s +=
        (interval.tree_user + interval.tree_system + interval.own + interval.others).value();
    result.read_bytes += interval.read_chars.value_or(Bytes{}).value();
    result.faults += interval.minor_faults;
    result.switches += interval.context_switches.value_or(0);
    result.peak_rss_bytes = std::max(result.peak_rss_bytes, interval.rss.value());
  }
  return result;
}

bool close_to(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(b));
}

bool agree(const Sums& a, const Sums& b) {
  for (std::size_t i = 0; i < a.energy.size(); ++i) {
    const auto left = members(a.energy[i]);
    const auto right = members(b.energy[i]);
    const bool equal = std::apply(
        [&](const auto&... l) {
          return std::apply(
              [&](const auto&... r) { return (close_to(l.value(), r.value()) && ...); }, right);
        },
        left);
    if (!equal) return false;
  }
  return close_to(a.cpu_s, b.cpu_s) && close_to(a.read_bytes, b.read_bytes) &&
         a.faults == b.faults && a.switches == b.switches && a.peak_rss_bytes == b.peak_rss_bytes;
}

/// Writes intervals of random lengths in commits of random sizes.
struct Trace {
  std::vector<model::Interval> intervals;
  model::Run run;
};

Trace trace_of(std::uint64_t seed, const std::vector<unsigned>& lengths, std::size_t domains) {
  Trace trace;
  trace.run = any_run(seed, domains, 0, 0);
  Seconds now{};
  for (const unsigned length : lengths) {
    const Seconds duration = Seconds::of(0.001 * (length % 1000));
    trace.intervals.push_back(any_interval(seed++, now, duration, domains));
    now += duration;
  }
  return trace;
}

RC_GTEST_PROP(JoiningIntervals, KeepsSumsAndStaysWithinTheBound,
              (std::uint64_t seed, const std::vector<unsigned>& lengths)) {
  const Scratch scratch;
  const auto most = *rc::gen::inRange<std::size_t>(4, 20);
  const Trace trace = trace_of(seed, lengths, 2);
  auto writer = RunWriter::create(scratch / "run.calo", trace.run.header, most);
  RC_ASSERT(writer.has_value());
  std::span rest{trace.intervals};
  while (!rest.empty()) {
    const auto now = std::min(rest.size(), *rc::gen::inRange<std::size_t>(1, 12));
    RC_ASSERT(writer->commit(rest.first(now), {}, trace.run.end));
    rest = rest.subspan(now);
    const auto so_far = read_run(scratch / "run.calo");
    RC_ASSERT(so_far.has_value());
    RC_ASSERT(so_far->intervals.size() <= most);
  }
  RC_ASSERT(writer->close());
  const auto read = read_run(scratch / "run.calo");
  RC_ASSERT(read.has_value());
  RC_ASSERT(agree(sums(read->intervals, 2), sums(trace.intervals, 2)));
  if (trace.intervals.empty()) return;
  RC_ASSERT(read->intervals.front().begin == trace.intervals.front().begin);
  RC_ASSERT(read->intervals.back().end == trace.intervals.back().end);
  for (std::size_t i = 1; i < read->intervals.size(); ++i) {
    RC_ASSERT(read->intervals[i].begin == read->intervals[i - 1].end);
  }
}

TEST(JoiningIntervals, KeepsTheResolutionEvenOverAVeryLongRun) {
  const Scratch scratch;
  constexpr std::size_t most = 100;
  const Trace trace = trace_of(7, std::vector<unsigned>(5000, 100), 1);
  auto writer = RunWriter::create(scratch / "run.calo", trace.run.header, most);
  ASSERT_TRUE(writer);
  for (std::size_t i = 0; i < trace.intervals.size(); i += 10) {
    ASSERT_TRUE(writer->commit(std::span{trace.intervals}.subspan(i, 10), {}, trace.run.end));
  }
  ASSERT_TRUE(writer->close());
  const auto read = read_run(scratch / "run.calo");
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_LE(read->intervals.size(), most);
  EXPECT_GE(read->intervals.size(), most / 3);
  for (const model::Interval& interval : read->intervals) {
    EXPECT_LE((interval.end - interval.begin).value(), 500.0 * 8 / 3 / most);
  }
  EXPECT_TRUE(agree(sums(read->intervals, 1), sums(trace.intervals, 1)));
}

TEST(JoiningIntervals, TakesACommitThatIsLargerThanTheBound) {
  const Scratch scratch;
  const Trace trace = trace_of(8, std::vector<unsigned>(2000, 10), 1);
  auto writer = RunWriter::create(scratch / "run.calo", trace.run.header, 50);
  ASSERT_TRUE(writer);
  ASSERT_TRUE(writer->commit(trace.intervals, {}, trace.run.end));
  ASSERT_TRUE(writer->close());
  const auto read = read_run(scratch / "run.calo");
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_LE(read->intervals.size(), 50U);
  EXPECT_TRUE(agree(sums(read->intervals, 1), sums(trace.intervals, 1)));
}

}  // namespace
}  // namespace calo::store::testing
