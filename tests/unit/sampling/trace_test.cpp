#include "sampling/trace.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "os/file.hpp"

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

TEST(Trace, SaysWhatIsMissing) {
  const std::filesystem::path home{testing::TempDir() + "trace_says_what_is_missing"};
  std::filesystem::remove_all(home);
  ASSERT_TRUE(std::filesystem::create_directories(home));
  const auto trace = PythonTrace::prepare(home);
  ASSERT_TRUE(trace);
  const auto missing = [&] {
    model::Profile profile;
    return trace->collect(profile);
  };
  const auto leave = [&](std::string_view name, std::string_view text) {
    ASSERT_TRUE(os::write_file(home / "trace" / name, text));
  };
  ASSERT_EQ(missing().size(), 1U);
  EXPECT_TRUE(missing()[0].starts_with("No Python process could be traced"));
  leave("1-a.json", one_process);
  EXPECT_TRUE(missing().empty());
  leave("2-a.started", "");
  ASSERT_EQ(missing().size(), 1U);
  EXPECT_NE(missing()[0].find("did not end by themselves"), std::string::npos);
  leave("1-a.partial", "");
  leave("3-a.json", "[[");
  ASSERT_EQ(missing().size(), 3U);
  EXPECT_NE(missing()[0].find("could not be read (1 process)"), std::string::npos);
  EXPECT_NE(missing()[2].find("profiled itself"), std::string::npos);
}

}  // namespace
}  // namespace calo::sampling
