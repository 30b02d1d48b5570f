#include "report/series_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/text.hpp"
#include "figures/box_plot.hpp"
#include "figures/histogram.hpp"
#include "figures/panel.hpp"
#include "figures/series.hpp"
#include "report/figure_canvas.hpp"
#include "stats/comparison.hpp"
#include "stats/order.hpp"
#include "stats/rank_laws.hpp"

namespace calo::report {

namespace {

using figures::Box;
using figures::Canvas;
using series::Metric;
using series::Series;
namespace palette = figures::palette;

/// Energy, or CPU time where no energy is known.
Metric main_metric(std::span<const Series> all) {
  const bool known =
      std::ranges::all_of(all, [](const Series& s) { return !s.values(Metric::energy).empty(); });
  return known ? Metric::energy : Metric::cpu;
}

Result<void> some_runs(std::span<const Series> all) {
  for (const Series& one : all) {
    if (!one.counted().empty()) return {};
  }
  return fail(Category::not_found, "drawing a series: no run of it counts",
              "Measure it with calo repeat");
}

/// A row of panels for each series: energy, carbon, time, power, CPU time, memory.
Result<figures::Figure> draw_histograms(std::span<const Series> all, const FigureLook& look) {
  if (auto runs = some_runs(all); !runs) return std::unexpected{std::move(runs).error()};
  std::vector<figures::Measurements> panels;
  for (const Series& one : all) {
    for (const Metric metric : series::all_metrics)
      panels.push_back({fmt::format("{}: {}", text::printable(one.name, 24), series::name(metric)),
                        std::string{series::name(metric)}, std::string{series::unit(metric)},
                        one.values(metric)});
  }
  // The sentence above a panel needs some 5 cm at 8 points.
  constexpr double panel_cm = 6.0;
  const double width_cm = look.width_cm * 8.0 / look.font_pt;
  const auto columns = static_cast<std::size_t>(std::clamp(width_cm / panel_cm, 1.0, 3.0));
  const std::size_t rows = (panels.size() + columns - 1) / columns;
  const double aspect = 0.36 * static_cast<double>(rows) + 0.08;
  return scaled_figure(
      "histograms", look, aspect,
      [panels = std::move(panels), rows, columns](Canvas& canvas, const Box& page) {
        const std::vector<Box> cells = figures::grid(page.inset(2, 2, 2, 26), rows, columns, 8);
        for (std::size_t i = 0; i < panels.size(); ++i)
          figures::draw_histogram(canvas, cells[i], panels[i]);
        figures::draw_histogram_legend(canvas, {page.x + 6, page.bottom() - 15}, page.width - 12);
      });
}

/// Values in the order of the runs, with the drift test.
Result<figures::Figure> draw_order(std::span<const Series> all, const FigureLook& look) {
  if (auto runs = some_runs(all); !runs) return std::unexpected{std::move(runs).error()};
  const Metric metric = main_metric(all);
  struct Course {
    std::string title, note;
    std::vector<double> values;
    std::vector<bool> marks;
  };
  std::vector<Course> courses;
  for (const Series& one : all) {
    Course course{text::printable(one.name, 40), "", one.values(metric), {}};
    if (course.values.empty()) continue;
    course.marks = stats::outliers(course.values);
    const stats::Kendall drift = stats::kendall(course.values);
    course.note =
        fmt::format("Kendall's tau of value against order {:.2f}, p {:.2g}{}; dashed: median",
                    drift.tau, drift.p, drift.p < 0.01 ? ": it drifts" : "");
    courses.push_back(std::move(course));
  }
  const double aspect = 0.38 * static_cast<double>(courses.size());
  return scaled_figure(
      "run order", look, aspect,
      [courses = std::move(courses), metric](Canvas& canvas, const Box& page) {
        const std::vector<Box> cells = figures::grid(page, courses.size(), 1, 6);
        for (std::size_t i = 0; i < courses.size(); ++i) {
          const Course& course = courses[i];
          const double largest = *std::ranges::max_element(course.values);
          const auto unit = figures::scaled_unit(largest, series::unit(metric));
          std::vector<double> scaled;
          scaled.reserve(course.values.size());
          for (const double value : course.values) scaled.push_back(value * unit.factor);
          figures::Panel panel{
              canvas,
              cells[i],
              fmt::format("{}: {} of each run", course.title, series::name(metric)),
              {.label = "run", .range = {0.0, static_cast<double>(scaled.size()) + 1.0}},
              {.label = fmt::format("{} ({})", series::name(metric), unit.unit),
               .range = figures::widened(figures::range_of(scaled), 0.12)},
              course.note};
          const double middle = stats::median(scaled);
          canvas.segment(panel.place(0.0, middle),
                         panel.place(static_cast<double>(scaled.size()) + 1.0, middle),
                         {.colour = palette::grey, .width = 0.8, .dashes = {3, 2}});
          for (std::size_t k = 0; k < scaled.size(); ++k)
            canvas.dot(panel.place(static_cast<double>(k) + 1.0, scaled[k]),
                       course.marks[k] ? 2.4 : 1.7,
                       course.marks[k] ? palette::orange : palette::blue);
        }
      });
}

Result<figures::Figure> draw_box_plots(std::span<const Series> all, const FigureLook& look) {
  if (auto runs = some_runs(all); !runs) return std::unexpected{std::move(runs).error()};
  const Metric metric = main_metric(all);
  double largest = 0.0;
  for (const Series& one : all) {
    for (const double value : one.values(metric)) largest = std::max(largest, value);
  }
  const auto unit = figures::scaled_unit(std::max(largest, 1e-12), series::unit(metric));
  std::vector<figures::BoxShape> shapes;
  for (const Series& one : all) {
    std::vector<double> sample = one.values(metric);
    if (sample.empty()) continue;
    for (double& value : sample) value *= unit.factor;
    shapes.push_back(figures::box_shape(
        fmt::format("{} ({})", text::printable(one.name, 18), sample.size()), sample, 200));
  }
  const double aspect = (2.0 + 0.9 * static_cast<double>(shapes.size())) / 12.0;
  return scaled_figure(
      "box plot", look, aspect,
      [shapes = std::move(shapes), metric, unit](Canvas& canvas, const Box& page) {
        figures::draw_boxes(
            canvas, page.inset(10, 0, 0, 0), fmt::format("{} of each series", series::name(metric)),
            "box: quartiles and median; whiskers: 1.5 quartile distances; dots beyond",
            fmt::format("{} ({})", series::name(metric), unit.unit), shapes);
      });
}

constexpr std::array all_series_figures = {
    SeriesFigure{"histogram", "distribution of energy, carbon, time, power, CPU time, memory",
                 draw_histograms},
    SeriesFigure{"order", "values in the order of the runs, with a drift test", draw_order},
    SeriesFigure{"box", "quartiles of each series", draw_box_plots},
};

}  // namespace

std::span<const SeriesFigure> series_figures() {
  return all_series_figures;
}

Result<figures::Figure> forest_figure(const series::Comparison& comparison, double threshold,
                                      const FigureLook& look) {
  std::vector<series::Quantity> shown;
  std::ranges::copy_if(comparison.quantities, std::back_inserter(shown),
                       [](const series::Quantity& q) { return q.ratio.low && q.ratio.high; });
  if (shown.empty())
    return fail(Category::not_found, "drawing a comparison: too few runs for an interval",
                "Six pairs or four runs of each have one");
  const double aspect = (2.2 + 0.7 * static_cast<double>(shown.size())) / 12.0;
  const std::string title = fmt::format("{} against {}", text::printable(comparison.name_b, 30),
                                        text::printable(comparison.name_a, 30));
  return scaled_figure(
      "comparison", look, aspect,
      [shown = std::move(shown), threshold, title](Canvas& canvas, const Box& page) {
        std::vector<double> ends = {1.0 - threshold, 1.0 + threshold};
        std::vector<std::string> names;
        for (const series::Quantity& q : shown) {
          ends.push_back(*q.ratio.low);
          ends.push_back(*q.ratio.high);
          names.emplace_back(series::name(q.metric));
        }
        std::ranges::reverse(names);
        const auto count = static_cast<double>(shown.size());
        figures::Panel panel{
            canvas,
            page,
            title,
            {.label = "ratio B / A", .range = figures::widened(figures::range_of(ends), 0.08)},
            {.range = {-0.6, count - 0.4}, .names = names},
            fmt::format("estimates with 95 % intervals; grey: within the threshold of {}",
                        text::percent(threshold))};
        const figures::Point from = panel.place(1.0 - threshold, count - 0.4);
        const figures::Point to = panel.place(1.0 + threshold, -0.6);
        canvas.rectangle({from.x, from.y, to.x - from.x, to.y - from.y},
                         palette::missing.with_opacity(0.35));
        figures::draw_vertical(panel, 1.0,
                               {.colour = palette::grey, .width = 0.8, .dashes = {3, 2}});
        for (std::size_t i = 0; i < shown.size(); ++i) {
          const double y = count - 1.0 - static_cast<double>(i);
          const auto colour = shown[i].ratio.estimate < 1.0 ? palette::blue : palette::orange;
          canvas.segment(panel.place(*shown[i].ratio.low, y), panel.place(*shown[i].ratio.high, y),
                         {.colour = colour, .width = 1.4});
          canvas.dot(panel.place(shown[i].ratio.estimate, y), 2.4, colour);
        }
      });
}

}  // namespace calo::report
