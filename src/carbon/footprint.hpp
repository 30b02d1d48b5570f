#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/error.hpp"
#include "base/estimate.hpp"
#include "base/quantity.hpp"
#include "model/finding.hpp"
#include "model/run.hpp"

namespace calo::carbon {

/// C = E * PUE * I, location-based. u(C) adds the relative uncertainties of E, I and PUE in
/// quadrature.
///
/// The kind is `modelled` at best, since nobody measures a grid's intensity, and `assumed` if no
/// place was stated. The 90 % interval is asymmetric if that of E is, or if a symmetric one would
/// reach below zero. docs/methods/carbon.md, "Operational carbon".
Estimate<Grams> operational(const Estimate<Joules>& energy, const model::CarbonContext& context);
/// The same of a plain energy, whose uncertainty is told elsewhere or not at all.
Grams operational(Joules energy, const model::CarbonContext& context);

/// Software Carbon Intensity (ISO/IEC 21031:2024): carbon per functional unit.
struct Sci {
  Grams operational{};
  Grams embodied{};
  double units = 0.0;  ///< R: events, jobs, runs
  Grams per_unit{};    ///< (operational + embodied) / units
};
/// Fails with `usage` unless `units` is a finite number above zero.
Result<Sci> sci(Grams operational, Grams embodied, double units);

/// A computation as the Green Algorithms calculator describes it (Lannelongue, Grealey, Inouye
/// 2021, eq. 1-2).
struct GreenAlgorithms {
  Seconds time{};
  double cores = 0.0;
  Watts power_per_core{};
  double use = 1.0;        ///< share of the cores' power, 0 to 1
  double memory_gb = 0.0;  ///< GB = 1e9 B, available, used or not
  double pue = 1.67;       ///< the calculator's own default
};
inline constexpr Watts green_algorithms_watts_per_gb = Watts::of(0.3725);

/// t * (n_cores * P_core * use + GB * 0.3725 W) * PUE: a cross-check from the outside, never a
/// result. PUE is inside: multiply by an intensity alone.
Joules energy_of(const GreenAlgorithms& computation);

/// What one row of a report says about energy and carbon.
struct Shown {
  std::string_view row;
  Joules energy{};
  Grams carbon{};
};

/// All rows of one report with one place and time share one ratio C/E. Gives the warning
/// "carbon-ratio" with the first row that is off by more than the relative `tolerance` from the row
/// of the largest energy (for printed numbers: their rounding).
std::optional<model::Warning> check_one_ratio(std::span<const Shown> rows, double tolerance = 1e-9);

}  // namespace calo::carbon
