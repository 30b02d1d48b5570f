#include "model/run.hpp"

#include <gtest/gtest.h>

namespace calo::model {
namespace {

Interval interval(double begin, double end, double gross, double rss) {
  Interval i;
  i.begin = Seconds::of(begin);
  i.end = Seconds::of(end);
  i.energy = {EnergyShares{.gross = Joules::of(gross), .tree_dynamic = Joules::of(gross)}};
  i.outcomes = {Outcome::good};
  i.rss = Bytes::of(rss);
  return i;
}

TEST(MergedIntervals, AddCostsAndKeepTheLargerLevels) {
  Interval a = interval(0, 1, 10, 500);
  Interval b = interval(1, 3, 30, 400);
  a.frequency_hz = 1e9;
  b.frequency_hz = 4e9;
  b.read_disk = Bytes::of(7);
  const Interval both = merged(a, b);
  EXPECT_EQ(both.begin, Seconds::of(0));
  EXPECT_EQ(both.end, Seconds::of(3));
  EXPECT_EQ(both.energy[0].gross, Joules::of(40));
  EXPECT_EQ(both.rss, Bytes::of(500));
  EXPECT_DOUBLE_EQ(*both.frequency_hz, 3e9);
  EXPECT_EQ(both.read_disk, Bytes::of(7));
  EXPECT_FALSE(both.pss.has_value());
}

TEST(MergedIntervals, RememberTheWorseReading) {
  Interval a = interval(0, 1, 10, 0);
  const Interval b = interval(1, 2, 10, 0);
  a.outcomes[0] = Outcome::lost;
  EXPECT_EQ(merged(a, b).outcomes[0], Outcome::lost);
  EXPECT_EQ(merged(b, a).outcomes[0], Outcome::lost);
}

TEST(Units, AreNamedInTheSingularWhereOneIsMeant) {
  EXPECT_EQ((Units{"events", 1}.singular()), "event");
  EXPECT_EQ((Units{"mass", 1}.singular()), "mass");
  EXPECT_EQ((Units{"MB", 1}.singular()), "MB");
}

}  // namespace
}  // namespace calo::model
