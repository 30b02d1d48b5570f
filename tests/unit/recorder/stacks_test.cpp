#include "recorder/stacks.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace calo::recorder {
namespace {

/// Processes 0, 1, 2 have the pids 100, 101, 102.
std::optional<std::int64_t> id_of(std::int64_t pid) {
  if (pid < 100 || pid > 102) return std::nullopt;
  return pid - 100;
}

class StacksTest : public testing::Test {
 protected:
  StacksTest() { profile.threads.resize(3, {-1, 0, "", {}, {}, 0, 0}); }

  void sample(std::int32_t pid, std::int32_t stack, double cpu = 0.004, double unsampled = 0.0) {
    sampling::TakenSample taken;
    taken.pid = pid;
    taken.parent = 100;
    taken.thread = (pid - 100) % 3;
    taken.stack = stack;
    taken.time = start + nanoseconds(end) + std::chrono::milliseconds{10};
    taken.cpu = Seconds::of(cpu);
    taken.unsampled = Seconds::of(unsampled);
    stacks.take(std::array{taken}, profile, id_of, start);
  }

  /// An interval in which processes used CPU time.
  void use(const std::vector<processes::ProcessUse>& uses, Joules dynamic,
           Joules static_share = {}) {
    stacks.share({end, end + 1.0_s, dynamic, static_share}, uses, account_of);
    end += 1.0_s;
  }
  void finish() { stacks.finish(account_of); }

  std::map<std::int32_t, model::StackUse> by_stack() {
    stacks.write(profile, 1.0_s);
    std::map<std::int32_t, model::StackUse> uses;
    for (const model::StackUse& one : profile.uses) {
      model::StackUse& sum = uses[one.stack];
      sum.samples += one.samples;
      sum.dynamic += one.dynamic;
      sum.dynamic_squares += one.dynamic_squares;
    }
    return uses;
  }

  os::Instant start{};
  Seconds end{};
  Stacks::AccountOf account_of = [](std::int64_t id) { return id; };
  model::Profile profile;
  Stacks stacks;
};

TEST_F(StacksTest, GiveTheWorkedExampleOfTheMethod) {
  for (const int stack : {0, 0, 0, 1}) sample(100, stack, 0.25);
  use({{0, 1.0_s}}, 30.0_J);
  for (const int stack : {0, 1, 1, 1}) sample(100, stack, 0.25);
  use({{0, 1.0_s}}, 10.0_J);
  auto uses = by_stack();
  EXPECT_DOUBLE_EQ(uses.at(0).dynamic.value(), 25.0);
  EXPECT_DOUBLE_EQ(uses.at(1).dynamic.value(), 15.0);
  EXPECT_DOUBLE_EQ(uses.at(0).dynamic_squares, 175.0);
  EXPECT_EQ(profile.threads[0].process, 0);
}

TEST_F(StacksTest, LeaveTheEnergyOfAnIntervalWithoutSamplesUnsampled) {
  use({{0, 1.0_s}}, 5.0_J);
  sample(100, 0, 0.1);
  use({{0, 1.0_s}}, 10.0_J);
  use({{0, 1.0_s}}, 7.0_J);
  finish();
  EXPECT_DOUBLE_EQ(by_stack().at(0).dynamic.value(), 1.0);
}

TEST_F(StacksTest, NeverGiveTheEnergyOfOneProcessToSamplesOfAnother) {
  // Process 1 spends nine tenths, and is never sampled.
  sample(100, 0, 0.1);
  use({{0, 0.1_s}, {1, 0.9_s}}, 10.0_J);
  finish();
  EXPECT_DOUBLE_EQ(by_stack().at(0).dynamic.value(), 1.0);
}

TEST_F(StacksTest, LeaveOutTheCpuTimeForWhichNoSampleStands) {
  sample(100, 0, 0.006, 0.002);
  sample(100, -1, 0.0, 0.002);
  use({{0, 0.01_s}}, 10.0_J);
  EXPECT_DOUBLE_EQ(by_stack().at(0).dynamic.value(), 6.0);
}

TEST_F(StacksTest, KeepSamplesUntilTheirProcessHasUsedSoMuch) {
  sample(101, 4, 0.5);
  use({{0, 1.0_s}}, 10.0_J);
  EXPECT_TRUE(by_stack().empty());
  use({{1, 1.0_s}}, 3.0_J);
  EXPECT_DOUBLE_EQ(by_stack().at(4).dynamic.value(), 1.5);
}

TEST_F(StacksTest, KeepSamplesOfAProcessThatNeverHasAny) {
  sample(101, 4);
  finish();
  EXPECT_EQ(by_stack().at(4).samples, 1);
  EXPECT_EQ(by_stack().at(4).dynamic, Joules{});
}

TEST_F(StacksTest, LetASampleOfAShortProcessStandForItsSiblings) {
  // 1 and 2 are of one program; 4 ms each, one is sampled and stands for both.
  account_of = [](std::int64_t id) { return std::min<std::int64_t>(id, 1); };
  sample(101, 4, 0.008);
  use({{1, 0.004_s}, {2, 0.004_s}}, 3.0_J);
  EXPECT_DOUBLE_EQ(by_stack().at(4).dynamic.value(), 3.0);
}

TEST_F(StacksTest, CountAnUnknownProcessForItsParent) {
  sample(777, 4, 0.5);
  use({{0, 1.0_s}}, 3.0_J);
  EXPECT_DOUBLE_EQ(by_stack().at(4).dynamic.value(), 1.5);
}

RC_GTEST_FIXTURE_PROP(StacksTest, NeverGiveMoreThanThereIs, ()) {
  std::map<std::int64_t, double> given;
  for (int i = *rc::gen::inRange(1, 20); i > 0; --i) {
    for (int s = *rc::gen::inRange(0, 6); s > 0; --s) {
      sample(100 + *rc::gen::inRange(0, 3), *rc::gen::inRange(0, 5),
             0.03 * *rc::gen::inRange(0, 9));
    }
    const double cpu = 0.1 * *rc::gen::inRange(1, 9);
    use({{0, Seconds::of(cpu)}, {1, Seconds::of(0.5)}}, 10.0_J, 1.0_J);
    given[0] += 10.0 * cpu / (cpu + 0.5);
    given[1] += 10.0 * 0.5 / (cpu + 0.5);
  }
  finish();
  stacks.write(profile, 1.0_s);
  std::map<std::int64_t, double> taken;
  for (const model::StackUse& one : profile.uses)
    taken[profile.threads[static_cast<std::size_t>(one.thread)].process] += one.dynamic.value();
  for (const auto& [process, joules] : taken) RC_ASSERT(joules <= given[process] + 1e-9);
}

}  // namespace
}  // namespace calo::recorder
