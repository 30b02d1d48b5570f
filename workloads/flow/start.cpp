#include "start.hpp"

#include <cmath>
#include <cstdint>

namespace flow {
namespace {

/// SplitMix64 (Steele, Lea, Flood 2014): a hash whose outputs for successive inputs look random.
constexpr std::uint64_t split_mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15u;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

/// Uniform in [-1, 1).
double noise(std::uint64_t seed, std::ptrdiff_t x, std::ptrdiff_t y) {
  const std::uint64_t place =
      split_mix(static_cast<std::uint64_t>(x)) + static_cast<std::uint64_t>(y);
  return static_cast<double>(split_mix(split_mix(seed) ^ place) >> 11) * 0x1p-52 - 1;
}

}  // namespace

Solver::Initial disturbed_start(const Options& options) {
  const Block obstacle = options.obstacle();
  const auto side = static_cast<double>(options.diameter);
  const double vortex_x = static_cast<double>(obstacle.x) + 2.5 * side;
  const double vortex_y = 0.5 * static_cast<double>(options.ny);
  const double peak = options.velocity;
  const std::ptrdiff_t ny = options.ny;
  const std::uint64_t seed = options.seed;
  return [=](std::ptrdiff_t x, std::ptrdiff_t y) {
    const double dx = (static_cast<double>(x) + 0.5 - vortex_x) / side;
    const double dy = (static_cast<double>(y) + 0.5 - vortex_y) / side;
    // A vortex has no divergence, so it makes little sound; sound would echo between the walls and
    // disturb the lift for longer than the run.
    const double turn = 0.5 * std::exp(-(dx * dx + dy * dy));
    return Moments{.ux = parabola(peak, y, ny) - 2 * dy * turn * peak,
                   .uy = peak * (2 * dx * turn + 0.001 * noise(seed, x, y))};
  };
}

}  // namespace flow
