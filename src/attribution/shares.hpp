#pragma once

#include <optional>

#include "attribution/busy_time.hpp"
#include "base/quantity.hpp"
#include "model/domain.hpp"
#include "model/run.hpp"

namespace calo::attribution {

/// Standard relative error of a share by CPU time, and of a memory share by CPU time (measurement
/// by shares without hardware counters; docs/methods/attribution.md, "How sure is a share").
inline constexpr double cpu_time_share_error = 0.12;
inline constexpr double memory_share_error = 0.16;
double share_error(model::Component component);

/// Standard uncertainty of a share s whose model errs by the relative `error`: zero when s is 0
/// or 1.
double share_uncertainty(double share, double error);

/// Shares out the energy one domain spent in one interval (docs/methods/attribution.md, "The books
/// of an interval").
///
/// idle = `idle_power` * `length`, unknown without `idle_power`: then all of `gross` counts as
/// dynamic. The dynamic part goes to tree, calo and others by busy CPU time; energy of an interval
/// in which nobody was busy is the others'. The parts sum to `gross` to rounding; a negative
/// dynamic part keeps its sign.
model::EnergyShares share(Joules gross, std::optional<Watts> idle_power, Seconds length,
                          const BusyTime& busy, double error);

}  // namespace calo::attribution
