#pragma once

#include <span>

namespace calo::stats {

/// Median of a sample; the mean of the middle two for an even count. Requires: not empty.
double median(std::span<const double> sample);

/// Median absolute deviation from the median, not scaled. Requires: not empty.
/// 1.4826 * mad estimates the standard deviation of a normal sample.
double mad(std::span<const double> sample);

}  // namespace calo::stats
