#include "generator.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>
#include <vector>

namespace jets {
namespace {

constexpr std::size_t width = columns.size();

std::size_t index_of(std::string_view name) {
  return static_cast<std::size_t>(std::ranges::find(columns, name) - columns.begin());
}

std::vector<double> column(const std::vector<double>& table, std::string_view name) {
  std::vector<double> values;
  for (std::size_t at = index_of(name); at < table.size(); at += width) values.push_back(table[at]);
  return values;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const auto n = static_cast<double>(a.size());
  double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sa += a[i];
    sb += b[i];
    saa += a[i] * a[i];
    sbb += b[i] * b[i];
    sab += a[i] * b[i];
  }
  return (sab - sa * sb / n) / std::sqrt((saa - sa * sa / n) * (sbb - sb * sb / n));
}

/// FNV-1a over the bytes of the numbers.
std::uint64_t fingerprint(const std::vector<double>& values) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const double value : values) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    for (int i = 0; i < 8; ++i) hash = (hash ^ (bits >> (8 * i) & 0xFF)) * 1099511628211ULL;
  }
  return hash;
}

TEST(Jets, AreTheSameBitsOnEveryMachine) {
  EXPECT_EQ(fingerprint(generate(1000, 1)), 0x296e0ce27b614235ULL);
}

TEST(Jets, DifferFromSeedToSeed) {
  EXPECT_NE(generate(10, 1), generate(10, 2));
}

// property: as many rows as asked for, all finite, the last nine columns whole, and more rows only
// add to fewer
RC_GTEST_PROP(Jets, AreWellFormed, ()) {
  const auto rows = *rc::gen::inRange<std::size_t>(1, 60);
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  const auto table = generate(rows, seed);
  RC_ASSERT(table.size() == rows * width);
  for (std::size_t i = 0; i < table.size(); ++i) {
    RC_ASSERT(std::isfinite(table[i]));
    if (i % width >= real_columns) RC_ASSERT(table[i] == std::round(table[i]));
  }
  const auto more = generate(rows + 7, seed);
  RC_ASSERT(std::equal(table.begin(), table.end(), more.begin()));
}

TEST(Jets, KeepTheirEnergyBalance) {
  const auto table = generate(2000, 3);
  const auto energy = column(table, "energy");
  const auto em = column(table, "emEnergy");
  const auto had = column(table, "hadEnergy");
  const auto invisible = column(table, "invisibleEnergy");
  const auto auxiliary = column(table, "auxiliaryEnergy");
  for (std::size_t i = 0; i < energy.size(); ++i) {
    EXPECT_NEAR(em[i] + had[i] + invisible[i] + auxiliary[i], energy[i], 1e-9 * energy[i]);
  }
}

TEST(Jets, HaveTheMassShellBetweenEnergyAndMomentum) {
  const auto table = generate(2000, 4);
  const auto pt = column(table, "pt");
  const auto eta = column(table, "eta");
  const auto mass = column(table, "mass");
  const auto energy = column(table, "energy");
  for (std::size_t i = 0; i < pt.size(); ++i) {
    EXPECT_NEAR(energy[i], std::hypot(pt[i] * std::cosh(eta[i]), mass[i]), 1e-9 * energy[i]);
  }
}

TEST(Jets, HaveCorrelatedColumnsForAModelToFind) {
  const auto table = generate(20000, 5);
  EXPECT_GT(correlation(column(table, "pt"), column(table, "mass")), 0.5);
  EXPECT_GT(correlation(column(table, "nConstituents"), column(table, "nCharged")), 0.8);
  EXPECT_GT(correlation(column(table, "pt"), column(table, "nConstituents")), 0.35);
  EXPECT_LT(std::abs(correlation(column(table, "phi"), column(table, "pt"))), 0.05);
}

TEST(Jets, HaveNoConstantColumn) {
  const auto table = generate(20000, 6);
  for (const std::string_view name : columns) {
    const auto values = column(table, name);
    EXPECT_GT(std::set<double>(values.begin(), values.end()).size(), 1U) << name;
  }
}

TEST(Jets, FallInMomentumWithinAnEvent) {
  const auto table = generate(5000, 7);
  const auto pt = column(table, "pt");
  const auto rank = column(table, "rank");
  for (std::size_t i = 1; i < pt.size(); ++i) {
    if (rank[i] > 0) {
      EXPECT_LE(pt[i], pt[i - 1]);
      EXPECT_EQ(rank[i], rank[i - 1] + 1);
    }
  }
}

}  // namespace
}  // namespace jets
