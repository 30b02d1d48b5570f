#include "carbon/footprint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace calo::carbon {

namespace {

/// End of the 90 % interval of the product: the factors' half-widths on that side, added in
/// quadrature.
Grams half_width(Joules energy_half_width, double energy_to_grams, Grams u_of_the_rest) {
  return in_quadrature(Grams::of(energy_half_width.value() * energy_to_grams),
                       sigmas_in_90_percent * u_of_the_rest);
}

}  // namespace

Grams operational(Joules energy, const model::CarbonContext& context) {
  return energy * (context.intensity * context.pue);
}

Estimate<Grams> operational(const Estimate<Joules>& energy, const model::CarbonContext& context) {
  const GramsPerJoule factor = context.intensity * context.pue;
  Estimate<Grams> carbon;
  carbon.value = energy.value * factor;
  const Grams u_of_intensity = carbon.value * context.intensity_u_rel;
  const Grams u_of_pue = energy.value * context.intensity * context.pue_u;
  const Grams u_of_both = in_quadrature(u_of_intensity, u_of_pue);
  carbon.u = in_quadrature(energy.u * factor, u_of_both);
  carbon.kind = weaker(energy.kind, context.stated ? Kind::modelled : Kind::assumed);

  const auto [low, high] = energy.interval90();
  const Grams below = carbon.value - half_width(energy.value - low, factor.value(), u_of_both);
  const Grams above = carbon.value + half_width(high - energy.value, factor.value(), u_of_both);
  const bool reaches_below_zero = below < Grams{} && low >= Joules{};
  if (energy.asymmetric90 || reaches_below_zero) {
    carbon.asymmetric90 = {reaches_below_zero ? Grams{} : below, above};
  }
  return carbon;
}

Result<Sci> sci(Grams operational_carbon, Grams embodied_carbon, double units) {
  if (!std::isfinite(units) || units <= 0.0) {
    return fail(Category::usage, fmt::format("computing carbon per unit: {} units", units),
                "Count at least a part of one unit, such as --units events=10000.");
  }
  return Sci{operational_carbon, embodied_carbon, units,
             (operational_carbon + embodied_carbon) / units};
}

Joules energy_of(const GreenAlgorithms& computation) {
  const Watts cores = computation.cores * computation.power_per_core * computation.use;
  const Watts memory = computation.memory_gb * green_algorithms_watts_per_gb;
  return computation.time * (cores + memory) * computation.pue;
}

std::optional<model::Warning> check_one_ratio(std::span<const Shown> rows, double tolerance) {
  if (rows.empty()) return std::nullopt;
  const auto size = [](const Shown& row) { return std::abs(row.energy.value()); };
  const Shown& reference = *std::ranges::max_element(rows, {}, size);
  for (const Shown& row : rows) {
    // Compared as products, so that a row without energy must have no carbon either.
    const double left = row.carbon.value() * reference.energy.value();
    const double right = reference.carbon.value() * row.energy.value();
    if (std::abs(left - right) <= tolerance * std::max(std::abs(left), std::abs(right))) continue;
    return model::Warning{
        "carbon-ratio",
        fmt::format("The row '{}' has {} for {}, the row '{}' {} for {}: one place and time must "
                    "have one ratio.",
                    text::printable(row.row, 60), text::with_prefix(row.carbon.value(), "g"),
                    text::with_prefix(row.energy.value(), "J"), text::printable(reference.row, 60),
                    text::with_prefix(reference.carbon.value(), "g"),
                    text::with_prefix(reference.energy.value(), "J"))};
  }
  return std::nullopt;
}

}  // namespace calo::carbon
