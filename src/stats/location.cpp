#include "stats/location.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

#include "base/expect.hpp"
#include "stats/rank_laws.hpp"

namespace calo::stats {

namespace {

std::vector<double> sorted(std::span<const double> sample) {
  std::vector<double> result(sample.begin(), sample.end());
  std::ranges::sort(result);
  return result;
}

/// Doubles in their order as whole numbers, so that bisection ends at the very value.
std::int64_t place_of(double value) {
  const auto bits = std::bit_cast<std::int64_t>(value);
  return bits >= 0 ? bits : std::int64_t{INT64_MIN} - bits;
}
double value_at(std::int64_t place) {
  return std::bit_cast<double>(place >= 0 ? place : std::int64_t{INT64_MIN} - place);
}

/// The k-th smallest (from 1) of values that are only counted: `count(v)` are at most v.
double kth(std::uint64_t k, double lowest, double highest,
           const std::function<std::uint64_t(double)>& count) {
  std::int64_t low = place_of(lowest);
  std::int64_t high = place_of(highest);
  while (low < high) {
    const std::int64_t middle =
        low + static_cast<std::int64_t>(
                  (static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low)) / 2);
    if (count(value_at(middle)) >= k) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return value_at(low);
}

Located located(std::uint64_t all, std::size_t bound, double coverage,
                const std::function<double(std::uint64_t)>& at) {
  Located result;
  result.estimate = all % 2 == 1 ? at(all / 2 + 1) : 0.5 * (at(all / 2) + at(all / 2 + 1));
  if (bound == 0) return result;
  result.low = at(bound);
  result.high = at(all + 1 - bound);
  result.coverage = coverage;
  return result;
}

}  // namespace

Located median_of_differences(std::span<const double> differences, double coverage) {
  CALO_EXPECT(!differences.empty(), "a median needs at least one value");
  const std::vector<double> d = sorted(differences);
  const std::size_t n = d.size();
  const auto count = [&](double value) {
    std::uint64_t total = 0;
    std::size_t j = n;
    for (std::size_t i = 0; i < n; ++i) {
      while (j > i && 0.5 * (d[i] + d[j - 1]) > value) --j;
      if (j <= i) break;
      total += j - i;
    }
    return total;
  };
  const auto at = [&](std::uint64_t k) { return kth(k, d.front(), d.back(), count); };
  const std::size_t bound = signed_rank_bound(n, coverage);
  return located(std::uint64_t{n} * (n + 1) / 2, bound, signed_rank_coverage(n, bound), at);
}

Located shift(std::span<const double> x, std::span<const double> y, double coverage) {
  CALO_EXPECT(!x.empty() && !y.empty(), "two samples are compared");
  const std::vector<double> a = sorted(x);
  const std::vector<double> b = sorted(y);
  const auto count = [&](double value) {
    std::uint64_t total = 0;
    std::size_t j = 0;
    for (const double from : a) {  // as it grows, more of y are near enough
      while (j < b.size() && b[j] - from <= value) ++j;
      total += j;
    }
    return total;
  };
  const auto at = [&](std::uint64_t k) {
    return kth(k, b.front() - a.back(), b.back() - a.front(), count);
  };
  const std::size_t bound = mann_whitney_bound(a.size(), b.size(), coverage);
  return located(std::uint64_t{a.size()} * b.size(), bound,
                 mann_whitney_coverage(a.size(), b.size(), bound), at);
}

double quantile(std::span<const double> sample, double share) {
  CALO_EXPECT(!sample.empty(), "a quantile needs at least one value");
  const std::vector<double> values = sorted(sample);
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(place));
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (place - std::floor(place)) * (values[above] - values[below]);
}

}  // namespace calo::stats
