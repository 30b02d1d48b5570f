#include "series/precision.hpp"

#include <algorithm>
#include <vector>

#include "stats/location.hpp"

namespace calo::series {

double imprecision(std::span<const Series> all) {
  double worst = 0.0;
  for (const Series& one : all) {
    std::vector<double> sample;
    for (const RunNumbers* run : one.counted()) {
      const auto energy = value(*run, Metric::energy);
      const auto time = value(*run, Metric::time);
      if (const auto known = energy ? energy : time) sample.push_back(*known);
    }
    if (sample.empty()) return 1.0;
    const stats::Located located = stats::median_of_differences(sample);
    if (!located.low || !located.high || !(located.estimate > 0.0)) return 1.0;
    worst = std::max(worst, 0.5 * (*located.high - *located.low) / located.estimate);
  }
  return worst;
}

}  // namespace calo::series
