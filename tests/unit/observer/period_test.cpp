#include "observer/period.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <vector>

namespace calo::observer {
namespace {

constexpr double mean = 5e6;  // ns

/// The CPU time that samples of a thread that lives for `life` stand for, on average over periods,
/// in `bins` equal parts of its life.
std::vector<double> represented(Births births, double life, std::size_t bins) {
  Periods periods{mean, 1};
  std::vector<double> sums(bins);
  constexpr int threads = 40'000;
  for (int i = 0; i < threads; ++i) {
    const std::uint64_t period = periods.draw(births);
    for (std::uint64_t count = 1; static_cast<double>(period * count) < life; ++count) {
      const auto at = static_cast<std::size_t>(static_cast<double>(period * count) / life *
                                               static_cast<double>(bins));
      sums[at] += periods.weight(period, count) / threads;
    }
  }
  return sums;
}

TEST(Periods, RepresentEachPartOfALifeByItsCpuTime) {
  for (const Births births : {Births::rare, Births::common}) {
    constexpr double life = 12e6;
    constexpr std::size_t bins = 12;
    const auto sums = represented(births, life, bins);
    // What is younger than the shortest period is not seen.
    for (std::size_t i = 1; i < bins; ++i) EXPECT_NEAR(sums[i], 1e6, 0.06e6) << i;
  }
}

TEST(Periods, GiveTheAskedRateToThreadsThatLiveLong) {
  for (const Births births : {Births::none, Births::rare})
    EXPECT_NEAR((Periods{mean, 1}.mixture(births).rate()), 1.0 / mean, 1e-12);
}

TEST(Periods, StandForThemselvesInOldThreads) {
  Periods periods{mean, 1};
  for (int i = 0; i < 100; ++i) {
    const std::uint64_t period = periods.draw(Births::rare);
    EXPECT_DOUBLE_EQ(periods.weight(period, 100'000), static_cast<double>(period));
  }
}

RC_GTEST_PROP(Periods, NeverComeTooOftenAndWeighAPositiveTime, (std::uint64_t seed)) {
  Periods periods{mean, seed};
  for (const Births births : {Births::none, Births::rare, Births::common}) {
    const std::uint64_t period = periods.draw(births);
    RC_ASSERT(period >= 99'999);
    const auto count = *rc::gen::inRange<std::uint64_t>(1, 1000);
    const double weight = periods.weight(period, count);
    RC_ASSERT(std::isfinite(weight));
    RC_ASSERT(weight > 0.0);
  }
}

}  // namespace
}  // namespace calo::observer
