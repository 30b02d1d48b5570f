#include "sampling/trace.hpp"

#include <gtest/gtest.h>

namespace calo::sampling {
namespace {

constexpr std::string_view one_process =
    R"([["a.py", 1, "f", 1, 3, 0.5, 1.0, [[1, 3, 1, 0.5, 1.0]]],
        ["~", 0, "<built-in exec>", 1, 1, 0.1, 1.1, []]])";

TEST(Trace, AddsProcessesUp) {
  model::Profile profile;
  ASSERT_TRUE(add_trace(one_process, profile));
  ASSERT_TRUE(add_trace(R"([["~", 0, "<built-in exec>", 1, 1, 0.1, 1.1, []],
                            ["a.py", 1, "f", 1, 4, 0.25, 0.5, [[0, 4, 1, 0.25, 0.5]]]])",
                        profile));
  ASSERT_EQ(profile.traced.size(), 2U);
  EXPECT_EQ(profile.traced[0].name, "f");
  EXPECT_EQ(profile.traced[0].count.calls, 7);
  EXPECT_EQ(profile.traced[0].count.primitive, 2);
  EXPECT_DOUBLE_EQ(profile.traced[0].count.own.value(), 0.75);
  ASSERT_EQ(profile.traced_calls.size(), 1U);
  EXPECT_EQ(profile.traced_calls[0].caller, 1);
  EXPECT_EQ(profile.traced_calls[0].count.calls, 7);
}

TEST(Trace, RefusesNonsenseAndKeepsWhatItHas) {
  model::Profile profile;
  ASSERT_TRUE(add_trace(one_process, profile));
  for (const std::string_view damaged :
       {"", "[", "{}", "[1]", "[[]]", R"([["a.py", 1, "f", -1, 3, 0.5, 1.0, []]])",
        R"([["a.py", 1, "f", 1, 3, 0.5, 1.0, [[7, 1, 1, 0.1, 0.1]]]])",
        R"([["a.py", 1, "f", 1, 3, null, 1.0, []]])", R"([["a.py", 1, 5, 1, 3, 0.5, 1.0, []]])"}) {
    EXPECT_FALSE(add_trace(damaged, profile)) << damaged;
  }
  EXPECT_EQ(profile.traced.size(), 2U);
  EXPECT_EQ(profile.traced[0].count.calls, 3);
}

}  // namespace
}  // namespace calo::sampling
