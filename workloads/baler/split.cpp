#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <numeric>
#include <random>
#include <utility>

#include "dataset.hpp"

namespace baler {
namespace {

/// numpy.random.RandomState(1).permutation(count): Fisher-Yates from the end, with MT19937 and
/// rejection under a mask (numpy/random/src/distributions/distributions.c, random_interval).
std::vector<std::size_t> numpy_permutation(std::size_t count) {
  std::mt19937 generator{1};
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = count; i-- > 1;) {
    const std::uint64_t mask = std::bit_ceil(std::uint64_t{i} + 1) - 1;
    const auto draw = [&generator, mask] {
      if (mask <= 0xFFFFFFFF) return generator() & mask;
      const std::uint64_t high = generator();
      return (high << 32 | generator()) & mask;
    };
    std::uint64_t chosen = draw();
    while (chosen > i) chosen = draw();
    std::swap(order[i], order[chosen]);
  }
  return order;
}

}  // namespace

Result<Split> split(std::size_t rows, double test_size) {
  if (test_size == 0) {
    Split all;
    all.training.resize(rows);
    std::iota(all.training.begin(), all.training.end(), std::size_t{0});
    return all;
  }
  const double wanted = std::ceil(test_size * static_cast<double>(rows));
  if (!(wanted > 0 && wanted < static_cast<double>(rows))) {
    return calo::fail(
        calo::Category::usage,
        fmt::format("dividing {} rows: test_size {} leaves none for training or for validation",
                    rows, test_size),
        "Set test_size to 0, or give more rows.");
  }
  const auto order = numpy_permutation(rows);
  const auto border = order.begin() + static_cast<std::ptrdiff_t>(wanted);
  return Split{.training = {border, order.end()}, .validation = {order.begin(), border}};
}

}  // namespace baler
