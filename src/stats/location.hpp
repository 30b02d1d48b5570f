#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace calo::stats {

/// An estimate with the exact interval that holds it with at least 95 %; empty where none exists.
struct Located {
  double estimate = 0.0;
  std::optional<double> low, high;
  double coverage = 0.0;  ///< of the interval, 0 without one
};

/// Median of the differences by Hodges and Lehmann: the median of all Walsh averages (d_i + d_j) /
/// 2, i <= j; its interval from the law of the signed-rank statistic. No random numbers. Memory as
/// the sample, time n log n. Requires: not empty, finite.
Located median_of_differences(std::span<const double> differences, double coverage = 0.95);

/// Shift of y against x: the median of all y_j - x_i; its interval from the law of Mann and
/// Whitney. Requires: both not empty, finite.
Located shift(std::span<const double> x, std::span<const double> y, double coverage = 0.95);

/// The value below which this share of a sample lies (Hyndman and Fan's type 7, as NumPy's).
/// Requires: not empty, share in 0..1.
double quantile(std::span<const double> sample, double share);

}  // namespace calo::stats
