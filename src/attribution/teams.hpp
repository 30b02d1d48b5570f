#pragma once

#include <string_view>

#include "model/profile.hpp"

namespace calo::attribution {

/// Name of the frame that stands between a function and the workers of its parallel regions.
inline constexpr std::string_view team_frame = "[OpenMP workers]";

/// Puts what the workers of an OpenMP team did below the function that opened the region.
///
/// Threads of a team start in the runtime, so their stacks begin there and the function that opened
/// the region would cost what its own thread did. Compilers move the body of a region into a
/// function of its own (`solve._omp_fn.0` of GCC, `.omp_outlined.` of LLVM). Where a stack reaches
/// such a body without the call that opens a region, all from the body on is moved to
///
///     ... solve, [OpenMP workers], solve._omp_fn.0, ...
///
/// The calling context of `solve` is the one in which most CPU time of the same process was sampled
/// in the same bucket, or else in the whole run; without any, the stack stays as it is. Uses keep
/// their threads and costs. Requires: `profile` is resolved.
void join_teams(model::Profile& profile);

}  // namespace calo::attribution
