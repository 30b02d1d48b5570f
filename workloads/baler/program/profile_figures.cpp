#include "profile_figures.hpp"

#include <fmt/format.h>

#include <limits>
#include <set>
#include <string>
#include <vector>

#include "figures/histogram.hpp"
#include "figures/panel.hpp"

namespace baler {
namespace {

namespace figures = calo::figures;

template <class Q>
double or_missing(const std::optional<Q>& quantity) {
  return quantity ? quantity->value() : std::numeric_limits<double>::quiet_NaN();
}

std::vector<figures::Measurements> measurements_of(std::span<const ProfileRow> rows) {
  figures::Measurements emissions{"emissions", "emissions", "g CO₂e", {}};
  figures::Measurements rate{"emission rate", "emission rate", "g CO₂e/s", {}};
  figures::Measurements power{"mean power", "mean power", "W", {}};
  figures::Measurements energy{"energy", "energy", "J", {}};
  figures::Measurements duration{"duration", "duration", "s", {}};
  figures::Measurements memory{"peak memory", "peak memory", "B", {}};
  for (const ProfileRow& row : rows) {
    const double seconds = or_missing(row.duration);
    emissions.values.push_back(or_missing(row.carbon.value));
    rate.values.push_back(or_missing(row.carbon.value) / seconds);
    power.values.push_back(or_missing(row.power()));
    energy.values.push_back(or_missing(row.energy.value));
    duration.values.push_back(seconds);
    memory.values.push_back(or_missing(row.peak_memory));
  }
  return {emissions, rate, power, energy, duration, memory};
}

std::string kinds_of(std::span<const ProfileRow> rows) {
  std::set<std::string> kinds;
  for (const ProfileRow& row : rows) {
    if (!row.kind.empty()) kinds.insert(row.kind);
  }
  return kinds.empty() ? "no energy known" : fmt::format("energy {}", fmt::join(kinds, ", "));
}

}  // namespace

figures::Figure profile_figure(std::span<const ProfileRow> rows, std::string_view mode) {
  const std::string title =
      fmt::format("{}: {} run{}", mode, rows.size(), rows.size() == 1 ? "" : "s");
  figures::Figure figure{.size = {540, 350}, .title = title};
  figure.draw = [title, kinds = kinds_of(rows), all = measurements_of(rows), size = figure.size](
                    figures::Canvas& canvas, std::size_t) {
    const figures::TextStyle heading{.size = 11, .is_bold = true};
    canvas.text({10, 16}, title, heading);
    canvas.text({16 + figures::text_width(title, heading), 16}, kinds,
                {.size = figures::font_size::label, .colour = figures::palette::grey});
    figures::draw_histogram_legend(canvas, {10, 31}, size.width - 20);
    const auto cells = figures::grid({6, 40, size.width - 12, size.height - 46}, 2, 3, 10);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      figures::draw_histogram(canvas, cells[i], all[i]);
    }
  };
  return figure;
}

}  // namespace baler
