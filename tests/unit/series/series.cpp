#include "series/series.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <utility>
#include <vector>

#include "run_files.hpp"
#include "series/plan.hpp"

namespace calo::series {
namespace {

Found found_in(const RunFiles& files) {
  auto found = read(files.directory(), {});
  EXPECT_TRUE(found) << found.error().text();
  return std::move(*found);
}

TEST(ASeries, IsReadInTheOrderOfItsRuns) {
  RunFiles files;
  for (const double joules : {3.0, 1.0, 2.0}) files.add({.dynamic_j = joules});
  const Found found = found_in(files);
  ASSERT_EQ(found.series.size(), 1U);
  // Alone on the machine: the program pays for the 10 J of idling, too.
  EXPECT_EQ(found.series[0].values(Metric::energy), (std::vector{13.0, 11.0, 12.0}));
  EXPECT_EQ(found.series[0].values(Metric::power), (std::vector{13.0, 11.0, 12.0}));
}

TEST(ASeries, PaysForIdlingByOneRuleThoughANeighbourDisturbedOneRun) {
  RunFiles files;
  for (const double others : {0.0, 0.0, 0.5, 0.0}) files.add({.others_s = others});
  const Found found = found_in(files);
  EXPECT_EQ(found.series[0].values(Metric::energy), (std::vector{30.0, 30.0, 30.0, 30.0}));
}

TEST(ASeries, OnABusyMachinePaysForNoIdlingThoughOneRunWasAlone) {
  RunFiles files;
  for (const double others : {0.5, 0.5, 0.0}) files.add({.others_s = others});
  const Found found = found_in(files);
  EXPECT_EQ(found.series[0].values(Metric::energy), (std::vector{20.0, 20.0, 20.0}));
}

TEST(ASeries, KeepsThePolicyThatTheUserNames) {
  RunFiles files;
  for (const double others : {0.0, 0.5}) files.add({.others_s = others});
  const auto found = read(files.directory(), {.policy = attribution::StaticPolicy::none});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->series[0].values(Metric::energy), (std::vector{20.0, 20.0}));
}

TEST(ADisturbedRun, IsMarkedWithTheReasonAndStillCounts) {
  RunFiles files;
  files.add({.others_s = 0.5});
  files.add({.warnings = {{"throttled", "The CPUs were throttled."}}});
  const Found found = found_in(files);
  const auto& runs = found.series[0].runs;
  ASSERT_EQ(runs[0].disturbed.size(), 1U);
  EXPECT_EQ(runs[0].disturbed[0], "other programs used 33 % of the busy time");
  ASSERT_EQ(runs[1].disturbed.size(), 1U);
  EXPECT_EQ(runs[1].disturbed[0], "the CPU was throttled for its heat");
  EXPECT_EQ(found.series[0].counted().size(), 2U);
}

TEST(ARunOnASlowOrHotCpu, IsMarkedAgainstTheOthersOfItsSeries) {
  RunFiles files;
  for (int i = 0; i < 5; ++i) files.add({.hertz = 3.0e9, .celsius = 50.0});
  files.add({.hertz = 2.4e9, .celsius = 51.0});
  files.add({.hertz = 3.0e9, .celsius = 71.0});
  const Found found = found_in(files);
  const auto& runs = found.series[0].runs;
  EXPECT_TRUE(runs[0].disturbed.empty());
  ASSERT_EQ(runs[5].disturbed.size(), 1U);
  EXPECT_EQ(runs[5].disturbed[0], "the CPUs ran at 2.40 GHz, 20 % slower than is usual here");
  ASSERT_EQ(runs[6].disturbed.size(), 1U);
  EXPECT_EQ(runs[6].disturbed[0], "the CPU reached 71 °C, 21 above what is usual here");
}

TEST(APlan, DecidesTheOrderOfTheSeries) {
  RunFiles files;
  files.add({.name = "new"});
  files.add({.name = "old"});
  Plan plan;
  plan.commands = {{"old", {"./old"}}, {"new", {"./new"}}};
  ASSERT_TRUE(write_plan(files.directory(), plan));
  const Found found = found_in(files);
  ASSERT_EQ(found.series.size(), 2U);
  EXPECT_EQ(found.series[0].name, "old");
  EXPECT_EQ(found.series[1].name, "new");
}

TEST(APlan, IsReadBackAsItWasWritten) {
  RunFiles files;
  Plan plan;
  plan.commands = {{"a", {"/bin/sh", "-c", "echo \"x\" \xff"}}, {"b", {"b"}}};
  plan.run_options = {"--rate", "100"};
  plan.blocks = 7;
  plan.warm_ups = 2;
  plan.seed = 18'446'744'073'709'551'615U;
  plan.until = 0.01;
  plan.prepare = "sync";
  plan.rest = Seconds::of(1.5);
  plan.cool_down = true;
  ASSERT_TRUE(write_plan(files.directory(), plan));
  const auto again = read_plan(files.directory());
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(again->names(), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(again->run_options, plan.run_options);
  EXPECT_EQ(again->blocks, 7);
  EXPECT_EQ(again->warm_ups, 2);
  EXPECT_EQ(again->seed, plan.seed);
  EXPECT_EQ(again->until, 0.01);
  EXPECT_EQ(again->prepare, "sync");
  EXPECT_EQ(again->rest, Seconds::of(1.5));
  EXPECT_TRUE(again->cool_down);

  plan.warm_ups = std::nullopt;
  ASSERT_TRUE(write_plan(files.directory(), plan));
  EXPECT_EQ(read_plan(files.directory())->warm_ups, std::nullopt);
}

TEST(APlan, ShufflesEachBlockAndTheSameWayAgain) {
  Plan plan;
  plan.commands.resize(3);
  plan.seed = 5;
  bool differs = false;
  for (std::int64_t block = 1; block <= 20; ++block) {
    std::vector<std::size_t> order = plan.order_of(block);
    EXPECT_EQ(order, plan.order_of(block));
    differs = differs || order != plan.order_of(1);
    std::ranges::sort(order);
    EXPECT_EQ(order, (std::vector<std::size_t>{0, 1, 2}));
  }
  EXPECT_TRUE(differs);
}

TEST(APlan, ThatIsNoneIsRefused) {
  RunFiles files;
  for (const char* text : {"", "[]", "{}", "{\"schema\": 1}", "{\"schema\": \"calo.series/1\"}",
                           "{\"schema\": \"calo.series/2\"}"}) {
    std::ofstream{files.directory() / "series.json"} << text;
    EXPECT_FALSE(read_plan(files.directory())) << text;
  }
}

TEST(AFileOfASeries, IsNamedByItsCommandAndBlock) {
  EXPECT_EQ(Plan::file_of("a/b c", 7), "a_b_c-0007.calo");
  EXPECT_EQ(Plan::file_of("train", -2), "train-warm-up-2.calo");
}

}  // namespace
}  // namespace calo::series
