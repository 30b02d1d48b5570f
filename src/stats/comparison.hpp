#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "stats/location.hpp"

namespace calo::stats {

/// B / A of a positive quantity, with its 95 % interval: from the logarithms, so that B / A and A /
/// B agree. Paired: a[i] and b[i] are of one block. Requires: not empty, all values positive and
/// finite; equally many if paired.
Located paired_ratio(std::span<const double> a, std::span<const double> b);
Located unpaired_ratio(std::span<const double> a, std::span<const double> b);

/// What a ratio means when differences below `threshold` do not matter.
enum class Verdict {
  lower,
  higher,
  equivalent,
  lower_uncertain,  ///< lower, but perhaps by less than the threshold
  higher_uncertain,
  not_resolved,
  no_interval,  ///< too few runs for one
};
Verdict verdict(const Located& ratio, double threshold = 0.01);
std::string_view name(Verdict verdict);

/// Runs of each version that resolve a relative difference `delta` with a coefficient of variation
/// `cv`: two-sided 5 %, power 80 %, 0.955 the efficiency of rank tests.
std::size_t runs_needed(double cv, double delta);

/// P(b > a) - P(b < a), -1 to 1; and what sizes are called (Romano et al. 2006).
double cliffs_delta(std::span<const double> a, std::span<const double> b);
std::string_view size_word(double delta);

/// Difference of the means of two samples with unequal variances. Requires: at least two values
/// each.
struct Welch {
  double difference = 0.0;  ///< mean of b - mean of a
  double t = 0.0, df = 0.0, p = 1.0;
  double low = 0.0, high = 0.0;  ///< 95 %
};
Welch welch(std::span<const double> a, std::span<const double> b);

/// Which values are far off: |0.6745 (x - median) / MAD| > 3.5 (Iglewicz, Hoaglin 1993); where the
/// MAD is zero, those off the median by more than 1 %. They are marked, never dropped.
std::vector<bool> outliers(std::span<const double> sample);
/// The score of a value; infinite where the MAD is zero and the value is not the median.
double outlier_score(double value, double median, double mad);

/// p values corrected for their number (Holm 1979), in the order given.
std::vector<double> holm(std::span<const double> p);

}  // namespace calo::stats
