#include "formats/profile_stacks.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "example_profile.hpp"
#include "formats/whole_units.hpp"

namespace calo::formats {
namespace {

using testing::example;
using testing::example_profile;

std::vector<std::string> names(const model::Profile& profile, const Stacks& stacks,
                               std::int32_t frame) {
  std::vector<std::string> result;
  for (const std::int32_t f : stacks.path(frame)) {
    result.push_back(
        shown_name(profile, stacks.frames[static_cast<std::size_t>(f)].function).substr(0, 40));
  }
  return result;
}
std::int32_t end_of(const Stacks& stacks, const model::Profile& profile, std::size_t use) {
  return stacks.innermost[static_cast<std::size_t>(profile.uses[use].stack)];
}
using Names = std::vector<std::string>;

TEST(ProfileStacks, FoldsTheInterpreterInStacksThatHavePythonFrames) {
  const model::Profile profile = example_profile();
  const Stacks stacks = stacks_of(profile, true, Lines::merged);
  EXPECT_EQ(names(profile, stacks, end_of(stacks, profile, 1)),
            (Names{"<module>", "train", "gemm", "kernel"}));
}

TEST(ProfileStacks, KeepsTheInterpreterWhereThereIsNoPythonFrame) {
  const model::Profile profile = example_profile();
  const Stacks stacks = stacks_of(profile, true, Lines::merged);
  EXPECT_EQ(names(profile, stacks, end_of(stacks, profile, 0)),
            (Names{"main", "_PyEval_EvalFrameDefault"}));
}

TEST(ProfileStacks, KeepsTheInterpreterIfAsked) {
  const model::Profile profile = example_profile();
  const Stacks stacks = stacks_of(profile, false, Lines::merged);
  EXPECT_EQ(
      names(profile, stacks, end_of(stacks, profile, 4)),
      (Names{"main", "_PyEval_EvalFrameDefault", "<module>", "_PyEval_EvalFrameDefault", "train"}));
}

TEST(ProfileStacks, TellsLinesApartIfAsked) {
  const model::Profile profile = example_profile();
  const Stacks stacks = stacks_of(profile, true, Lines::told_apart);
  std::vector<std::int32_t> lines;
  for (const std::int32_t f : stacks.path(end_of(stacks, profile, 1))) {
    lines.push_back(stacks.frames[static_cast<std::size_t>(f)].line);
  }
  EXPECT_EQ(lines, (std::vector<std::int32_t>{9, 8, 110, 6}));
}

TEST(ProfileStacks, ALocationWithoutSymbolsIsAFrameOfUnknownFunction) {
  model::Profile profile;
  profile.locations.resize(1);
  profile.stacks.resize(1);
  profile.threads.resize(1);
  profile.uses.resize(1);
  const Stacks stacks = stacks_of(profile, true, Lines::merged);
  EXPECT_EQ(names(profile, stacks, stacks.innermost[0]), Names{"[unknown]"});
}

TEST(ProfileStacks, CostsAreSummedPerThreadAndStack) {
  const model::Profile profile = example_profile();
  const Stacks stacks = stacks_of(profile, true, Lines::merged);
  const auto costs = costs_by_stack(profile, stacks.innermost, {.tell_threads_apart = true});
  ASSERT_EQ(costs.size(), 6U);
  const auto gemm = std::ranges::find(costs, end_of(stacks, profile, 1), &StackCost::stack);
  ASSERT_NE(gemm, costs.end());
  EXPECT_EQ(gemm->thread, 0);
  EXPECT_EQ(gemm->samples, 80);
  EXPECT_NEAR(gemm->energy.value(), 4.0, 1e-6);
  EXPECT_EQ(costs.back().thread, 1);
}

TEST(ProfileStacks, TheIdleEnergyThatTheProgramPaysIsAdded) {
  const model::Profile profile = example_profile();
  const Stacks stacks = stacks_of(profile, true, Lines::merged);
  const auto sum = [&](double paid) {
    double total = 0.0;
    for (const StackCost& cost : costs_by_stack(profile, stacks.innermost, {.paid = paid})) {
      total += cost.energy.value();
    }
    return total;
  };
  EXPECT_NEAR(sum(1.0) - sum(0.0), 1.0, 1e-9);
  EXPECT_NEAR(sum(0.5) - sum(0.0), 0.5, 1e-9);
}

TEST(MeasureOf, IsEnergyWhereItIsKnown) {
  EXPECT_EQ(measure_of(example(), example_profile(), {}), Measure::energy);
}

TEST(MeasureOf, IsCpuTimeWithoutEnergy) {
  model::Profile profile = example_profile();
  for (model::StackUse& use : profile.uses) use.dynamic = use.static_share = Joules{};
  EXPECT_EQ(measure_of(example(), profile, {}), Measure::cpu);
  const auto energy = measure_of(example(), profile, Measure::energy);
  ASSERT_FALSE(energy);
  EXPECT_EQ(energy.error().category, Category::usage);
  EXPECT_FALSE(energy.error().remedy.empty());
}

TEST(MeasureOf, RefusesCarbonWithoutAnIntensity) {
  model::Run run = example();
  EXPECT_EQ(measure_of(run, example_profile(), Measure::carbon), Measure::carbon);
  run.header.carbon.intensity = {};
  EXPECT_FALSE(measure_of(run, example_profile(), Measure::carbon));
}

TEST(WholeUnits, KeepTheSum) {
  EXPECT_EQ(whole_units(std::vector{0.4, 0.4, 0.4}, 1.0), (std::vector<std::int64_t>{1, 0, 0}));
}

TEST(WholeUnits, CountWhatIsNoAmountAsNothing) {
  const std::vector<double> amounts{-1.0, std::nan(""), INFINITY, 2.0};
  EXPECT_EQ(whole_units(amounts, 1.0), (std::vector<std::int64_t>{0, 0, 0, 2}));
}

TEST(WholeUnits, KeepRatiosBeyondTheRangeOfIntegers) {
  const auto whole = whole_units(std::vector{1e300, 1e300}, 1e6);
  EXPECT_EQ(whole[0], whole[1]);
  EXPECT_GT(whole[0], std::int64_t{1} << 50U);
}

RC_GTEST_PROP(WholeUnits, AreOffByLessThanOneEachAndConserveTheSum, ()) {
  const auto thousandths = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 10'000'000));
  std::vector<double> amounts;
  for (const int x : thousandths) amounts.push_back(x * 1e-3);
  const auto whole = whole_units(amounts, 1.0);
  const double sum = std::accumulate(amounts.begin(), amounts.end(), 0.0);
  RC_ASSERT(std::accumulate(whole.begin(), whole.end(), std::int64_t{0}) == std::llround(sum));
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    RC_ASSERT(std::abs(static_cast<double>(whole[i]) - amounts[i]) < 1.0);
  }
}

}  // namespace
}  // namespace calo::formats
