#include "power_model/support.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.hpp"
#include "power_model/parametric.hpp"
#include "power_model/rows.hpp"
#include "power_model/tables.hpp"

namespace calo::power_model {

namespace {

constexpr double residual_limit = 0.6;
constexpr std::size_t columns = 21;

/// Idle and 100 % are always there. Middle levels that were not published follow the parametric
/// curve, with the log residual linear between the two ends.
PerLevel measured(const Rows<columns>::Row& row, const PerLevel& parametric) {
  PerLevel watts{};
  const double idle = text::to_double(row[10]).value_or(1.0);
  const double full = text::to_double(row[20]).value_or(1.0);
  const double at_idle = std::log(idle / parametric.front());
  const double at_full = std::log(full / parametric.back());
  for (std::size_t i = 0; i < load_levels; ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(load_levels - 1);
    watts[i] = text::to_double(row[10 + i])
                   .value_or(parametric[i] * std::exp(at_idle + t * (at_full - at_idle)));
  }
  return watts;
}

}  // namespace

SupportTable::SupportTable(std::string_view csv) {
  rows_.reserve(700);
  Rows<columns> rows{csv};
  Rows<columns>::Row row;
  while (rows.next(row)) {
    const auto field = [&row](std::size_t i) { return text::to_double(row[i]).value_or(1.0); };
    const double sockets = field(2);
    const double tdp = field(5);
    SupportRow system;
    system.features = features({.generation = row[0],
                                .year = field(1),
                                .sockets = sockets,
                                .cores = field(3),
                                .threads = field(4),
                                .tdp_w = tdp,
                                .memory_gb = field(6),
                                .base_mhz = field(7),
                                .amd = field(8) > 0.5});
    system.rows_of_model = field(9);
    const PerLevel parametric = parametric_watts(system.features);
    const PerLevel watts = measured(row, parametric);
    for (std::size_t i = 0; i < load_levels; ++i) {
      system.residual[i] =
          std::clamp(std::log(watts[i] / parametric[i]), -residual_limit, residual_limit);
      system.ln_per_tdp[i] = std::log(watts[i] / (sockets * tdp));
    }
    rows_.push_back(system);
  }
}

bool SupportTable::has_generation(std::string_view code) const {
  return !code.empty() && std::ranges::any_of(rows_, [code](const SupportRow& row) {
    return row.features.generation == code;
  });
}

const SupportTable& support_table() {
  static const SupportTable table{support_csv()};
  return table;
}

}  // namespace calo::power_model
