#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "base/text.hpp"
#include "base/try.hpp"
#include "figures/distribution.hpp"
#include "figures/heat_map.hpp"
#include "figures/panel.hpp"
#include "figures/series.hpp"
#include "plot.hpp"
#include "progress.hpp"
#include "say.hpp"

namespace baler {
namespace {

namespace figures = calo::figures;

/// Frames on the overview page.
constexpr std::size_t most_on_overview = 4;
constexpr std::size_t error_bins = 200;

/// All frames, and the colours they share.
class Frames {
 public:
  explicit Frames(const Reconstruction& reconstruction)
      : reconstruction_{&reconstruction},
        cells_{reconstruction.shape[1] * reconstruction.shape[2]},
        values_{.range = figures::range_of(reconstruction.original)} {
    differences_.reserve(reconstruction.original.size());
    for (std::size_t i = 0; i < reconstruction.original.size(); ++i) {
      differences_.push_back(reconstruction.decompressed[i] - reconstruction.original[i]);
    }
    errors_ = figures::centred_scale(differences_);
  }

  [[nodiscard]] std::size_t count() const { return reconstruction_->shape[0]; }
  [[nodiscard]] const std::vector<double>& differences() const { return differences_; }
  [[nodiscard]] const Reconstruction& reconstruction() const { return *reconstruction_; }

  /// A row of three fields in the box, with titles above if wanted, and the bars that explain them.
  void draw_row(figures::Canvas& canvas, const figures::Box& box, std::size_t frame,
                bool has_titles) const {
    const double bars = figures::colour_bar_width;
    const double gap = 8;
    const double width = (box.width - 2 * bars - 3 * gap) / 3;
    figures::Box cell{box.x, box.y, width, box.height};
    const auto title = [&](const char* words) { return std::string{has_titles ? words : ""}; };
    figures::draw_field(canvas, cell, title("original"), field(reconstruction_->original, frame),
                        values_);
    cell.x += width + gap;
    figures::Box place = figures::draw_field(canvas, cell, title("reconstructed"),
                                             field(reconstruction_->decompressed, frame), values_);
    figures::draw_colour_bar(canvas, {cell.right() + 4, place.y, bars, place.height}, values_,
                             reconstruction_->label("value"));
    cell.x += width + gap + bars;
    place =
        figures::draw_field(canvas, cell, title("difference"), field(differences_, frame), errors_);
    figures::draw_colour_bar(canvas, {cell.right() + 4, place.y, bars, place.height}, errors_,
                             reconstruction_->label("difference"));
  }

  /// Height of a row of this width.
  [[nodiscard]] double row_height(double width) const {
    const double cell = (width - 2 * figures::colour_bar_width - 24) / 3;
    const auto rows = static_cast<double>(reconstruction_->shape[1]);
    const auto columns = static_cast<double>(reconstruction_->shape[2]);
    return std::clamp(cell * rows / columns, 40.0, 600.0);
  }

  [[nodiscard]] double rmse(std::size_t frame) const {
    double squares = 0;
    for (const double difference : field(differences_, frame).values) {
      squares += difference * difference;
    }
    return std::sqrt(squares / static_cast<double>(cells_));
  }

 private:
  [[nodiscard]] figures::Field field(const std::vector<double>& values, std::size_t frame) const {
    return {.rows = reconstruction_->shape[1],
            .columns = reconstruction_->shape[2],
            .values = std::span{values}.subspan(frame * cells_, cells_)};
  }

  const Reconstruction* reconstruction_;
  std::size_t cells_;
  std::vector<double> differences_;
  figures::ColourScale values_;
  figures::ColourScale errors_;
};

constexpr double page_width = 540;  ///< points: the width of a page of A4 within its margins

calo::Result<void> draw_each(const Project& project, const Frames& frames) {
  Progress progress;
  for (std::size_t frame = 0; frame < frames.count(); ++frame) {
    figures::Figure figure{.size = {page_width, frames.row_height(page_width - 12) + 40},
                           .title = fmt::format("Frame {}", frame)};
    figure.draw = [&](figures::Canvas& canvas, std::size_t) {
      canvas.text(
          {6, 14},
          fmt::format("Frame {}   RMSE {}", frame, calo::text::significant(frames.rmse(frame))),
          {.size = figures::font_size::title});
      frames.draw_row(canvas, {6, 22, page_width - 12, figure.size.height - 26}, frame, true);
    };
    CALO_TRY_DO(figures::write(figure, project.plotting() / fmt::format("CFD{}.png", frame)));
    progress.step(static_cast<std::int64_t>(frame + 1), static_cast<std::int64_t>(frames.count()),
                  "frame");
  }
  progress.end();
  say(fmt::format("{} to CFD{}.png\n", (project.plotting() / "CFD0.png").string(),
                  frames.count() - 1));
  return {};
}

void draw_errors_of_frames(figures::Canvas& canvas, const figures::Box& box, const Frames& frames) {
  std::vector<double> numbers;
  std::vector<double> errors;
  for (std::size_t frame = 0; frame < frames.count(); ++frame) {
    numbers.push_back(static_cast<double>(frame));
    errors.push_back(frames.rmse(frame));
  }
  const double last = std::max(1.0, numbers.back());
  const double highest = std::max(figures::range_of(errors).high, 1e-300);
  figures::Panel panel{
      canvas,
      box,
      "RMSE of each frame",
      {.label = "frame", .range = {0, last}},
      {.label = frames.reconstruction().label("RMSE"), .range = {0, highest * 1.1}, .ticks = 4}};
  figures::draw_line(panel, numbers, errors, {.colour = figures::palette::blue, .width = 1.1});
}

calo::Result<void> draw_overview(const Project& project, const Frames& frames) {
  std::vector<std::size_t> chosen;
  const std::size_t count = std::min(most_on_overview, frames.count());
  chosen.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    chosen.push_back(count == 1 ? 0 : i * (frames.count() - 1) / (count - 1));
  }
  const double row = frames.row_height(page_width - 12);
  const double pitch = row + 22;
  figures::Figure figure{.size = {page_width, 30 + pitch * static_cast<double>(count) + 140},
                         .title = "Frames of " + project.name() + ", original and reconstructed"};
  figure.draw = [&](figures::Canvas& canvas, std::size_t) {
    double y = 6;
    for (std::size_t i = 0; i < count; ++i) {
      const bool is_first = i == 0;
      canvas.text({6, y + figures::font_size::label}, fmt::format("frame {}", chosen[i]),
                  {.size = figures::font_size::label, .colour = figures::palette::grey});
      y += 13;
      const double above = is_first ? figures::font_size::title + 5 : 0;
      frames.draw_row(canvas, {6, y, page_width - 12, row + above}, chosen[i], is_first);
      y += row + above + 9;
    }
    draw_errors_of_frames(canvas, {6, y + 4, page_width - 12, figure.size.height - y - 10}, frames);
  };
  CALO_TRY_DO(draw(figure, project.plotting() / "overview.pdf"));
  return draw(figure, project.plotting() / "overview.png");
}

calo::Result<void> draw_error_histogram(const Project& project, const Frames& frames) {
  const Quality& quality = frames.reconstruction().quality;
  const double reach = std::max(4 * quality.rmse, 1e-300);
  const figures::Range range{.low = -reach, .high = reach};
  const figures::Bins bins = figures::binned(frames.differences(), range, error_bins);
  figures::Figure figure{.size = {340, 230}, .title = "Errors of " + project.name()};
  figure.draw = [&](figures::Canvas& canvas, std::size_t) {
    figures::Panel panel{
        canvas,
        {6, 6, figure.size.width - 12, figure.size.height - 12},
        "Reconstructed − original",
        {.label = frames.reconstruction().label("error of a cell"), .range = range},
        {.label = "cells", .range = {0, std::max(1.0, bins.highest()) * 1.1}},
        fmt::format("RMSE {}, largest {}, {} cells, {} beyond 4 RMSE",
                    calo::text::significant(quality.rmse),
                    calo::text::significant(quality.max_absolute_error), quality.cells,
                    bins.outside)};
    figures::draw_steps(panel, bins.edges(), bins.counts,
                        {.colour = figures::palette::blue, .width = 0.8},
                        figures::Colour::hex(0x9CC4E0));
  };
  CALO_TRY_DO(draw(figure, project.plotting() / "errors.pdf"));
  return draw(figure, project.plotting() / "errors.png");
}

}  // namespace

calo::Result<void> draw_frames(const Project& project, const Reconstruction& reconstruction) {
  if (reconstruction.shape.size() != 3 || reconstruction.original.empty()) {
    return calo::fail(calo::Category::malformed,
                      "drawing frames: the data have the shape " + npz::text(reconstruction.shape) +
                          ", not (frames, height, width)",
                      "Set data_dimension to 1 for a table");
  }
  const Frames frames{reconstruction};
  CALO_TRY_DO(draw_each(project, frames));
  CALO_TRY_DO(draw_overview(project, frames));
  return draw_error_histogram(project, frames);
}

}  // namespace baler
