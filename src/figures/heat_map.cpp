#include "figures/heat_map.hpp"

#include <algorithm>
#include <cmath>

#include "base/expect.hpp"
#include "figures/panel.hpp"

namespace calo::figures {
namespace {

/// Of more cells along a side only every so manyth is drawn: no page shows more.
constexpr std::size_t most_pixels = 2048;
/// Few cells are enlarged, because some viewers smooth small pictures.
constexpr std::size_t least_pixels = 400;
constexpr std::size_t colours_of_bar = 256;

/// Pixels along a side with `cells` cells.
std::size_t pixels_for(std::size_t cells) {
  if (cells > most_pixels) return most_pixels;
  return cells * std::max<std::size_t>(1, least_pixels / std::max<std::size_t>(cells, 1));
}

const Stroke outline{.colour = palette::grey, .width = 0.5};

}  // namespace

Colour ColourScale::colour(double value) const {
  return map((value - range.low) / (range.high - range.low));
}

ColourScale centred_scale(std::span<const double> values) {
  double largest = 0;
  for (const double value : values) {
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  }
  if (largest == 0) largest = 1;
  return {.range = {-largest, largest}, .map = diverging};
}

Box draw_field(Canvas& canvas, const Box& box, const std::string& title, const Field& field,
               const ColourScale& scale) {
  CALO_EXPECT(field.values.size() == field.rows * field.columns, "a field has all its cells");
  const double above = title.empty() ? 0 : font_size::title + 5;
  const Box inner = box.inset(0, above, 0, 0);
  if (field.values.empty()) return inner;
  const double cell = std::min(inner.width / static_cast<double>(field.columns),
                               inner.height / static_cast<double>(field.rows));
  const Box place{inner.x, inner.y, cell * static_cast<double>(field.columns),
                  cell * static_cast<double>(field.rows)};
  Image image{.columns = pixels_for(field.columns), .rows = pixels_for(field.rows)};
  image.pixels.reserve(image.columns * image.rows);
  for (std::size_t row = 0; row < image.rows; ++row) {
    const std::size_t from = row * field.rows / image.rows;
    for (std::size_t column = 0; column < image.columns; ++column) {
      image.pixels.push_back(scale.colour(
          field.values[from * field.columns + column * field.columns / image.columns]));
    }
  }
  canvas.image(image, place);
  canvas.frame(place, outline);
  const TextStyle style{.size = font_size::title, .is_bold = true};
  if (!title.empty()) {
    canvas.text({place.x, box.y + font_size::title}, fitted(title, style, box.width), style);
  }
  return place;
}

void draw_colour_bar(Canvas& canvas, const Box& box, const ColourScale& scale,
                     const std::string& label) {
  const Box bar{box.x, box.y, 9, box.height};
  Image image{.columns = 1, .rows = colours_of_bar};
  for (std::size_t i = 0; i < colours_of_bar; ++i) {
    image.pixels.push_back(
        scale.map(1 - static_cast<double>(i) / static_cast<double>(colours_of_bar - 1)));
  }
  canvas.image(image, bar);
  canvas.frame(bar, outline);
  const auto ticks = round_ticks(scale.range, 5);
  const TickLabels labels = tick_labels(ticks);
  const TextStyle style{.size = font_size::tick};
  double widest = 0;
  for (std::size_t i = 0; i < ticks.size(); ++i) {
    const double share = (ticks[i] - scale.range.low) / (scale.range.high - scale.range.low);
    const double y = bar.bottom() - share * bar.height;
    canvas.segment({bar.right(), y}, {bar.right() + 2.5, y}, outline);
    canvas.text({bar.right() + 4.5, y + font_size::tick * 0.36}, labels.texts[i], style);
    widest = std::max(widest, text_width(labels.texts[i], style));
  }
  const std::string words = labels.factor.empty() ? label : label + "  " + labels.factor;
  const TextStyle upwards{.size = font_size::label, .align = Align::centre, .runs_upwards = true};
  canvas.text({bar.right() + 4.5 + widest + font_size::label + 3, bar.y + bar.height / 2},
              fitted(words, upwards, box.height + 20), upwards);
}

}  // namespace calo::figures
