#pragma once

#include "base/error.hpp"
#include "carbon/settings.hpp"
#include "model/run.hpp"

namespace calo::carbon {

/// Turns what was stated into the intensity and PUE a run is converted with.
///
/// - Nothing stated: the world average, `stated = false`, with the spread of the countries as its
/// uncertainty.
/// - A number goes before the place, which then is only its name; without a standard uncertainty it
/// is taken as exact.
/// - A series alone gives its mean over time until the run is over (`weighted_over`); a place
/// beside it is what
///   holds outside the series.
/// - PUE not stated: 1.0, IT energy only. A cloud region brings its place, and its PUE only if that
/// was asked for.
///
/// Fails with `usage` on places that are unknown or contradict each other, an intensity outside 0
/// to 5000 g/kWh, a PUE outside 1 to 10, uncertainties below zero or without their value; with what
/// `IntensitySeries::read` fails with.
Result<model::CarbonContext> context(const Stated& stated);

}  // namespace calo::carbon
