#include "figures/distribution.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/expect.hpp"

namespace calo::figures {
namespace {

/// 97.5 % quantile of Student's distribution: tabulated, then within 0.002 of it.
double student(std::size_t degrees_of_freedom) {
  static constexpr std::array<double, 30> table{
      12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
      2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
      2.080,  2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};
  if (degrees_of_freedom <= table.size()) return table.at(degrees_of_freedom - 1);
  return 1.96 + 2.4 / static_cast<double>(degrees_of_freedom);
}

}  // namespace

double quantile(std::span<const double> ascending, double share) {
  CALO_EXPECT(!ascending.empty(), "an empty sample has no quantiles");
  const double place = share * static_cast<double>(ascending.size() - 1);
  const std::size_t below = std::min(static_cast<std::size_t>(place), ascending.size() - 1);
  const std::size_t above = std::min(below + 1, ascending.size() - 1);
  return std::lerp(ascending[below], ascending[above], place - static_cast<double>(below));
}

Summary summary(std::span<const double> sample) {
  CALO_EXPECT(!sample.empty(), "an empty sample has no summary");
  std::vector<double> sorted{sample.begin(), sample.end()};
  std::ranges::sort(sorted);
  Summary result;
  result.count = sorted.size();
  const auto n = static_cast<double>(sorted.size());
  for (const double value : sorted) result.mean += value / n;
  if (sorted.size() > 1) {
    double squares = 0;
    for (const double value : sorted) squares += (value - result.mean) * (value - result.mean);
    result.deviation = std::sqrt(squares / (n - 1));
    result.mean_half_width = student(sorted.size() - 1) * result.deviation / std::sqrt(n);
  }
  result.lowest = sorted.front();
  result.lower_quartile = quantile(sorted, 0.25);
  result.median = quantile(sorted, 0.5);
  result.upper_quartile = quantile(sorted, 0.75);
  result.highest = sorted.back();
  return result;
}

std::vector<double> Bins::edges() const {
  std::vector<double> edges;
  for (std::size_t i = 0; i <= counts.size(); ++i) {
    edges.push_back(std::lerp(range.low, range.high,
                              static_cast<double>(i) / static_cast<double>(counts.size())));
  }
  return edges;
}

double Bins::highest() const {
  return counts.empty() ? 0 : *std::ranges::max_element(counts);
}

Bins binned(std::span<const double> sample, Range range, std::size_t count) {
  CALO_EXPECT(count > 0 && range.low < range.high, "bins need a range");
  Bins bins{.range = range, .counts = std::vector<double>(count)};
  const double scale = static_cast<double>(count) / (range.high - range.low);
  for (const double value : sample) {
    if (!(value >= range.low && value <= range.high)) {
      ++bins.outside;
      continue;
    }
    const auto index = static_cast<std::size_t>((value - range.low) * scale);
    bins.counts[std::min(index, count - 1)] += 1;
  }
  return bins;
}

std::size_t bin_count(const Summary& summary) {
  const double width =
      2 * summary.quartile_distance() / std::cbrt(static_cast<double>(summary.count));
  const double wanted = width > 0 ? std::ceil((summary.highest - summary.lowest) / width) : 10;
  return static_cast<std::size_t>(std::clamp(wanted, 5.0, 40.0));
}

std::vector<double> density(std::span<const double> sample, const Summary& summary,
                            std::span<const double> places) {
  const double by_quartiles = summary.quartile_distance() / 1.34;
  const double spread =
      by_quartiles > 0 ? std::min(summary.deviation, by_quartiles) : summary.deviation;
  CALO_EXPECT(spread > 0, "a density needs two different numbers");
  const auto n = static_cast<double>(sample.size());
  const double width = 0.9 * spread * std::pow(n, -0.2);
  const double height = 1 / (n * width * std::sqrt(2 * std::numbers::pi));
  std::vector<double> result;
  for (const double place : places) {
    double sum = 0;
    for (const double value : sample) {
      const double distance = (place - value) / width;
      sum += std::exp(-0.5 * distance * distance);
    }
    result.push_back(sum * height);
  }
  return result;
}

}  // namespace calo::figures
