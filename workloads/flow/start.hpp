#pragma once

#include "options.hpp"
#include "solver.hpp"

namespace flow {

/// The flow at the first step: the parabola of the inflow everywhere, a vortex behind the
/// obstacle and a little noise, so that the wake leaves its unstable symmetric state quickly. The
/// noise depends on the seed and the place, and nothing else.
Solver::Initial disturbed_start(const Options& options);

}  // namespace flow
