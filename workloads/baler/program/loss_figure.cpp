#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "base/try.hpp"
#include "figures/panel.hpp"
#include "figures/series.hpp"
#include "npz/npz.hpp"
#include "plot.hpp"

namespace baler {
namespace {

namespace figures = calo::figures;

struct Losses {
  std::vector<double> training;
  std::vector<double> validation;

  /// Without a validation set the record holds the training loss twice.
  [[nodiscard]] bool has_validation() const { return training != validation; }
};

calo::Result<Losses> read_losses(const std::filesystem::path& path) {
  CALO_TRY(const auto array, npz::read_npy(path.string()));
  if (array.shape.size() != 2 || array.shape[0] != 2 || array.shape[1] == 0) {
    return calo::fail(calo::Category::malformed,
                      fmt::format("reading {}: its shape is {}, not (2, epochs)", path.string(),
                                  npz::text(array.shape)),
                      "Make it anew with --mode train");
  }
  CALO_TRY(const auto values, array.doubles());
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(array.shape[1]);
  return Losses{{values.begin(), middle}, {middle, values.end()}};
}

/// The losses above zero, on whose range the axis is logarithmic; the file may hold others.
figures::Range range_of_positive(const Losses& losses) {
  std::vector<double> positive;
  for (const auto* row : {&losses.training, &losses.validation}) {
    std::ranges::copy_if(*row, std::back_inserter(positive),
                         [](double loss) { return std::isfinite(loss) && loss > 0; });
  }
  if (positive.empty()) return {.low = 0.1, .high = 1};
  const auto [low, high] = std::ranges::minmax(positive);
  return {.low = low / 1.2, .high = high * 1.2};
}

void draw_page(figures::Canvas& canvas, const figures::PageSize& size, const Losses& losses) {
  std::vector<double> epochs(losses.training.size());
  for (std::size_t i = 0; i < epochs.size(); ++i) epochs[i] = static_cast<double>(i + 1);
  const auto last = static_cast<double>(std::max<std::size_t>(2, epochs.size()));
  const figures::Stroke training{.colour = figures::palette::blue, .width = 1.1};
  const figures::Stroke validation{
      .colour = figures::palette::orange, .width = 1.1, .dashes = {4, 2}};
  std::vector<figures::LegendEntry> legend;
  if (losses.has_validation())
    legend = {{"training", training, {}}, {"validation", validation, {}}};
  figures::Panel panel{
      canvas,
      {6, 6, size.width - 12, size.height - 12},
      "Training loss",
      {.label = "epoch", .range = {1, last}},
      {.label = "loss", .range = range_of_positive(losses), .is_logarithmic = true},
      fmt::format("last {:.3g}, lowest {:.3g} of {} epochs", losses.training.back(),
                  *std::ranges::min_element(losses.training), epochs.size()),
      legend};
  figures::draw_line(panel, epochs, losses.training, training);
  if (losses.has_validation()) figures::draw_line(panel, epochs, losses.validation, validation);
}

}  // namespace

calo::Result<void> draw_losses(const Project& project) {
  CALO_TRY(const auto losses, read_losses(project.losses()));
  figures::Figure figure{.size = {340, 230}, .title = "Training loss of " + project.name()};
  figure.draw = [&](figures::Canvas& canvas, std::size_t) {
    draw_page(canvas, figure.size, losses);
  };
  CALO_TRY_DO(draw(figure, project.plotting() / "Loss_plot.pdf"));
  return draw(figure, project.plotting() / "Loss_plot.png");
}

}  // namespace baler
