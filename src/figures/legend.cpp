#include "figures/legend.hpp"

namespace calo::figures {
namespace {

constexpr double key_width = 14;
constexpr double key_gap = 4;     ///< between a key and its name
constexpr double entry_gap = 12;  ///< between entries
constexpr double name_size = 7;
const TextStyle name_style{.size = name_size};

double width_of(const LegendEntry& entry) {
  return key_width + key_gap + text_width(entry.name, name_style);
}

void draw_entry(Canvas& canvas, Point at, const LegendEntry& entry, double width) {
  if (entry.fill) {
    const Box square{at.x, at.y - name_size + 1, key_width, name_size - 1};
    canvas.rectangle(square, *entry.fill);
    canvas.frame(square, entry.stroke);
  } else {
    canvas.segment({at.x, at.y - name_size * 0.36}, {at.x + key_width, at.y - name_size * 0.36},
                   entry.stroke);
  }
  canvas.text({at.x + key_width + key_gap, at.y},
              fitted(entry.name, name_style, width - key_width - key_gap), name_style);
}

}  // namespace

std::vector<std::span<const LegendEntry>> legend_rows(std::span<const LegendEntry> entries,
                                                      double width) {
  std::vector<std::span<const LegendEntry>> rows;
  std::size_t first = 0;
  double used = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i > first && used + width_of(entries[i]) > width) {
      rows.push_back(entries.subspan(first, i - first));
      first = i;
      used = 0;
    }
    used += width_of(entries[i]) + entry_gap;
  }
  if (first < entries.size()) rows.push_back(entries.subspan(first));
  return rows;
}

void draw_legend(Canvas& canvas, Point at, std::span<const LegendEntry> entries, double width) {
  double y = at.y;
  for (const auto& row : legend_rows(entries, width)) {
    double x = at.x;
    for (const LegendEntry& entry : row) {
      draw_entry(canvas, {x, y}, entry, width);
      x += width_of(entry) + entry_gap;
    }
    y += legend_row;
  }
}

}  // namespace calo::figures
