#pragma once

#include "power_model/power_curve.hpp"
#include "power_model/support.hpp"
#include "power_model/system.hpp"

namespace calo::power_model {

/// Wall watts of a whole server: the geometric mean of the parametric model corrected by its
/// neighbours' residuals and of the nine nearest measured systems, with a 90 % interval by what is
/// known of it. Form, coefficients and accuracy: docs/methods/power-model.md.
PowerCurve predict(const System& system);
PowerCurve predict(const CompleteSystem& system);

/// The prediction for plain inputs and any support table, W at each load level; never falls with
/// load.
PerLevel predicted_watts(const Features& system, const SupportTable& support);

/// The two predictors by themselves, W at each load level.
PerLevel corrected_parametric(const Features& system, const SupportTable& support);
PerLevel nearest_systems(const Features& system, const SupportTable& support);

/// The ends of the 90 % interval as factors on the predicted watts.
struct IntervalFactors {
  PerLevel low;
  PerLevel high;
};
const IntervalFactors& interval_factors(Knowledge knowledge);

}  // namespace calo::power_model
