#include "figures/histogram.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.hpp"
#include "figures/distribution.hpp"
#include "figures/panel.hpp"
#include "figures/series.hpp"

namespace calo::figures {
namespace {

constexpr Colour bar_fill = Colour::hex(0x9CC4E0);
const Stroke bar_edge{.colour = palette::blue, .width = 0.5};
const Stroke density_line{.colour = palette::ink, .width = 1};
const Stroke mean_line{.colour = palette::orange, .width = 1.2};
const Stroke median_line{.colour = palette::green, .width = 1.2, .dashes = {4, 2}};
const Stroke quartile_line{.colour = palette::purple, .width = 1, .dashes = {1.5, 1.5}};
constexpr std::size_t places_of_density = 160;

struct Shown {
  std::vector<double> values;  ///< with the prefix's factor
  std::string unit;
  std::size_t missing = 0;
};

Shown shown(const Measurements& measurements) {
  Shown result;
  double largest = 0;
  for (const double value : measurements.values) {
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  }
  const ScaledUnit scale = scaled_unit(largest, measurements.unit);
  result.unit = scale.unit;
  for (const double value : measurements.values) {
    if (std::isfinite(value)) {
      result.values.push_back(value * scale.factor);
    } else {
      ++result.missing;
    }
  }
  return result;
}

std::string in_words(const Summary& summary, std::size_t missing) {
  std::string words;
  if (summary.count == 1) {
    words = fmt::format("{}", text::significant(summary.mean, 4));
  } else {
    const auto rounded = text::pdg_rounded(summary.mean, summary.mean_half_width);
    const double spread = summary.mean == 0 ? 0 : summary.deviation / std::abs(summary.mean);
    words =
        fmt::format("{} ± {} (95 %), sd {}", rounded.value,
                    rounded.uncertainty.empty() ? "0" : rounded.uncertainty, text::percent(spread));
  }
  words += fmt::format(", n = {}", summary.count);
  if (missing > 0) words += fmt::format(", {} missing", missing);
  return words;
}

void draw_density(Panel& panel, const Shown& sample, const Summary& summary, double bin_width) {
  std::vector<double> places;
  for (std::size_t i = 0; i <= places_of_density; ++i) {
    places.push_back(std::lerp(panel.x().range.low, panel.x().range.high,
                               static_cast<double>(i) / places_of_density));
  }
  std::vector<double> heights = density(sample.values, summary, places);
  for (double& height : heights) {
    height *= static_cast<double>(sample.values.size()) * bin_width;
  }
  draw_line(panel, places, heights, density_line);
}

}  // namespace

void draw_histogram(Canvas& canvas, const Box& box, const Measurements& measurements) {
  const Shown sample = shown(measurements);
  const std::string label = fmt::format("{} ({})", measurements.quantity, sample.unit);
  if (sample.values.empty()) {
    canvas.text({box.x, box.y + font_size::title}, measurements.title,
                {.size = font_size::title, .is_bold = true});
    canvas.text({box.x + box.width / 2, box.y + box.height / 2}, "no values",
                {.size = font_size::label, .colour = palette::grey, .align = Align::centre});
    return;
  }
  const Summary numbers = summary(sample.values);
  const Range inner = range_of(sample.values);
  const bool has_spread = numbers.lowest < numbers.highest;
  // An odd number of bins puts a single value into the middle of one.
  const Bins bins = binned(sample.values, inner, has_spread ? bin_count(numbers) : 5);
  const double highest = bins.highest();

  Panel panel{canvas,
              box,
              measurements.title,
              {.label = label, .range = widened(inner, 0.06), .ticks = 4},
              {.label = "runs",
               .range = {0, highest * 1.15},
               .ticks = static_cast<std::size_t>(std::min(highest, 4.0))},
              in_words(numbers, sample.missing)};
  const std::vector<double> edges = bins.edges();
  for (std::size_t i = 0; i < bins.counts.size(); ++i) {
    if (bins.counts[i] > 0) {
      draw_steps(panel, std::span{edges}.subspan(i, 2), std::span{bins.counts}.subspan(i, 1),
                 bar_edge, bar_fill);
    }
  }
  if (has_spread && sample.values.size() >= least_for_density) {
    draw_density(panel, sample, numbers, bins.width());
  }
  for (const double value : sample.values) {
    const Point foot = panel.place(value, 0);
    canvas.segment(foot, {foot.x, foot.y - 6},
                   {.colour = palette::ink.with_opacity(0.8), .width = 0.6});
  }
  draw_vertical(panel, numbers.lower_quartile, quartile_line);
  draw_vertical(panel, numbers.upper_quartile, quartile_line);
  draw_vertical(panel, numbers.median, median_line);
  draw_vertical(panel, numbers.mean, mean_line);
}

void draw_histogram_legend(Canvas& canvas, Point at, double width) {
  const std::array<LegendEntry, 4> entries{LegendEntry{"mean", mean_line, {}},
                                           LegendEntry{"median", median_line, {}},
                                           LegendEntry{"quartiles", quartile_line, {}},
                                           LegendEntry{"density (from 5 runs)", density_line, {}}};
  draw_legend(canvas, at, entries, width);
}

}  // namespace calo::figures
