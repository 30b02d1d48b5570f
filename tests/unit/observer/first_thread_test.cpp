#include "observer/first_thread.hpp"

#include <gtest/gtest.h>

namespace calo::observer {
namespace {

FirstThread with_three_draws() {
  FirstThread thread;
  thread.draws[7] = {{0, 5'000'000}, {100, 4'000'000}, {200, 6'000'000}};
  return thread;
}

TEST(TheFirstThread, HasThePeriodThatWasInForceWhenASampleCame) {
  const FirstThread thread = with_three_draws();
  EXPECT_EQ(thread.period_at(7, 0), 5e6);
  EXPECT_EQ(thread.period_at(7, 99), 5e6);
  EXPECT_EQ(thread.period_at(7, 100), 4e6);
  EXPECT_EQ(thread.period_at(7, 5000), 6e6);
}

TEST(TheFirstThread, ForgetsPeriodsThatAreOverButNotTheOneInForce) {
  FirstThread thread = with_three_draws();
  thread.forget_before(150);
  ASSERT_EQ(thread.draws[7].size(), 2U);
  EXPECT_EQ(thread.period_at(7, 150), 4e6);
  thread.forget_before(1000);
  ASSERT_EQ(thread.draws[7].size(), 1U);
  EXPECT_EQ(thread.period_at(7, 1000), 6e6);
}

}  // namespace
}  // namespace calo::observer
