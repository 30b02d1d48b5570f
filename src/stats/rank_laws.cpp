#include "stats/rank_laws.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "base/expect.hpp"
#include "stats/normal.hpp"

namespace calo::stats {

namespace {

/// Probability of each sum when every one of these ranks counts with probability 1/2.
std::vector<double> law_of_sums(std::span<const std::size_t> ranks) {
  std::vector<double> law = {1.0};
  for (const std::size_t rank : ranks) {
    std::vector<double> next(law.size() + rank, 0.0);
    for (std::size_t s = 0; s < law.size(); ++s) {
      next[s] += 0.5 * law[s];
      next[s + rank] += 0.5 * law[s];
    }
    law = std::move(next);
  }
  return law;
}

std::vector<double> signed_rank_law(std::size_t n) {
  std::vector<std::size_t> ranks(n);
  std::iota(ranks.begin(), ranks.end(), 1);
  return law_of_sums(ranks);
}

/// Probability of each U for samples of m and n: subsets of m ranks of m + n by their sum.
std::vector<double> mann_whitney_law(std::size_t m, std::size_t n) {
  // counts[k][s]: subsets of size k with sum s above the smallest possible one. Only additions of
  // positive numbers: no digits are lost.
  std::vector<std::vector<double>> counts(m + 1, std::vector<double>(m * n + 1, 0.0));
  counts[0][0] = 1.0;
  for (std::size_t item = 1; item <= m + n; ++item) {
    for (std::size_t k = std::min(item, m); k >= 1; --k) {
      // The k-th smallest of a subset is item; it lies item - k above its smallest place.
      const std::size_t above = item - k;
      if (above > n) continue;
      for (std::size_t s = counts[k].size(); s-- > above;) counts[k][s] += counts[k - 1][s - above];
    }
  }
  std::vector<double> law = counts[m];
  const double all = std::accumulate(law.begin(), law.end(), 0.0);
  for (double& value : law) value /= all;
  return law;
}

/// Largest K with P(statistic <= K - 1) <= tail.
std::size_t bound_of(std::span<const double> law, double tail) {
  double below = 0.0;
  std::size_t k = 0;
  for (const double probability : law) {
    below += probability;
    if (below > tail * (1.0 + 1e-12)) return k;
    ++k;
  }
  return k;
}

std::size_t normal_bound(double mean, double sd, double tail) {
  const double k = std::floor(mean - 0.5 - normal_quantile(1.0 - tail) * sd) + 1.0;
  return k < 1.0 ? 0 : static_cast<std::size_t>(k);
}

double below(std::span<const double> law, std::size_t k) {
  return std::accumulate(law.begin(),
                         law.begin() + static_cast<std::ptrdiff_t>(std::min(k, law.size())), 0.0);
}

double two_sided(double z) {
  return std::min(1.0, 2.0 * (1.0 - normal_cdf(std::abs(z))));
}

struct RankMoments {
  double mean = 0.0, sd = 0.0;
};
RankMoments signed_rank_moments(double n) {
  return {n * (n + 1.0) / 4.0, std::sqrt(n * (n + 1.0) * (2.0 * n + 1.0) / 24.0)};
}
RankMoments mann_whitney_moments(double m, double n) {
  return {m * n / 2.0, std::sqrt(m * n * (m + n + 1.0) / 12.0)};
}

/// Twice the mid-rank of each value, and how many values each tie has.
struct MidRanks {
  std::vector<std::size_t> twice;
  std::vector<double> ties;
};
MidRanks mid_ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
  MidRanks ranks{std::vector<std::size_t>(values.size()), {}};
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i;
    while (end < order.size() && values[order[end]] == values[order[i]]) ++end;
    for (std::size_t k = i; k < end; ++k) ranks.twice[order[k]] = i + 1 + end;
    if (end - i > 1) ranks.ties.push_back(static_cast<double>(end - i));
    i = end;
  }
  return ranks;
}

}  // namespace

std::size_t signed_rank_bound(std::size_t n, double coverage) {
  if (n == 0) return 0;
  const double tail = (1.0 - coverage) / 2.0;
  if (n <= most_exact_pairs) return bound_of(signed_rank_law(n), tail);
  const auto [mean, sd] = signed_rank_moments(static_cast<double>(n));
  return normal_bound(mean, sd, tail);
}

double signed_rank_coverage(std::size_t n, std::size_t k) {
  if (n <= most_exact_pairs) return 1.0 - 2.0 * below(signed_rank_law(n), k);
  const auto [mean, sd] = signed_rank_moments(static_cast<double>(n));
  return 1.0 - 2.0 * normal_cdf((static_cast<double>(k) - 0.5 - mean) / sd);
}

std::size_t mann_whitney_bound(std::size_t m, std::size_t n, double coverage) {
  if (m == 0 || n == 0) return 0;
  const double tail = (1.0 - coverage) / 2.0;
  if (m * n <= most_exact_product) return bound_of(mann_whitney_law(m, n), tail);
  const auto [mean, sd] = mann_whitney_moments(static_cast<double>(m), static_cast<double>(n));
  return normal_bound(mean, sd, tail);
}

double mann_whitney_coverage(std::size_t m, std::size_t n, std::size_t c) {
  if (m * n <= most_exact_product) return 1.0 - 2.0 * below(mann_whitney_law(m, n), c);
  const auto [mean, sd] = mann_whitney_moments(static_cast<double>(m), static_cast<double>(n));
  return 1.0 - 2.0 * normal_cdf((static_cast<double>(c) - 0.5 - mean) / sd);
}

double signed_rank_p(std::span<const double> differences) {
  std::vector<double> sizes;
  std::vector<bool> is_positive;
  for (const double d : differences) {
    if (d == 0.0 || !std::isfinite(d)) continue;
    sizes.push_back(std::abs(d));
    is_positive.push_back(d > 0.0);
  }
  if (sizes.empty()) return 1.0;
  const MidRanks ranks = mid_ranks(sizes);
  std::size_t sum = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (is_positive[i]) sum += ranks.twice[i];
  }
  const std::size_t all = std::accumulate(ranks.twice.begin(), ranks.twice.end(), std::size_t{0});
  const std::size_t smaller = std::min(sum, all - sum);
  if (sizes.size() <= most_exact_pairs)
    return std::min(1.0, 2.0 * below(law_of_sums(ranks.twice), smaller + 1));
  const auto n = static_cast<double>(sizes.size());
  auto [mean, sd] = signed_rank_moments(n);
  double ties = 0.0;
  for (const double t : ranks.ties) ties += t * t * t - t;
  sd = std::sqrt(sd * sd - ties / 48.0);
  return two_sided((static_cast<double>(smaller) / 2.0 + 0.5 - mean) / sd);
}

MannWhitney mann_whitney(std::span<const double> x, std::span<const double> y) {
  CALO_EXPECT(!x.empty() && !y.empty(), "two samples are compared");
  std::vector<double> together(x.begin(), x.end());
  together.insert(together.end(), y.begin(), y.end());
  const MidRanks ranks = mid_ranks(together);
  double rank_sum = 0.0;
  for (std::size_t i = x.size(); i < together.size(); ++i)
    rank_sum += 0.5 * static_cast<double>(ranks.twice[i]);
  const auto m = static_cast<double>(x.size());
  const auto n = static_cast<double>(y.size());
  MannWhitney result;
  result.u = rank_sum - n * (n + 1.0) / 2.0;
  const double smaller = std::min(result.u, m * n - result.u);
  if (ranks.ties.empty() && x.size() * y.size() <= most_exact_product) {
    result.p = std::min(1.0, 2.0 * below(mann_whitney_law(x.size(), y.size()),
                                         static_cast<std::size_t>(std::llround(smaller)) + 1));
    return result;
  }
  double ties = 0.0;
  for (const double t : ranks.ties) ties += t * t * t - t;
  const double all = m + n;
  const double variance = m * n / 12.0 * (all + 1.0 - ties / (all * (all - 1.0)));
  result.p = variance > 0.0
                 ? two_sided(std::min(0.0, smaller + 0.5 - m * n / 2.0) / std::sqrt(variance))
                 : 1.0;
  return result;
}

Kendall kendall(std::span<const double> values) {
  constexpr std::size_t most = 5'000;
  const std::size_t step = values.size() / most + 1;
  std::vector<double> taken;
  for (std::size_t i = 0; i < values.size(); i += step) taken.push_back(values[i]);
  const std::size_t n = taken.size();
  if (n < 2) return {};
  std::int64_t s = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) s += (taken[j] > taken[i]) - (taken[j] < taken[i]);
  }
  const auto count = static_cast<double>(n);
  Kendall result;
  result.tau = static_cast<double>(s) / (count * (count - 1.0) / 2.0);
  const MidRanks ranks = mid_ranks(taken);
  if (ranks.ties.empty() && n <= most_exact_order) {
    // Inversions of a random order: the k-th value adds 0 to k - 1 of them, each alike.
    std::vector<double> law = {1.0};
    for (std::size_t k = 2; k <= n; ++k) {
      std::vector<double> next(law.size() + k - 1, 0.0);
      for (std::size_t i = 0; i < law.size(); ++i) {
        for (std::size_t add = 0; add < k; ++add) next[i + add] += law[i] / static_cast<double>(k);
      }
      law = std::move(next);
    }
    const auto pairs = static_cast<std::int64_t>(n * (n - 1) / 2);
    result.p =
        std::min(1.0, 2.0 * below(law, static_cast<std::size_t>((pairs - std::abs(s)) / 2) + 1));
    return result;
  }
  double ties = 0.0;
  for (const double t : ranks.ties) ties += t * (t - 1.0) * (2.0 * t + 5.0);
  const double variance = (count * (count - 1.0) * (2.0 * count + 5.0) - ties) / 18.0;
  const double size = std::max(0.0, static_cast<double>(std::abs(s)) - 1.0);
  result.p = variance > 0.0 ? two_sided(size / std::sqrt(variance)) : 1.0;
  return result;
}

}  // namespace calo::stats
