#pragma once

#include <cstdint>

namespace calo::figures {

/// A colour of the screen (sRGB), opaque unless said otherwise.
struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  double opacity = 1;

  static constexpr Colour hex(std::uint32_t rgb, double opacity = 1) {
    return {static_cast<std::uint8_t>(rgb >> 16 & 0xFF), static_cast<std::uint8_t>(rgb >> 8 & 0xFF),
            static_cast<std::uint8_t>(rgb & 0xFF), opacity};
  }
  [[nodiscard]] constexpr Colour with_opacity(double value) const {
    return {red, green, blue, value};
  }
  friend constexpr bool operator==(const Colour&, const Colour&) = default;
};

/// Colours that stay apart for colour-blind readers and, by their lightness, in grey print (Okabe,
/// Ito 2008, darkened where they carry thin lines).
namespace palette {
inline constexpr Colour ink = Colour::hex(0x1A1A1A);
inline constexpr Colour grey = Colour::hex(0x606060);
inline constexpr Colour grid = Colour::hex(0xE3E3E3);
inline constexpr Colour white = Colour::hex(0xFFFFFF);
inline constexpr Colour blue = Colour::hex(0x0072B2);
inline constexpr Colour orange = Colour::hex(0xD55E00);
inline constexpr Colour green = Colour::hex(0x009E73);
inline constexpr Colour purple = Colour::hex(0xAA4499);
inline constexpr Colour missing = Colour::hex(0xBBBBBB);  ///< a cell without a number
}  // namespace palette

/// The map viridis (van der Walt, Smith 2015) for fields: dark to light, the same order in grey.
/// `share` is cut to 0..1; not-a-number gives `palette::missing`.
Colour viridis(double share);

/// Blue, white at one half, orange: for differences, with zero in the middle. As `viridis`
/// otherwise.
Colour diverging(double share);

}  // namespace calo::figures
