#include "stats/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/expect.hpp"
#include "stats/normal.hpp"
#include "stats/order.hpp"
#include "stats/rank_laws.hpp"

namespace calo::stats {

namespace {

std::vector<double> logarithms(std::span<const double> values) {
  std::vector<double> result;
  result.reserve(values.size());
  for (const double value : values) {
    CALO_EXPECT(value > 0.0 && std::isfinite(value), "ratios are of positive numbers");
    result.push_back(std::log(value));
  }
  return result;
}

Located exponential(Located located) {
  located.estimate = std::exp(located.estimate);
  if (located.low) located.low = std::exp(*located.low);
  if (located.high) located.high = std::exp(*located.high);
  return located;
}

struct Moments {
  double mean = 0.0, variance = 0.0;
};
Moments moments(std::span<const double> sample) {
  const auto n = static_cast<double>(sample.size());
  const double mean = std::accumulate(sample.begin(), sample.end(), 0.0) / n;
  double squares = 0.0;
  for (const double x : sample) squares += (x - mean) * (x - mean);
  return {mean, squares / (n - 1.0)};
}

}  // namespace

Located paired_ratio(std::span<const double> a, std::span<const double> b) {
  CALO_EXPECT(a.size() == b.size(), "pairs have two values");
  const std::vector<double> x = logarithms(a);
  std::vector<double> d = logarithms(b);
  for (std::size_t i = 0; i < d.size(); ++i) d[i] -= x[i];
  return exponential(median_of_differences(d));
}

Located unpaired_ratio(std::span<const double> a, std::span<const double> b) {
  return exponential(shift(logarithms(a), logarithms(b)));
}

Verdict verdict(const Located& ratio, double threshold) {
  if (!ratio.low || !ratio.high) return Verdict::no_interval;
  if (*ratio.high < 1.0 - threshold) return Verdict::lower;
  if (*ratio.low > 1.0 + threshold) return Verdict::higher;
  if (*ratio.low >= 1.0 - threshold && *ratio.high <= 1.0 + threshold) return Verdict::equivalent;
  if (*ratio.high < 1.0) return Verdict::lower_uncertain;
  if (*ratio.low > 1.0) return Verdict::higher_uncertain;
  return Verdict::not_resolved;
}

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::lower:
      return "lower";
    case Verdict::higher:
      return "higher";
    case Verdict::equivalent:
      return "equivalent";
    case Verdict::lower_uncertain:
      return "lower, size uncertain";
    case Verdict::higher_uncertain:
      return "higher, size uncertain";
    case Verdict::not_resolved:
      return "not resolved";
    case Verdict::no_interval:
      return "too few runs for an interval";
  }
  return "";
}

std::size_t runs_needed(double cv, double delta) {
  constexpr double two_sided_5_power_80 = 15.698;  // 2 (z_0.975 + z_0.8)^2
  constexpr double efficiency = 0.955;             // of rank tests against the t test, 3 / pi
  const double n = two_sided_5_power_80 * (cv / delta) * (cv / delta) / efficiency;
  return n < 1e9 ? static_cast<std::size_t>(std::ceil(n)) : std::numeric_limits<std::size_t>::max();
}

double cliffs_delta(std::span<const double> a, std::span<const double> b) {
  const double pairs = static_cast<double>(a.size()) * static_cast<double>(b.size());
  return 2.0 * mann_whitney(a, b).u / pairs - 1.0;
}

std::string_view size_word(double delta) {
  const double size = std::abs(delta);
  return size < 0.147 ? "negligible" : size < 0.33 ? "small" : size < 0.474 ? "medium" : "large";
}

Welch welch(std::span<const double> a, std::span<const double> b) {
  CALO_EXPECT(a.size() > 1 && b.size() > 1, "a variance needs two values");
  const Moments x = moments(a);
  const Moments y = moments(b);
  const auto m = static_cast<double>(a.size());
  const auto n = static_cast<double>(b.size());
  const double vx = x.variance / m;
  const double vy = y.variance / n;
  Welch result;
  result.difference = y.mean - x.mean;
  const double se = std::sqrt(vx + vy);
  if (!(se > 0.0)) {
    result.low = result.high = result.difference;
    result.p = result.difference == 0.0 ? 1.0 : 0.0;
    return result;
  }
  result.t = result.difference / se;
  result.df = (vx + vy) * (vx + vy) / (vx * vx / (m - 1.0) + vy * vy / (n - 1.0));
  result.p = 2.0 * student_cdf(-std::abs(result.t), result.df);
  const double half = student_quantile(0.975, result.df) * se;
  result.low = result.difference - half;
  result.high = result.difference + half;
  return result;
}

double outlier_score(double value, double median, double mad) {
  if (mad > 0.0) return 0.6745 * (value - median) / mad;
  return value == median ? 0.0
                         : std::copysign(std::numeric_limits<double>::infinity(), value - median);
}

std::vector<bool> outliers(std::span<const double> sample) {
  std::vector<bool> marks(sample.size());
  if (sample.empty()) return marks;
  const double centre = median(sample);
  const double spread = mad(sample);
  for (std::size_t i = 0; i < sample.size(); ++i) {
    marks[i] = spread > 0.0 ? std::abs(outlier_score(sample[i], centre, spread)) > 3.5
                            : std::abs(sample[i] - centre) > 0.01 * std::abs(centre);
  }
  return marks;
}

std::vector<double> holm(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return p[i]; });
  std::vector<double> result(p.size());
  double largest = 0.0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    largest = std::max(largest, std::min(1.0, static_cast<double>(p.size() - k) * p[order[k]]));
    result[order[k]] = largest;
  }
  return result;
}

}  // namespace calo::stats
