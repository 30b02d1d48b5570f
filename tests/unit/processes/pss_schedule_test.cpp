#include "processes/pss_schedule.hpp"

#include <gtest/gtest.h>

namespace calo::processes {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr os::Instant start{nanoseconds{1'000'000'000'000}};
constexpr Bytes mega = Bytes::of(1e6);

/// A program whose memory is `rss(t)`, all its own, looked at every 100 ms; reading it costs 10 us
/// a MB.
template <class Rss>
std::pair<std::optional<Bytes>, nanoseconds> follow(milliseconds length, Rss rss) {
  PssSchedule schedule;
  Bytes peak{};
  nanoseconds spent{};
  for (milliseconds t{100}; t <= length; t += milliseconds{100}) {
    const Bytes now = rss(t) * mega;
    peak = std::max(peak, now);
    if (!schedule.is_due(start + t, now)) continue;
    const nanoseconds cost{static_cast<std::int64_t>(1e4 * rss(t))};
    schedule.was_read(start + t + cost, cost, now, now);
    spent += cost;
  }
  return {schedule.peak(peak), spent};
}

TEST(PssSchedule, SeesAPeakThatIsHeldForASecond) {
  const auto [peak, spent] = follow(milliseconds{10'000}, [](milliseconds t) {
    return t > milliseconds{4050} && t < milliseconds{5100} ? 200.0 : 100.0;
  });
  ASSERT_TRUE(peak.has_value());
  EXPECT_DOUBLE_EQ(peak->value(), 200e6);
}

TEST(PssSchedule, GivesNoPeakThatItHasMissed) {
  PssSchedule schedule;
  schedule.was_read(start, milliseconds{1}, 100.0 * mega, 60.0 * mega);
  EXPECT_EQ(schedule.peak(105.0 * mega), 60.0 * mega);
  EXPECT_EQ(schedule.peak(300.0 * mega), std::nullopt);
}

TEST(PssSchedule, SpendsLittleOnAProgramThatGrowsAllTheTime) {
  const milliseconds length{60'000};
  const auto [peak, spent] =
      follow(length, [](milliseconds t) { return 10.0 + 1.0 * static_cast<double>(t.count()); });
  EXPECT_LT(spent, length / 40);
}

TEST(PssSchedule, ReadsRarelyWhatDoesNotGrow) {
  const auto [peak, spent] = follow(milliseconds{60'000}, [](milliseconds) { return 4000.0; });
  EXPECT_LT(spent, nanoseconds{milliseconds{60'000}} / 500);
}

}  // namespace
}  // namespace calo::processes
