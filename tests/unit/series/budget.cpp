#include "series/budget.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "run_files.hpp"

namespace calo::series {
namespace {

TEST(ABudget, IsAnAmountOfItsMetric) {
  for (const auto& [text, metric, expected] : {std::tuple{"500J", Metric::energy, 500.0},
                                               {"2 kJ", Metric::energy, 2000.0},
                                               {"1.5Wh", Metric::energy, 5400.0},
                                               {"0.001kWh", Metric::energy, 3600.0},
                                               {"7", Metric::energy, 7.0},
                                               {"300mg", Metric::carbon, 0.3},
                                               {"1kg", Metric::carbon, 1000.0},
                                               {"12W", Metric::power, 12.0},
                                               {"250ms", Metric::cpu, 0.25},
                                               {"2min", Metric::time, 120.0},
                                               {"1h", Metric::time, 3600.0},
                                               {"1.5GiB", Metric::memory, 1.5 * 1073741824.0},
                                               {"20 MB", Metric::memory, 20e6}}) {
    const auto amount = parse_budget(text, metric);
    ASSERT_TRUE(amount) << text << ": " << amount.error().text();
    EXPECT_DOUBLE_EQ(*amount, expected) << text;
  }
}

TEST(ABudget, OfAnotherUnitIsRefused) {
  for (const auto& [text, metric] : {std::pair{"3kg", Metric::energy},
                                     {"1s", Metric::energy},
                                     {"5J", Metric::time},
                                     {"1kmin", Metric::time},
                                     {"-1J", Metric::energy},
                                     {"0J", Metric::energy},
                                     {"", Metric::energy},
                                     {"many", Metric::memory},
                                     {"1kKiB", Metric::memory},
                                     {"nanJ", Metric::energy},
                                     {"5JJ", Metric::energy}}) {
    EXPECT_FALSE(parse_budget(text, metric)) << text;
  }
}

Series series_of(RunFiles& files, const std::string& name, std::initializer_list<double> joules) {
  int block = 0;
  for (const double dynamic : joules)
    files.add({.name = name, .block = ++block, .dynamic_j = dynamic, .stacks = false});
  auto found = read(files.directory(), {.policy = attribution::StaticPolicy::none});
  EXPECT_TRUE(found);
  const auto at = std::ranges::find(found->series, name, &Series::name);
  return *at;
}

TEST(ACheck, IsFineWorseOrNotResolvedByTheWholeInterval) {
  RunFiles files;
  const Series main = series_of(files, "main", {20.0, 20.1, 19.9, 20.05, 19.95, 20.02});
  const Series same = series_of(files, "same", {20.01, 20.05, 19.92, 20.0, 20.0, 19.99});
  const Series worse = series_of(files, "worse", {22.0, 22.1, 21.9, 22.05, 21.95, 22.02});
  const Series wild = series_of(files, "wild", {16.0, 26.0, 18.0, 24.0, 17.0, 25.0});
  const auto outcome = [&](const Series& now) {
    const auto result = check(now, &main, {});
    EXPECT_TRUE(result) << result.error().text();
    return result->outcome;
  };
  EXPECT_EQ(outcome(same), Outcome::fine);
  EXPECT_EQ(outcome(worse), Outcome::worse);
  EXPECT_EQ(outcome(wild), Outcome::not_resolved);
}

TEST(ACheck, OfABudgetNeedsNoBaseline) {
  RunFiles files;
  const Series now = series_of(files, "now", {20.0, 20.1, 19.9, 20.05, 19.95, 20.02});
  CheckWanted wanted;
  for (const auto& [budget, expected] : {std::pair{30.0, Outcome::fine}, {10.0, Outcome::worse}}) {
    wanted.budget = budget;
    const auto result = check(now, nullptr, wanted);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->outcome, expected);
  }
}

}  // namespace
}  // namespace calo::series
