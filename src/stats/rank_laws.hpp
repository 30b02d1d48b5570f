#pragma once

#include <cstddef>
#include <span>

namespace calo::stats {

/// Exact laws up to these sizes; beyond them the normal approximation with continuity correction,
/// whose error in a p value near 5 % is then below 1e-3.
inline constexpr std::size_t most_exact_pairs = 200;
inline constexpr std::size_t most_exact_product = 10'000;  ///< sizes of two samples, multiplied
inline constexpr std::size_t most_exact_order = 100;

/// K such that the K-th smallest and largest Walsh average bound the median of n differences with
/// at least `coverage`, from the law of the signed-rank statistic; 0 if no such interval exists.
std::size_t signed_rank_bound(std::size_t n, double coverage = 0.95);
/// Probability that the interval from the K-th smallest to the K-th largest holds the median.
double signed_rank_coverage(std::size_t n, std::size_t k);

/// C such that the C-th smallest and largest of all m n differences bound the shift between two
/// samples, from the law of Mann and Whitney; 0 if no such interval exists.
std::size_t mann_whitney_bound(std::size_t m, std::size_t n, double coverage = 0.95);
double mann_whitney_coverage(std::size_t m, std::size_t n, std::size_t c);

/// Two-sided p value that the median of the differences is zero (Wilcoxon). Zeros are left out;
/// ties have mid-ranks, and the law is that of the ranks at hand. 1 without a difference.
double signed_rank_p(std::span<const double> differences);

struct MannWhitney {
  double u = 0.0;  ///< pairs with the second value larger, ties half
  double p =
      1.0;  ///< two-sided: exact without ties, else normal with corrections for ties and continuity
};
/// Requires: both not empty.
MannWhitney mann_whitney(std::span<const double> x, std::span<const double> y);

struct Kendall {
  double tau = 0.0;  ///< tau-a of value against order
  double p = 1.0;    ///< two-sided: exact without ties, else normal
};
/// Whether values drift with their order. Quadratic in their number; of more than 5,000 every k-th
/// is taken.
Kendall kendall(std::span<const double> values);

}  // namespace calo::stats
