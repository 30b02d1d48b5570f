#pragma once

#include <cstddef>
#include <string>

#include "formats/profile_stacks.hpp"

namespace calo::formats {

/// What is too small to be drawn, as a share of the whole. The shares
/// are gprof2dot's defaults.
struct Pruning {
  double functions = 0.005;
  double calls = 0.001;
  /// Only the costliest of what is left: Graphviz takes minutes for thousands, and nobody reads
  /// them.
  std::size_t most_functions = 250;
  std::size_t most_calls = 750;
};

/// The call graph in Graphviz's language, drawn as gprof2dot draws it: boxes with module, function,
/// share of the whole, (own share) and amount, from blue (cold) to red (hot), arrows as wide as
/// what flows through them. Recursion counts once. The tool tip has the full name, file and line.
///
/// Texts stay below Graphviz's limit of 16 KiB.
std::string call_graph_dot(const model::Run& run, const model::Profile& profile,
                           const ProfileOptions& options, const Pruning& pruning = {});

/// The colour of a share between 0 and 1 of the whole, "#rrggbb": gprof2dot's temperature ramp.
std::string temperature_colour(double share);

}  // namespace calo::formats
