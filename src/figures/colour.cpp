#include "figures/colour.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>

namespace calo::figures {
namespace {

/// Straight lines between colours at equal distances.
Colour between(std::span<const std::uint32_t> stops, double share) {
  if (std::isnan(share)) return palette::missing;
  const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(stops.size() - 1);
  const std::size_t below = std::min(static_cast<std::size_t>(place), stops.size() - 2);
  const double part = place - static_cast<double>(below);
  const Colour a = Colour::hex(stops[below]);
  const Colour b = Colour::hex(stops[below + 1]);
  const auto mix = [part](std::uint8_t from, std::uint8_t to) {
    return static_cast<std::uint8_t>(std::lround((1 - part) * from + part * to));
  };
  return {mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue)};
}

}  // namespace

Colour viridis(double share) {
  static constexpr std::array<std::uint32_t, 9> stops{
      0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725};
  return between(stops, share);
}

Colour diverging(double share) {
  static constexpr std::array<std::uint32_t, 7> stops{0x0B3C6F, 0x2F79B5, 0x9CC4E0, 0xF7F7F7,
                                                      0xF6B77A, 0xD9731A, 0x7F3B08};
  return between(stops, share);
}

}  // namespace calo::figures
