#include "formats/whole_units.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace calo::formats {

namespace {

/// 2^62: the sum of two still fits.
constexpr double most = 4611686018427387904.0;

double usable(double amount) {
  return std::isfinite(amount) && amount > 0.0 ? amount : 0.0;
}

}  // namespace

std::vector<std::int64_t> whole_units(std::span<const double> amounts, double per_unit) {
  const double sum =
      std::accumulate(amounts.begin(), amounts.end(), 0.0,
                      [](double total, double amount) { return total + usable(amount); });
  // Beyond the range of integers the largest that keep their ratios.
  if (sum * per_unit > most / 2) per_unit = most / 2 / sum;
  std::vector<std::int64_t> whole(amounts.size());
  std::vector<double> remainder(amounts.size());
  std::int64_t missing = std::llround(sum * per_unit);
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    const double exact = usable(amounts[i]) * per_unit;
    whole[i] = static_cast<std::int64_t>(std::floor(exact));
    remainder[i] = exact - std::floor(exact);
    missing -= whole[i];
  }
  // The sum is known to a few units in its last place only: with huge amounts more or less than one
  // unit each may seem to be missing.
  const auto count = static_cast<std::size_t>(
      std::clamp<std::int64_t>(missing, 0, static_cast<std::int64_t>(amounts.size())));
  if (count == 0) return whole;
  std::vector<std::size_t> order(amounts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto by_remainder = [&](std::size_t a, std::size_t b) {
    return remainder[a] != remainder[b] ? remainder[a] > remainder[b] : a < b;
  };
  std::ranges::nth_element(order, order.begin() + static_cast<std::ptrdiff_t>(count - 1),
                           by_remainder);
  for (std::size_t i = 0; i < count; ++i) {
    // What is nothing stays nothing.
    if (amounts[order[i]] > 0.0) ++whole[order[i]];
  }
  return whole;
}

}  // namespace calo::formats
