#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "solver.hpp"

namespace flow {

/// Coefficients of the force on a body of size `diameter`: force / (1/2 density velocity^2
/// diameter).
struct ForceScale {
  double velocity = 0;          ///< reference velocity, here the peak of the inflow
  double diameter = 0;          ///< cells across the flow
  double steps_per_sample = 1;  ///< distance of two force samples

  [[nodiscard]] double coefficient(double force) const {
    return force / (0.5 * velocity * velocity * diameter);
  }
};

/// A mean over shedding periods and the standard deviation from period to period.
struct Spread {
  double mean = 0;
  double deviation = 0;
};

/// What the force on the obstacle says about the wake.
///
/// Means are over whole shedding periods, from one upward zero crossing of the lift about its mean
/// to the next, in the second half of the samples.
struct Shedding {
  std::size_t periods = 0;
  Spread strouhal;          ///< diameter / (velocity x period)
  Spread drag;              ///< mean drag coefficient of a period
  double lift_rms = 0;      ///< root mean square of the lift coefficient about its mean
  bool is_settled = false;  ///< periods and drag no longer drift from the first to the last period
};

/// Mean drag coefficient over the second half of the samples; the deviation is half the difference
/// between the means of its two halves, a measure of drift. Requires: at least four samples.
Spread mean_drag(std::span<const Force> samples, const ForceScale& scale);

/// Empty when the lift does not complete three periods, or is too small to be shedding
/// (root mean square coefficient under 0.001).
std::optional<Shedding> shedding(std::span<const Force> samples, const ForceScale& scale);

}  // namespace flow
