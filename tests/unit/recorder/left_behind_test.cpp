#include "recorder/left_behind.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace calo::recorder {
namespace {

using std::chrono::milliseconds;
using Live = LeftBehind::Live;

constexpr os::Instant end{std::chrono::seconds{100}};
constexpr std::int64_t our_session = 7, another_session = 8;

std::vector<Live> one(std::int64_t session, Seconds cpu) {
  return {{.pid = 42, .session = session, .name = "left", .cpu = cpu}};
}

TEST(LeftBehind, FollowsAnOrphanOfOurSessionHoweverLongItRests) {
  LeftBehind left{one(our_session, 1.0_s), end, our_session};
  for (int tick = 1; tick < 100; ++tick)
    EXPECT_TRUE(left.is_followed(one(our_session, 1.0_s), end + milliseconds{100 * tick}));
}

TEST(LeftBehind, LeavesADaemonThatHasRestedForASecond) {
  LeftBehind left{one(another_session, 1.0_s), end, our_session};
  EXPECT_TRUE(left.is_followed(one(another_session, 1.0_s), end + milliseconds{500}));
  EXPECT_TRUE(left.is_followed(one(another_session, 1.0_s), end + milliseconds{999}));
  EXPECT_FALSE(left.is_followed(one(another_session, 1.0_s), end + milliseconds{1000}));
}

TEST(LeftBehind, FollowsADaemonAsLongAsItIsBusy) {
  LeftBehind left{one(another_session, 1.0_s), end, our_session};
  Seconds cpu = 1.0_s;
  os::Instant now = end;
  for (int tick = 0; tick < 50; ++tick) {
    now += milliseconds{100};
    cpu += 0.002_s;  // 2 % of a core
    EXPECT_TRUE(left.is_followed(one(another_session, cpu), now));
  }
  EXPECT_TRUE(left.is_followed(one(another_session, cpu), now + milliseconds{900}));
  cpu += 0.001_s;  // 0.5 %, which is not busy
  EXPECT_FALSE(left.is_followed(one(another_session, cpu), now + milliseconds{1100}));
}

TEST(LeftBehind, FollowsNobodyWhenNobodyIsLeft) {
  LeftBehind left{one(our_session, 1.0_s), end, our_session};
  EXPECT_FALSE(left.is_followed({}, end + milliseconds{10}));
}

}  // namespace
}  // namespace calo::recorder
