#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "base/text.hpp"
#include "figures/box_plot.hpp"
#include "figures/distribution.hpp"
#include "figures/panel.hpp"
#include "figures/series.hpp"
#include "plot.hpp"

namespace baler {
namespace {

namespace figures = calo::figures;

// As the Python Baler draws them.
constexpr std::size_t value_bins = 200;
constexpr figures::Range response_range{.low = -20, .high = 20};  ///< per cent
constexpr std::size_t response_bins = 400;
constexpr std::size_t residual_bins = 200;

constexpr std::size_t boxes_per_page = 32;
constexpr std::size_t most_outliers = 60;

const figures::Stroke before_line{.colour = figures::palette::blue, .width = 1};
const figures::Stroke after_line{.colour = figures::palette::orange, .width = 1};

struct Column {
  std::string name;
  std::vector<double> before, after, residual;
  std::vector<double> response;  ///< per cent of the original; not where that is zero
};

Column column_of(const Reconstruction& reconstruction, std::size_t index) {
  Column column;
  column.name = index < reconstruction.names.size() ? reconstruction.names[index]
                                                    : fmt::format("column {}", index);
  for (std::size_t at = index; at < reconstruction.original.size(); at += reconstruction.shape[1]) {
    const double before = reconstruction.original[at];
    const double after = reconstruction.decompressed[at];
    column.before.push_back(before);
    column.after.push_back(after);
    column.residual.push_back(after - before);
    if (before != 0) column.response.push_back(100 * (after - before) / before);
  }
  return column;
}

/// Nearly all of the values before, so that a few far ones do not squeeze the others into a corner.
figures::Range bulk_of(std::span<const double> values) {
  std::vector<double> sorted{values.begin(), values.end()};
  std::ranges::sort(sorted);
  const std::array<double, 2> ends{figures::quantile(sorted, 0.001),
                                   figures::quantile(sorted, 0.999)};
  return figures::widened(figures::range_of(ends), 0.05);
}

void draw_values(figures::Canvas& canvas, const figures::Box& box, const Column& column) {
  const figures::Range range = bulk_of(column.before);
  const figures::Bins before_bins = figures::binned(column.before, range, value_bins);
  const figures::Bins after_bins = figures::binned(column.after, range, value_bins);
  const double highest = std::max({before_bins.highest(), after_bins.highest(), 1.0});
  const std::array<figures::LegendEntry, 2> legend{
      figures::LegendEntry{"before", before_line, figures::palette::blue.with_opacity(0.2)},
      figures::LegendEntry{"after", after_line, {}}};
  figures::Panel panel{canvas,
                       box,
                       column.name,
                       {.label = column.name, .range = range, .ticks = 6},
                       {.label = "rows", .range = {0, highest * 1.12}},
                       fmt::format("{} rows; outside: {} before, {} after", column.before.size(),
                                   before_bins.outside, after_bins.outside),
                       legend};
  figures::draw_steps(panel, before_bins.edges(), before_bins.counts, before_line,
                      figures::palette::blue.with_opacity(0.2));
  // Bars without a colour of their own: they hide nothing of those before.
  figures::draw_steps(panel, after_bins.edges(), after_bins.counts, after_line,
                      figures::palette::white.with_opacity(0.0));
}

void draw_distribution(figures::Canvas& canvas, const figures::Box& box, const std::string& title,
                       const std::string& label, std::span<const double> values,
                       const figures::Range& range, std::size_t count, std::string note) {
  const figures::Bins bins = figures::binned(values, range, count);
  if (bins.outside > 0) note += fmt::format(", {} outside", bins.outside);
  figures::Panel panel{
      canvas,
      box,
      title,
      {.label = label, .range = range, .ticks = 5},
      {.label = "rows", .range = {0, std::max(1.0, bins.highest()) * 1.12}, .ticks = 4},
      note};
  figures::draw_steps(panel, bins.edges(), bins.counts, before_line,
                      figures::Colour::hex(0x9CC4E0));
  figures::draw_vertical(panel, 0,
                         {.colour = figures::palette::grey, .width = 0.7, .dashes = {3, 2}});
}

void draw_residual(figures::Canvas& canvas, const figures::Box& box, const Column& column) {
  std::vector<double> sizes;
  double squares = 0;
  for (const double residual : column.residual) {
    sizes.push_back(std::abs(residual));
    squares += residual * residual;
  }
  std::ranges::sort(sizes);
  // Nearly all of them; the note counts the others.
  const double reach = std::max(figures::quantile(sizes, 0.995), 1e-300);
  const double rmse = std::sqrt(squares / static_cast<double>(sizes.size()));
  draw_distribution(canvas, box, "Residual", "after − before", column.residual,
                    {.low = -reach, .high = reach}, residual_bins,
                    fmt::format("RMSE {}", calo::text::significant(rmse)));
}

void draw_response(figures::Canvas& canvas, const figures::Box& box, const Column& column) {
  std::string note = "no row has a value other than zero";
  if (!column.response.empty()) {
    const figures::Summary summary = figures::summary(column.response);
    note = fmt::format("median {} %", calo::text::significant(summary.median, 2));
  }
  const std::size_t zeros = column.before.size() - column.response.size();
  if (zeros > 0 && !column.response.empty()) note += fmt::format(", {} zeros left out", zeros);
  draw_distribution(canvas, box, "Response", "(after − before) / before (%)", column.response,
                    response_range, response_bins, note);
}

/// Residuals in per cent of each column's range, so that all columns fit one axis.
std::vector<figures::BoxShape> boxes_of(const std::vector<Column>& columns) {
  std::vector<figures::BoxShape> boxes;
  for (const Column& column : columns) {
    const figures::Range range = figures::range_of(column.before);
    std::vector<double> shares;
    shares.reserve(column.residual.size());
    for (const double residual : column.residual) {
      shares.push_back(100 * residual / (range.high - range.low));
    }
    boxes.push_back(figures::box_shape(column.name, shares, most_outliers));
  }
  return boxes;
}

}  // namespace

calo::Result<void> draw_table(const Project& project, const Reconstruction& reconstruction) {
  if (reconstruction.shape.size() != 2 || reconstruction.original.empty()) {
    return calo::fail(calo::Category::malformed,
                      "drawing columns: the data have the shape " +
                          npz::text(reconstruction.shape) + ", not (rows, columns)",
                      "Set data_dimension to 2 for frames");
  }
  std::vector<Column> columns;
  columns.reserve(reconstruction.shape[1]);
  for (std::size_t i = 0; i < reconstruction.shape[1]; ++i) {
    columns.push_back(column_of(reconstruction, i));
  }
  const std::vector<figures::BoxShape> boxes = boxes_of(columns);
  const std::size_t box_pages = (boxes.size() + boxes_per_page - 1) / boxes_per_page;
  figures::Figure figure{.size = {540, 380},
                         .title = "Columns of " + project.name() + ", before and after",
                         .pages = box_pages + columns.size()};
  figure.draw = [&](figures::Canvas& canvas, std::size_t page) {
    const figures::Box all{6, 6, figure.size.width - 12, figure.size.height - 12};
    if (page < box_pages) {
      const std::size_t first = page * boxes_per_page;
      const std::size_t count = std::min(boxes_per_page, boxes.size() - first);
      figures::draw_boxes(canvas, all, "Residuals of all columns",
                          "box: quartiles and median; whiskers: 1.5 quartile distances; dots: the "
                          "farthest outliers",
                          "(after − before) / range of the column (%)",
                          std::span{boxes}.subspan(first, count));
      return;
    }
    const Column& column = columns[page - box_pages];
    draw_values(canvas, {all.x, all.y, all.width, all.height * 0.52}, column);
    const auto lower =
        figures::grid({all.x, all.y + all.height * 0.56, all.width, all.height * 0.44}, 1, 2, 14);
    draw_residual(canvas, lower[0], column);
    draw_response(canvas, lower[1], column);
  };
  return draw(figure, project.plotting() / "comparison.pdf");
}

}  // namespace baler
