#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "figures/scale.hpp"

namespace calo::figures {

/// What a sample of numbers is like.
struct Summary {
  std::size_t count = 0;
  double mean = 0;
  double deviation = 0;  ///< standard deviation of the sample (n - 1); 0 for a single number
  double mean_half_width =
      0;  ///< of the 95 % confidence interval of the mean (Student); 0 for a single number
  double lowest = 0, lower_quartile = 0, median = 0, upper_quartile = 0, highest = 0;

  [[nodiscard]] double quartile_distance() const { return upper_quartile - lower_quartile; }
};

/// Requires: at least one number, all finite.
Summary summary(std::span<const double> sample);

/// The value below which this share of an ascending sample lies, interpolated linearly (Hyndman,
/// Fan 1996, type 7; what NumPy does). Requires: not empty, share in 0..1.
double quantile(std::span<const double> ascending, double share);

/// Counts over equally wide intervals.
struct Bins {
  Range range{};
  std::vector<double> counts{};
  std::size_t outside = 0;  ///< numbers that lie in none, not-a-number included

  [[nodiscard]] double width() const {
    return (range.high - range.low) / static_cast<double>(counts.size());
  }
  [[nodiscard]] std::vector<double> edges() const;
  [[nodiscard]] double highest() const;  ///< the largest count
};

/// `count` bins over the range; the last one includes its upper edge.
Bins binned(std::span<const double> sample, Range range, std::size_t count);

/// The number of bins by the rule of Freedman and Diaconis (1981), between 5 and 40.
std::size_t bin_count(const Summary& summary);

/// Kernel density of the sample at these places, in 1 / unit of the sample: Gaussians whose width
/// is Silverman's rule of thumb (1986, eq. 3.31). Requires: at least two different numbers.
std::vector<double> density(std::span<const double> sample, const Summary& summary,
                            std::span<const double> places);

}  // namespace calo::figures
