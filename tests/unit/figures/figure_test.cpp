#include "figures/figure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "figures/box_plot.hpp"
#include "figures/heat_map.hpp"
#include "figures/histogram.hpp"
#include "figures/panel.hpp"
#include "figures/series.hpp"
#include "os/file.hpp"

namespace calo::figures {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::size_t count_of(std::string_view text, std::string_view word) {
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    ++count;
  }
  return count;
}

/// One figure with a piece of everything.
Figure example() {
  Figure figure{.size = {400, 300}, .title = "Example <1>"};
  figure.draw = [](Canvas& canvas, std::size_t) {
    const auto cells = grid({6, 6, 388, 288}, 2, 2, 8);
    draw_histogram(canvas, cells[0],
                   {"energy", "energy", "J", {0.010, 0.011, 0.0112, 0.0118, 0.013, NAN}});
    const std::vector<BoxShape> shapes{box_shape("pt & eta", std::vector<double>{1, 2, 3, 9}, 5)};
    draw_boxes(canvas, cells[1], "Residuals", "a note", "share (%)", shapes);
    const std::vector<double> values{0, 1, 2, NAN, 4, 5};
    const Field field{2, 3, values};
    const ColourScale scale{.range = {0, 5}};
    const Box place = draw_field(canvas, cells[2], "field", field, scale);
    draw_colour_bar(canvas, {place.right() + 4, place.y, colour_bar_width, place.height}, scale,
                    "speed (m/s)");
    Panel panel{canvas,
                cells[3],
                "Loss",
                {.label = "epoch", .range = {1, 4}},
                {.label = "loss", .range = {1e-4, 1}, .is_logarithmic = true}};
    draw_line(panel, std::vector<double>{1, 2, 3, 4}, std::vector<double>{1, 0, 1e-2, 1e-4}, {});
  };
  return figure;
}

/// Width or height of a PNG: big-endian, in the header that comes first (PNG
/// specification, 11.2.2).
std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
  }
  return value;
}

TEST(Figure, KnowsItsFormatByTheEnding) {
  EXPECT_EQ(format_of("a/b.PDF"), Format::pdf);
  EXPECT_EQ(format_of("b.png"), Format::png);
  EXPECT_EQ(format_of("b.svg"), Format::svg);
  EXPECT_EQ(format_of("b.jpeg"), std::nullopt);
  EXPECT_EQ(format_of("pdf"), std::nullopt);
}

TEST(Figure, IsAPdfThatBeginsAndEndsAsOne) {
  const auto bytes = render(example(), Format::pdf);
  ASSERT_TRUE(bytes) << bytes.error().text();
  EXPECT_THAT(*bytes, StartsWith("%PDF-1."));
  EXPECT_THAT(bytes->substr(bytes->size() - 7), HasSubstr("%%EOF"));
}

TEST(Figure, IsAPngOfTheAskedResolution) {
  Figure figure = example();
  figure.pixels_per_inch = 144;
  const auto bytes = render(figure, Format::png);
  ASSERT_TRUE(bytes) << bytes.error().text();
  EXPECT_THAT(*bytes, StartsWith("\x89PNG\r\n"));
  EXPECT_EQ(big_endian(*bytes, 16), 800U);
  EXPECT_EQ(big_endian(*bytes, 20), 600U);
}

TEST(Figure, IsAnSvgWhoseTextIsText) {
  const auto svg = render(example(), Format::svg);
  ASSERT_TRUE(svg) << svg.error().text();
  for (const char* words : {">energy (mJ)<", ">epoch<", ">10⁻²<", ">speed (m/s)<", ">pt &amp; eta<",
                            ">Residuals<", "<title>Example &lt;1&gt;</title>"}) {
    EXPECT_THAT(*svg, HasSubstr(words));
  }
}

TEST(Figure, ClosesEveryElementOfItsSvg) {
  const auto svg = render(example(), Format::svg);
  ASSERT_TRUE(svg);
  EXPECT_EQ(count_of(*svg, "<g "), count_of(*svg, "</g>"));
  EXPECT_EQ(count_of(*svg, "<text "), count_of(*svg, "</text>"));
  EXPECT_EQ(count_of(*svg, "<clipPath "), count_of(*svg, "</clipPath>"));
  EXPECT_EQ(count_of(*svg, "<path ") + count_of(*svg, "<image ") + count_of(*svg, "<circle "),
            count_of(*svg, "/>"));
}

TEST(Figure, KeepsHostileTextHarmless) {
  Figure figure{.size = {200, 100}, .title = "</title><script>"};
  figure.draw = [](Canvas& canvas, std::size_t) {
    canvas.text({10, 20}, "</text><script>alert(1)</script>\x01\xFF", {});
  };
  const auto svg = render(figure, Format::svg);
  ASSERT_TRUE(svg);
  EXPECT_THAT(*svg, Not(HasSubstr("<script>")));
  EXPECT_THAT(*svg, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;?"));
  EXPECT_TRUE(render(figure, Format::pdf));
  EXPECT_TRUE(render(figure, Format::png));
}

TEST(Figure, WithSeveralPagesIsAPdfOnly) {
  Figure figure{.size = {100, 100}, .title = "book", .pages = 3};
  std::vector<std::size_t> drawn;
  figure.draw = [&](Canvas&, std::size_t page) { drawn.push_back(page); };
  ASSERT_TRUE(render(figure, Format::pdf));
  EXPECT_EQ(drawn, (std::vector<std::size_t>{0, 1, 2}));
  const auto refused = render(figure, Format::png);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().category, Category::unsupported);
}

TEST(Figure, WithTooManyPixelsIsRefused) {
  Figure figure{.size = {1e6, 100}};
  figure.draw = [](Canvas&, std::size_t) {};
  const auto refused = render(figure, Format::png);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().category, Category::exhausted);
}

TEST(Figure, IsWrittenToAFile) {
  std::string directory = (fs::temp_directory_path() / "figures-XXXXXX").string();
  ASSERT_NE(::mkdtemp(directory.data()), nullptr);
  ASSERT_TRUE(write(example(), fs::path{directory} / "a.svg"));
  const auto text = os::read_text(fs::path{directory} / "a.svg");
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, *render(example(), Format::svg));
  const auto refused = write(example(), fs::path{directory} / "a.bmp");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().category, Category::usage);
  fs::remove_all(directory);
}

TEST(Figure, OfNoValuesSaysSo) {
  Figure figure{.size = {200, 150}};
  figure.draw = [](Canvas& canvas, std::size_t) {
    draw_histogram(canvas, {0, 0, 200, 150}, {"power", "power", "W", {NAN}});
  };
  EXPECT_THAT(*render(figure, Format::svg), HasSubstr(">no values<"));
}

TEST(Histogram, CountsWhatIsMissing) {
  EXPECT_THAT(*render(example(), Format::svg), HasSubstr("n = 5, 1 missing"));
}

TEST(Histogram, OfEqualValuesIsOneBarInTheMiddle) {
  Figure figure{.size = {200, 150}};
  figure.draw = [](Canvas& canvas, std::size_t) {
    draw_histogram(canvas, {0, 0, 200, 150}, {"power", "power", "W", {5, 5, 5, 5, 5, 5}});
  };
  EXPECT_THAT(*render(figure, Format::svg), HasSubstr("n = 6"));
}

TEST(Line, OfAMillionPointsIsDrawnWithAFewThousand) {
  std::vector<double> x(1'000'000);
  std::vector<double> y(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = static_cast<double>(i);
    y[i] = i % 2 == 0 ? 0.0 : 1.0;
  }
  Figure figure{.size = {300, 200}};
  figure.draw = [&](Canvas& canvas, std::size_t) {
    Panel panel{canvas, {0, 0, 300, 200}, "", {.range = {0, 1e6}}, {.range = {0, 1}}};
    draw_line(panel, x, y, {});
  };
  EXPECT_LT(render(figure, Format::svg)->size(), 100'000U);
}

TEST(TextFitted, IsShortenedAtACharacter) {
  const TextStyle style{.size = 8};
  const std::string whole = "Größenordnung der Näherung";
  EXPECT_EQ(fitted(whole, style, 1000), whole);
  const std::string shorter = fitted(whole, style, 40);
  EXPECT_LE(text_width(shorter, style), 40);
  EXPECT_THAT(shorter, ::testing::EndsWith("…"));
  EXPECT_THAT(whole, StartsWith(shorter.substr(0, shorter.size() - std::string{"…"}.size())));
  EXPECT_EQ(fitted(whole, style, 1), "");
}

TEST(Grid, FillsTheBoxRowByRow) {
  const auto cells = grid({10, 20, 110, 50}, 1, 2, 10);
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_EQ(cells[0].width, 50);
  EXPECT_EQ(cells[1].x, 70);
  EXPECT_EQ(cells[1].right(), 120);
}

}  // namespace
}  // namespace calo::figures
