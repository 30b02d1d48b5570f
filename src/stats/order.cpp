#include "stats/order.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/expect.hpp"

namespace calo::stats {

double median(std::span<const double> sample) {
  CALO_EXPECT(!sample.empty(), "a median needs at least one value");
  std::vector<double> sorted(sample.begin(), sample.end());
  std::ranges::sort(sorted);
  const std::size_t middle = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
}

double mad(std::span<const double> sample) {
  const double centre = median(sample);
  std::vector<double> distance;
  distance.reserve(sample.size());
  for (const double x : sample) distance.push_back(std::abs(x - centre));
  return median(distance);
}

}  // namespace calo::stats
