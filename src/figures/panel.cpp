#include "figures/panel.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace calo::figures {
namespace {

constexpr double tick_length = 3;
constexpr double gap = 3;  ///< between ticks, numbers and labels

const TextStyle tick_style{.size = font_size::tick};
const TextStyle label_style{.size = font_size::label, .align = Align::centre};
const TextStyle title_style{.size = font_size::title, .is_bold = true};
const TextStyle note_style{.size = font_size::note, .colour = palette::grey};
const Stroke axis_stroke{.colour = palette::grey, .width = 0.7};
const Stroke grid_stroke{.colour = palette::grid, .width = 0.5};

TextStyle aligned(TextStyle style, Align align) {
  style.align = align;
  return style;
}

double share_along(const Axis& axis, double value) {
  const Range& range = axis.range;
  if (!axis.is_logarithmic) return (value - range.low) / (range.high - range.low);
  return (std::log(value) - std::log(range.low)) / (std::log(range.high) - std::log(range.low));
}

std::string with_factor(const Axis& axis, const TickLabels& labels) {
  if (labels.factor.empty()) return axis.label;
  return axis.label.empty() ? labels.factor : axis.label + "  " + labels.factor;
}

bool are_decades(const std::vector<double>& ticks) {
  return ticks.size() > 1 && ticks[1] / ticks[0] > 9.99;
}

}  // namespace

Panel::Ticks Panel::ticks_of(const Axis& axis) {
  Ticks ticks;
  if (!axis.names.empty()) {
    for (std::size_t i = 0; i < axis.names.size(); ++i) {
      ticks.places.push_back(static_cast<double>(i));
    }
    ticks.labels.texts = axis.names;
    return ticks;
  }
  if (!axis.is_logarithmic) {
    ticks.places = round_ticks(axis.range, axis.ticks);
    ticks.labels = tick_labels(ticks.places);
    return ticks;
  }
  ticks.places = decade_ticks(axis.range, axis.ticks);
  if (are_decades(ticks.places)) {
    for (const double tick : ticks.places) {
      ticks.labels.texts.push_back(power_of_ten(static_cast<int>(std::lround(std::log10(tick)))));
    }
  } else {
    ticks.labels = tick_labels(ticks.places);
  }
  return ticks;
}

Panel::Panel(Canvas& canvas, const Box& outer, const std::string& title, Axis x, Axis y,
             const std::string& note, std::span<const LegendEntry> legend)
    : canvas_{&canvas}, x_{std::move(x)}, y_{std::move(y)} {
  Ticks x_ticks = ticks_of(x_);
  const Ticks y_ticks = ticks_of(y_);
  double widest = 0;
  for (const std::string& text : y_ticks.labels.texts) {
    widest = std::max(widest, text_width(text, tick_style));
  }
  widest = std::min(widest, outer.width / 3);
  const std::string y_label = with_factor(y_, y_ticks.labels);
  const double left = widest + tick_length + gap + (y_label.empty() ? 0 : font_size::label + gap);
  const double legend_height =
      legend_row * static_cast<double>(legend_rows(legend, outer.width - left).size());
  const double top = (title.empty() ? 0 : font_size::title + gap) +
                     (note.empty() ? 0 : font_size::note + gap) + legend_height + 2;
  const double bottom = tick_length + font_size::tick + gap +
                        (with_factor(x_, x_ticks.labels).empty() ? 0 : font_size::label + gap + 1);
  plot_ = outer.inset(left, top, 6, bottom);
  while (x_.ticks > 2 && !have_room(x_ticks)) {
    --x_.ticks;
    x_ticks = ticks_of(x_);
  }

  if (!title.empty()) {
    draw_fitted({plot_.x, outer.y + font_size::title}, title, title_style, outer.right() - plot_.x);
  }
  if (!note.empty()) {
    draw_fitted({plot_.x, plot_.y - gap - legend_height}, note, note_style,
                outer.right() - plot_.x);
  }
  draw_legend(canvas, {plot_.x, plot_.y - legend_height + legend_row - gap}, legend,
              outer.right() - plot_.x);
  draw_x_axis(x_ticks, outer);
  draw_y_axis(y_ticks, outer);
}

/// Numbers of neighbouring ticks do not touch.
bool Panel::have_room(const Ticks& ticks) const {
  if (!x_.names.empty()) return true;
  for (std::size_t i = 1; i < ticks.places.size(); ++i) {
    const double room = place_x(ticks.places[i]) - place_x(ticks.places[i - 1]);
    const double taken = (text_width(ticks.labels.texts[i], tick_style) +
                          text_width(ticks.labels.texts[i - 1], tick_style)) /
                         2;
    if (taken + 2 * gap > room) return false;
  }
  return true;
}

void Panel::draw_fitted(Point at, const std::string& words, TextStyle style, double width) const {
  style = shrunk(words, style, width);
  canvas_->text(at, fitted(words, style, width), style);
}

void Panel::draw_x_axis(const Ticks& ticks, const Box& outer) const {
  for (std::size_t i = 0; i < ticks.places.size(); ++i) {
    const double at = place_x(ticks.places[i]);
    canvas_->segment({at, plot_.y}, {at, plot_.bottom()}, grid_stroke);
    canvas_->segment({at, plot_.bottom()}, {at, plot_.bottom() + tick_length}, axis_stroke);
    canvas_->text({at, plot_.bottom() + tick_length + font_size::tick + 1}, ticks.labels.texts[i],
                  aligned(tick_style, Align::centre));
  }
  canvas_->segment({plot_.x, plot_.bottom()}, {plot_.right(), plot_.bottom()}, axis_stroke);
  const std::string label = with_factor(x_, ticks.labels);
  if (label.empty()) return;
  draw_fitted({plot_.x + plot_.width / 2, outer.bottom() - 2}, label, label_style,
              plot_.width + 12);
}

void Panel::draw_y_axis(const Ticks& ticks, const Box& outer) const {
  for (std::size_t i = 0; i < ticks.places.size(); ++i) {
    const double at = place_y(ticks.places[i]);
    if (y_.names.empty()) {
      canvas_->segment({plot_.x, at}, {plot_.right(), at}, grid_stroke);
    }
    canvas_->segment({plot_.x - tick_length, at}, {plot_.x, at}, axis_stroke);
    canvas_->text({plot_.x - tick_length - gap / 2, at + font_size::tick * 0.36},
                  fitted(ticks.labels.texts[i], tick_style, outer.width / 3),
                  aligned(tick_style, Align::right));
  }
  canvas_->segment({plot_.x, plot_.y}, {plot_.x, plot_.bottom()}, axis_stroke);
  const std::string label = with_factor(y_, ticks.labels);
  if (label.empty()) return;
  TextStyle upwards = label_style;
  upwards.runs_upwards = true;
  draw_fitted({outer.x + font_size::label, plot_.y + plot_.height / 2}, label, upwards,
              plot_.height + 20);
}

double Panel::place_x(double x) const {
  return plot_.x + plot_.width * share_along(x_, x);
}
double Panel::place_y(double y) const {
  return plot_.bottom() - plot_.height * share_along(y_, y);
}
Point Panel::place(double x, double y) const {
  return {place_x(x), place_y(y)};
}

std::vector<Box> grid(const Box& box, std::size_t rows, std::size_t columns, double space) {
  const double width =
      (box.width - space * static_cast<double>(columns - 1)) / static_cast<double>(columns);
  const double height =
      (box.height - space * static_cast<double>(rows - 1)) / static_cast<double>(rows);
  std::vector<Box> cells;
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      cells.push_back({box.x + (width + space) * static_cast<double>(column),
                       box.y + (height + space) * static_cast<double>(row), width, height});
    }
  }
  return cells;
}

}  // namespace calo::figures
