#include "series/compare.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "run_files.hpp"

namespace calo::series {
namespace {

/// Two series of runs in blocks: `roots` of B costs more, `parts` less.
struct Sides {
  Series a, b;
};
Sides sides(RunFiles& files, int runs, bool in_blocks = true) {
  for (int i = 1; i <= runs; ++i) {
    const double noise = 0.01 * std::sin(3.7 * i);
    // A: roots 10 J, parts 10 J. B: roots 13 J, parts 7 J.
    files.add({.name = "old", .block = i, .dynamic_j = 20.0 * (1.0 + noise)});
    files.add({.name = "new",
               .block = in_blocks ? i : i + 1000,
               .dynamic_j = 20.0 * (1.0 + noise),
               .roots = 0.65,
               .phases = {{"fill", 12.0}, {"fit", 8.0}}});
  }
  auto found = read(files.directory(), {.policy = attribution::StaticPolicy::none});
  EXPECT_TRUE(found) << found.error().text();
  return {found->series[0], found->series[1]};
}

const Change* named(const std::vector<Change>& changes, const std::string& name) {
  const auto at = std::ranges::find(changes, name, &Change::name);
  return at == changes.end() ? nullptr : &*at;
}

TEST(AComparison, NamesTheDearerAndTheCheaperFunctionWithIntervalsThatHoldTheTruth) {
  for (const bool in_blocks : {true, false}) {
    RunFiles files;
    const auto [a, b] = sides(files, 8, in_blocks);
    const auto comparison = compare(a, b, {});
    ASSERT_TRUE(comparison) << comparison.error().text();
    const Changes& changes = comparison->changes;
    EXPECT_TRUE(changes.by_energy);
    ASSERT_EQ(changes.functions.size(), 2U);
    const Change* const roots = named(changes.functions, "roots");
    const Change* const parts = named(changes.functions, "parts");
    ASSERT_TRUE(roots != nullptr && parts != nullptr);
    EXPECT_NEAR(roots->change, 3.0, 0.1);
    EXPECT_NEAR(parts->change, -3.0, 0.1);
    EXPECT_LE(*roots->low, 3.001);
    EXPECT_GE(*roots->high, 2.999);
    EXPECT_TRUE(roots->is_sure());
    EXPECT_LT(*roots->p, 0.05);
    EXPECT_EQ(roots->file, "work.cpp");  // though their directories differ
    EXPECT_EQ(comparison->quantities.front().paired, in_blocks);
  }
}

TEST(AComparison, NamesLinesAndPhasesToo) {
  RunFiles files;
  const auto [a, b] = sides(files, 8);
  const auto comparison = compare(a, b, {});
  ASSERT_TRUE(comparison);
  const Change* const line = named(comparison->changes.lines, "roots");
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(line->line, 11);
  EXPECT_NEAR(line->change, 3.0, 0.1);
  const Change* const phase = named(comparison->changes.phases, "fill");
  ASSERT_NE(phase, nullptr);  // A has no phases: it is new
  EXPECT_EQ(phase->a, 0.0);
  EXPECT_NEAR(phase->change, 12.0, 1e-9);
}

TEST(AComparisonOfSingleRuns, HasIntervalsOfSamplingAloneAndNoP) {
  RunFiles files;
  const auto [a, b] = sides(files, 1);
  const auto comparison = compare(a, b, {});
  ASSERT_TRUE(comparison);
  const Change* const roots = named(comparison->changes.functions, "roots");
  ASSERT_NE(roots, nullptr);
  EXPECT_FALSE(roots->p);
  ASSERT_TRUE(roots->low && roots->high);
  EXPECT_LT(*roots->low, 3.0);
  EXPECT_GT(*roots->high, 3.0);
}

TEST(TheDifferentialTree, IsConservedAndKnowsItsSpread) {
  RunFiles files;
  const auto [a, b] = sides(files, 8);
  const auto comparison = compare(a, b, {});
  ASSERT_TRUE(comparison);
  const auto& tree = comparison->changes.tree;
  ASSERT_EQ(tree.size(), 4U);  // all, main, roots, parts
  EXPECT_EQ(tree[0].name, "all");
  for (std::size_t i = 0; i < tree.size(); ++i) {
    double total_a = tree[i].self_a, total_b = tree[i].self_b;
    for (std::size_t k = i + 1; k < tree.size(); ++k) {
      if (tree[k].parent != static_cast<std::int32_t>(i)) continue;
      total_a += tree[k].total_a;
      total_b += tree[k].total_b;
    }
    EXPECT_NEAR(tree[i].total_a, total_a, 1e-9);
    EXPECT_NEAR(tree[i].total_b, total_b, 1e-9);
    EXPECT_LT(tree[i].parent, static_cast<std::int32_t>(i));
  }
  // The noise is common to both of a pair, so that the root's change is known better than its cost.
  EXPECT_NEAR(tree[0].total_b - tree[0].total_a, 0.0, 1e-9);
  EXPECT_NEAR(tree[0].u, 0.0, 1e-6);
  EXPECT_GT(tree[2].u, 0.0);
}

TEST(AComparison, KnowsTheFunctionsOfARenamedProgramAndOfAnotherVersionOfALibrary) {
  RunFiles files;
  for (const char* name : {"old", "new"}) {
    const std::string version = name == std::string{"old"} ? "1" : "2";
    files.add({.name = name,
               .program = std::string{"/opt/"} + name,
               .library = "/lib/libfit.so." + version});
  }
  const auto found = read(files.directory(), {});
  ASSERT_TRUE(found);
  const auto comparison = compare(found->series[0], found->series[1], {});
  ASSERT_TRUE(comparison);
  const auto& tree = comparison->changes.tree;
  ASSERT_EQ(tree.size(), 4U);  // nothing is new or gone
  for (std::size_t i = 1; i < tree.size(); ++i) {
    EXPECT_GT(tree[i].total_a, 0.0);
    EXPECT_GT(tree[i].total_b, 0.0);
    EXPECT_EQ(tree[i].file, tree[i].name == "parts" ? "libfit.so" : "");
  }
}

TEST(AComparison, FindsFunctionsAgainWhereOneSideKnewNoDebugFiles) {
  for (const bool in_blocks : {true, false}) {
    RunFiles files;
    for (int i = 1; i <= 6; ++i) {
      files.add({.name = "old", .block = i, .library = "/lib/libc.so.6"});
      files.add({.name = "new",
                 .block = in_blocks ? i : i + 1000,
                 .library = "/lib/libc.so.6",
                 .debug_files = i % 2 == 0});
    }
    const auto found = read(files.directory(), {});
    ASSERT_TRUE(found);
    const auto comparison = compare(found->series[0], found->series[1], {});
    ASSERT_TRUE(comparison);
    const Changes& changes = comparison->changes;
    ASSERT_EQ(changes.functions.size(), 2U);
    for (const Change& change : changes.functions) {
      EXPECT_NEAR(change.change, 0.0, 1e-9) << change.name;
      EXPECT_EQ(change.file, "work.cpp");
    }
    EXPECT_EQ(changes.tree.size(), 4U);
  }
}

TEST(AComparison, SaysNothingOfLinesThatOneSideDoesNotKnow) {
  RunFiles files;
  files.add({.name = "old"});
  files.add({.name = "new", .debug_files = false});
  const auto found = read(files.directory(), {});
  ASSERT_TRUE(found);
  const auto comparison = compare(found->series[0], found->series[1], {});
  ASSERT_TRUE(comparison);
  EXPECT_TRUE(comparison->changes.lines.empty());
  EXPECT_EQ(comparison->changes.functions.size(), 2U);
}

const Quantity* of(const Comparison& comparison, Metric metric) {
  const auto at = std::ranges::find(comparison.quantities, metric, &Quantity::metric);
  return at == comparison.quantities.end() ? nullptr : &*at;
}

/// Compares runs of these energies, one of each side in a block.
Result<Comparison> compared(RunFiles& files, const std::vector<double>& a,
                            const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    const int block = static_cast<int>(i) + 1;
    files.add({.name = "old", .block = block, .dynamic_j = a[i], .stacks = false});
    files.add({.name = "new", .block = block, .dynamic_j = b[i], .stacks = false});
  }
  auto found = read(files.directory(), {.policy = attribution::StaticPolicy::none});
  if (!found) return std::unexpected{found.error()};
  return compare(found->series[0], found->series[1], {});
}

TEST(AComparison, LeavesOutAPairWithoutARatioAndSaysSo) {
  RunFiles files;
  const auto comparison =
      compared(files, {10, 11, -0.5, 10, 11, 10, 11, 12}, {12, 13, 12, 12, 13, 12, 13, 14});
  ASSERT_TRUE(comparison);
  const Quantity* const energy = of(*comparison, Metric::energy);
  ASSERT_NE(energy, nullptr);
  EXPECT_TRUE(energy->paired);
  EXPECT_EQ(energy->a.size(), 7U);
  EXPECT_TRUE(std::ranges::any_of(comparison->warnings, [](const std::string& warning) {
    return warning.contains("1 of 8 pairs") && warning.contains("1 of 8 runs of A: not above zero");
  }));
  EXPECT_EQ(of(*comparison, Metric::time)->a.size(), 8U);
}

TEST(AComparison, KeepsTheRowOfAQuantityThatHasNoRatio) {
  RunFiles files;
  const auto comparison = compared(files, {-1, -2, 0, -1, -2, -1}, {12, 13, 12, 12, 13, 12});
  ASSERT_TRUE(comparison);
  EXPECT_EQ(of(*comparison, Metric::energy), nullptr);
  const auto row =
      std::ranges::find(comparison->not_comparable, Metric::energy, &NotComparable::metric);
  ASSERT_NE(row, comparison->not_comparable.end());
  EXPECT_NEAR(*row->a, -1.0, 1e-9);
  EXPECT_NEAR(*row->b, 12.0, 1e-9);
  EXPECT_TRUE(row->reason.contains("6 of 6 runs of A: not above zero (-2"));
}

TEST(AComparison, OfTooFewRunsForAnIntervalNamesTheLeastThatHaveOne) {
  RunFiles in_pairs;
  auto comparison = compared(in_pairs, {10, 12, 9}, {19, 24, 17});
  ASSERT_TRUE(comparison);
  EXPECT_EQ(of(*comparison, Metric::energy)->needed, 6U);
  RunFiles alone;
  comparison = compared(alone, {10}, {19});
  ASSERT_TRUE(comparison);
  EXPECT_EQ(of(*comparison, Metric::energy)->needed, 4U);
}

TEST(AComparison, NeedsTheFewerRunsTheLargerTheEffect) {
  std::size_t last = 1'000'000;
  for (const double factor : {1.005, 1.05, 1.2}) {
    RunFiles files;
    std::vector<double> a, b;
    for (int i = 0; i < 8; ++i) {
      a.push_back(10.0);
      b.push_back(10.0 * factor * std::exp(0.3 * std::sin(2.3 * i)));
    }
    const auto comparison = compared(files, a, b);
    ASSERT_TRUE(comparison);
    const Quantity* const energy = of(*comparison, Metric::energy);
    ASSERT_EQ(energy->verdict, stats::Verdict::not_resolved);
    EXPECT_GT(*energy->needed, 8U);
    EXPECT_LT(*energy->needed, last);
    last = *energy->needed;
  }
}

TEST(AComparison, OfSeriesMeasuredOneAfterTheOtherIsNotPaired) {
  RunFiles files;
  for (const char* name : {"old", "new"}) {
    for (int i = 1; i <= 6; ++i) files.add({.name = name, .block = i, .stacks = false});
  }
  const auto found = read(files.directory(), {});
  ASSERT_TRUE(found);
  const auto comparison = compare(found->series[0], found->series[1], {});
  ASSERT_TRUE(comparison);
  EXPECT_FALSE(comparison->quantities.front().paired);
  EXPECT_TRUE(comparison->why_not_paired.contains("in turns"));
}

TEST(AComparison, OfAnUnfinishedRunSaysThatItIs) {
  RunFiles files;
  files.add({.name = "new", .complete = false});
  files.add({.name = "old"});
  const auto found = read(files.directory(), {});
  ASSERT_TRUE(found);
  const auto comparison = compare(found->series[0], found->series[1], {});
  ASSERT_FALSE(comparison);
  EXPECT_TRUE(comparison.error().text().contains("still being recorded"));
}

TEST(AComparison, RefusesEnergiesOfAnotherPolicy) {
  RunFiles files;
  files.add({.name = "old"});
  files.add({.name = "new"});
  auto none = read(files.directory(), {.policy = attribution::StaticPolicy::none});
  auto exclusive = read(files.directory(), {.policy = attribution::StaticPolicy::exclusive});
  ASSERT_TRUE(none && exclusive);
  const auto comparison = compare(none->series[0], exclusive->series[1], {});
  ASSERT_FALSE(comparison);
  EXPECT_EQ(comparison.error().category, Category::usage);
  EXPECT_TRUE(comparison.error().text().contains("static policy"));
}

TEST(AComparison, FindsOnePolicyForBothSides) {
  RunFiles before, after;
  for (int i = 0; i < 6; ++i) before.add({.name = "old", .others_s = 0.0});
  for (int i = 0; i < 6; ++i) after.add({.name = "new", .others_s = i < 5 ? 0.1 : 0.0});
  const auto a = read(before.directory(), {});
  const auto b = read(after.directory(), {});
  ASSERT_TRUE(a && b);
  EXPECT_TRUE(compare(a->series[0], b->series[0], {}));
}

TEST(AComparisonWithoutStacks, StillComparesTotals) {
  RunFiles files;
  for (int i = 1; i <= 6; ++i) {
    files.add({.name = "old", .block = i, .stacks = false});
    files.add({.name = "new", .block = i, .dynamic_j = 10.0, .stacks = false});
  }
  const auto found = read(files.directory(), {.policy = attribution::StaticPolicy::none});
  ASSERT_TRUE(found);
  const auto comparison = compare(found->series[0], found->series[1], {});
  ASSERT_TRUE(comparison);
  EXPECT_TRUE(comparison->changes.functions.empty());
  EXPECT_TRUE(comparison->changes.tree.empty());
  EXPECT_EQ(comparison->quantities.front().verdict, stats::Verdict::lower);
}

}  // namespace
}  // namespace calo::series
