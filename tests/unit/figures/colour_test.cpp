#include "figures/colour.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "figures/heat_map.hpp"

namespace calo::figures {
namespace {

/// Relative luminance of sRGB, without its gamma: enough for an order.
double lightness(Colour colour) {
  return 0.2126 * colour.red + 0.7152 * colour.green + 0.0722 * colour.blue;
}

TEST(Viridis, BeginsPurpleAndEndsYellow) {
  EXPECT_EQ(viridis(0), Colour::hex(0x440154));
  EXPECT_EQ(viridis(1), Colour::hex(0xFDE725));
}

TEST(Viridis, GetsLighterAllTheWay) {
  for (int i = 1; i <= 100; ++i) {
    EXPECT_GT(lightness(viridis(i / 100.0)), lightness(viridis((i - 1) / 100.0))) << i;
  }
}

TEST(Viridis, CutsWhatIsOutside) {
  EXPECT_EQ(viridis(-INFINITY), viridis(0));
  EXPECT_EQ(viridis(7), viridis(1));
}

TEST(Viridis, ShowsNotANumberInAColourOfItsOwn) {
  EXPECT_EQ(viridis(NAN), palette::missing);
}

TEST(Diverging, IsAlmostWhiteInTheMiddleAndDarkAtBothEnds) {
  EXPECT_EQ(diverging(0.5), Colour::hex(0xF7F7F7));
  EXPECT_LT(lightness(diverging(0)), 80);
  EXPECT_LT(lightness(diverging(1)), 80);
  EXPECT_GT(diverging(0).blue, diverging(0).red);
  EXPECT_GT(diverging(1).red, diverging(1).blue);
}

TEST(CentredScale, HasZeroInTheMiddle) {
  const std::vector<double> values{-3, 1, NAN};
  const ColourScale scale = centred_scale(values);
  EXPECT_EQ(scale.range, (Range{-3, 3}));
  EXPECT_EQ(scale.colour(0), diverging(0.5));
}

TEST(CentredScale, OfZerosIsStillAScale) {
  const std::vector<double> values{0, 0};
  EXPECT_EQ(centred_scale(values).colour(0), diverging(0.5));
}

}  // namespace
}  // namespace calo::figures
