#include "power_model/predict.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "power_model/parametric.hpp"

namespace calo::power_model {

namespace {

constexpr std::size_t neighbours = 9;
// Distances closer than this are equal: systems with equal features tie, and their order in the
// table must not matter.
constexpr double tie = 1e-9;

constexpr double square(double x) {
  return x * x;
}

void make_monotone(PerLevel& watts) {
  for (std::size_t i = 1; i < load_levels; ++i) watts[i] = std::max(watts[i], watts[i - 1]);
}

double kernel_exponent(const Features& a, const Features& b) {
  return square((a.ln_tdp - b.ln_tdp) / 0.21) + square((a.ln_cores - b.ln_cores) / 0.24) +
         square((a.year - b.year) / 2.4) + square((a.ln_memory - b.ln_memory) / 0.54) +
         square((a.ln_sockets - b.ln_sockets) / 0.18) + square((a.amd - b.amd) / 0.36) +
         square((a.ln_base_mhz - b.ln_base_mhz) / 0.15);
}

double distance(const Features& a, const Features& b) {
  return square(2.0 * (a.ln_tdp - b.ln_tdp)) + square(a.ln_cores - b.ln_cores) +
         square((a.year - b.year) / 3.0) + square(2.0 * (a.ln_sockets - b.ln_sockets)) +
         square(0.7 * (a.ln_memory - b.ln_memory)) + square(a.amd - b.amd) +
         (a.generation == b.generation ? 0.0 : 1.5);
}

struct Neighbour {
  double distance;
  const SupportRow* row;
};

}  // namespace

PerLevel corrected_parametric(const Features& system, const SupportTable& support) {
  constexpr double pull_to_zero = 0.1;
  PerLevel sums{};
  double weights = 0.0;
  for (const SupportRow& row : support.rows()) {
    const double same = row.features.generation == system.generation ? 3.0 : 1.0;
    const double weight = same * std::exp(-0.5 * kernel_exponent(system, row.features)) /
                          std::sqrt(row.rows_of_model);
    weights += weight;
    for (std::size_t i = 0; i < load_levels; ++i) sums[i] += weight * row.residual[i];
  }
  PerLevel watts = parametric_watts(system);
  for (std::size_t i = 0; i < load_levels; ++i)
    watts[i] *= std::exp(sums[i] / (weights + pull_to_zero));
  make_monotone(watts);
  return watts;
}

PerLevel nearest_systems(const Features& system, const SupportTable& support) {
  std::vector<Neighbour> all;
  all.reserve(support.rows().size());
  for (const SupportRow& row : support.rows())
    all.push_back({distance(system, row.features), &row});
  std::ranges::nth_element(all, all.begin() + (neighbours - 1), {}, &Neighbour::distance);
  const double last = all[neighbours - 1].distance;

  const auto inside = [last](const Neighbour& n) { return n.distance < last - tie; };
  const auto tied = [last](const Neighbour& n) { return std::abs(n.distance - last) <= tie; };
  const auto count_inside = static_cast<double>(std::ranges::count_if(all, inside));
  const auto count_tied = static_cast<double>(std::ranges::count_if(all, tied));
  // All systems at the distance of the ninth share the places that are left.
  const double share = (static_cast<double>(neighbours) - count_inside) / count_tied;

  PerLevel sums{};
  double weights = 0.0;
  for (const Neighbour& n : all) {
    if (!inside(n) && !tied(n)) continue;
    const double weight = (inside(n) ? 1.0 : share) / (0.1 + n.distance);
    weights += weight;
    for (std::size_t i = 0; i < load_levels; ++i) sums[i] += weight * n.row->ln_per_tdp[i];
  }
  PerLevel watts{};
  const double ln_tdp_of_node = system.ln_sockets + system.ln_tdp;
  for (std::size_t i = 0; i < load_levels; ++i)
    watts[i] = std::exp(ln_tdp_of_node + sums[i] / weights);
  return watts;
}

PerLevel predicted_watts(const Features& system, const SupportTable& support) {
  const PerLevel parametric = corrected_parametric(system, support);
  const PerLevel nearest = nearest_systems(system, support);
  PerLevel watts{};
  for (std::size_t i = 0; i < load_levels; ++i) watts[i] = std::sqrt(parametric[i] * nearest[i]);
  make_monotone(watts);
  return watts;
}

const IntervalFactors& interval_factors(Knowledge knowledge) {
  // Split-conformal, from cross-validation grouped by CPU model, by generation, and by single rows.
  static constexpr IntervalFactors known = {
      {0.78, 0.85, 0.85, 0.85, 0.84, 0.84, 0.83, 0.84, 0.84, 0.84, 0.83},
      {1.50, 1.34, 1.30, 1.27, 1.27, 1.28, 1.27, 1.24, 1.24, 1.23, 1.21}};
  static constexpr IntervalFactors seen = {
      {0.72, 0.77, 0.78, 0.76, 0.77, 0.76, 0.75, 0.76, 0.77, 0.77, 0.77},
      {1.76, 1.49, 1.46, 1.44, 1.43, 1.43, 1.40, 1.36, 1.34, 1.32, 1.30}};
  static constexpr IntervalFactors unseen = {
      {0.68, 0.69, 0.70, 0.71, 0.73, 0.73, 0.74, 0.77, 0.77, 0.78, 0.77},
      {2.13, 1.81, 1.71, 1.67, 1.63, 1.61, 1.56, 1.52, 1.52, 1.46, 1.38}};
  // A typical member of a generation: quantiles of the measured watts per thread of its generation
  // over the typical member's at the low end, the unseen generation at the high end, whichever is
  // wider.
  static constexpr IntervalFactors hidden = {
      {0.56, 0.61, 0.63, 0.64, 0.65, 0.65, 0.65, 0.64, 0.64, 0.64, 0.58},
      {2.13, 1.81, 1.71, 1.67, 1.63, 1.61, 1.56, 1.52, 1.52, 1.46, 1.38}};
  // A typical server of 2019 for anything since 2012: outer envelope of the same quantiles.
  static constexpr IntervalFactors any = {
      {0.45, 0.45, 0.45, 0.45, 0.44, 0.43, 0.42, 0.41, 0.40, 0.37, 0.33},
      {8.7, 11.2, 10.5, 9.8, 9.2, 8.9, 8.3, 7.7, 7.0, 6.2, 5.2}};
  switch (knowledge) {
    case Knowledge::known_model:
      return known;
    case Knowledge::seen_generation:
      return seen;
    case Knowledge::unseen_generation:
      return unseen;
    case Knowledge::hidden_model:
      return hidden;
    case Knowledge::nothing:
      break;
  }
  return any;
}

PowerCurve predict(const System& system) {
  return predict(complete(system));
}

PowerCurve predict(const CompleteSystem& system) {
  const Features inputs = features({.generation = system.generation,
                                    .year = static_cast<double>(system.launch_year),
                                    .sockets = static_cast<double>(system.sockets),
                                    .cores = static_cast<double>(system.cores),
                                    .threads = static_cast<double>(system.threads),
                                    .tdp_w = system.tdp.value(),
                                    .memory_gb = system.memory_gb,
                                    .base_mhz = system.base_mhz,
                                    .amd = system.amd});
  const PerLevel watts = predicted_watts(inputs, support_table());
  const IntervalFactors& factors = interval_factors(system.knowledge);
  std::vector<PowerCurve::Level> levels;
  for (std::size_t i = 0; i < load_levels; ++i) {
    const double low = watts[i] * factors.low[i];
    const double high = watts[i] * factors.high[i];
    levels.push_back({static_cast<double>(i) / static_cast<double>(load_levels - 1),
                      Watts::of(watts[i]), Watts::of(low), Watts::of(high),
                      Watts::of((high - low) / (2.0 * sigmas_in_90_percent))});
  }
  PowerCurve curve{std::move(levels), "node",
                   "server model fitted on SPECpower_ssj2008 wall power"};
  for (const std::string& assumption : system.assumptions) curve.assume(assumption);
  if (system.knowledge == Knowledge::nothing) curve.weaken(Kind::assumed);
  return curve;
}

}  // namespace calo::power_model
