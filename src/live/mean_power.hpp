#pragma once

#include "base/estimate.hpp"
#include "base/quantity.hpp"

namespace calo::live {

/// The power that gives this energy over a length of time.
inline Estimate<Watts> over(const Estimate<Joules>& energy, Seconds length) {
  Estimate<Watts> power{energy.value / length, energy.u / length, energy.kind, {}};
  if (energy.asymmetric90) {
    power.asymmetric90 = {energy.asymmetric90->first / length,
                          energy.asymmetric90->second / length};
  }
  return power;
}

}  // namespace calo::live
