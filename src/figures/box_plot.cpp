#include "figures/box_plot.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <ranges>
#include <utility>

#include "figures/distribution.hpp"
#include "figures/panel.hpp"
#include "figures/series.hpp"

namespace calo::figures {

BoxShape box_shape(std::string name, std::span<const double> sample, std::size_t most_outliers) {
  std::vector<double> sorted{sample.begin(), sample.end()};
  std::ranges::sort(sorted);
  BoxShape shape;
  shape.name = std::move(name);
  shape.lower_quartile = quantile(sorted, 0.25);
  shape.median = quantile(sorted, 0.5);
  shape.upper_quartile = quantile(sorted, 0.75);
  const double reach = 1.5 * (shape.upper_quartile - shape.lower_quartile);
  const auto first = std::ranges::lower_bound(sorted, shape.lower_quartile - reach);
  const auto last = std::ranges::upper_bound(sorted, shape.upper_quartile + reach);
  // An interpolated quartile may have no value beyond it on its side: the whisker is then of no
  // length.
  shape.lower_whisker = std::min(*first, shape.lower_quartile);
  shape.upper_whisker = std::max(*std::prev(last), shape.upper_quartile);
  shape.outliers.assign(sorted.begin(), first);
  shape.outliers.insert(shape.outliers.end(), last, sorted.end());
  std::ranges::sort(shape.outliers, std::greater{},
                    [&](double value) { return std::abs(value - shape.median); });
  if (shape.outliers.size() > most_outliers) shape.outliers.resize(most_outliers);
  return shape;
}

void draw_boxes(Canvas& canvas, const Box& box, const std::string& title, const std::string& note,
                const std::string& label, std::span<const BoxShape> shapes) {
  std::vector<double> ends{0};
  std::vector<std::string> names;
  for (const BoxShape& shape : shapes | std::views::reverse) {
    ends.insert(ends.end(), {shape.lower_whisker, shape.upper_whisker});
    ends.insert(ends.end(), shape.outliers.begin(), shape.outliers.end());
    names.push_back(shape.name);
  }
  const auto count = static_cast<double>(shapes.size());
  Panel panel{canvas,
              box,
              title,
              {.label = label, .range = widened(range_of(ends), 0.03), .ticks = 7},
              {.range = {-0.6, count - 0.4}, .names = std::move(names)},
              note};
  draw_vertical(panel, 0, {.colour = palette::grey, .width = 0.8, .dashes = {3, 2}});

  const Stroke edge{.colour = palette::blue, .width = 0.8};
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const BoxShape& shape = shapes[i];
    const double y = count - 1 - static_cast<double>(i);
    const auto horizontal = [&](double from, double to) {
      canvas.segment(panel.place(from, y), panel.place(to, y), edge);
    };
    horizontal(shape.lower_whisker, shape.lower_quartile);
    horizontal(shape.upper_quartile, shape.upper_whisker);
    for (const double end : {shape.lower_whisker, shape.upper_whisker}) {
      canvas.segment(panel.place(end, y - 0.15), panel.place(end, y + 0.15), edge);
    }
    const Point upper = panel.place(shape.lower_quartile, y + 0.3);
    const Point lower = panel.place(shape.upper_quartile, y - 0.3);
    const Box body{upper.x, upper.y, lower.x - upper.x, lower.y - upper.y};
    canvas.rectangle(body, Colour::hex(0x9CC4E0));
    canvas.frame(body, edge);
    canvas.segment(panel.place(shape.median, y - 0.3), panel.place(shape.median, y + 0.3),
                   {.colour = palette::orange, .width = 1.4});
    for (const double value : shape.outliers) {
      canvas.dot(panel.place(value, y), 0.8, palette::grey.with_opacity(0.5));
    }
  }
}

}  // namespace calo::figures
