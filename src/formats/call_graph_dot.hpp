#pragma once

#include <cstddef>
#include <string>

#include "formats/profile_stacks.hpp"

namespace calo::formats {

/// What is drawn. The shares are gprof2dot's defaults.
struct Pruning {
  /// Only what is below functions whose names hold this text; shares stay those of the program.
  std::string root{};
  /// Smaller parts of the whole are left out.
  double functions = 0.005;
  double calls = 0.001;
  /// Only the costliest of what is left: Graphviz takes minutes for thousands, and nobody reads
  /// them.
  std::size_t most_functions = 250;
  std::size_t most_calls = 750;
};

/// With functions below this share of the program left out, and calls in gprof2dot's proportion.
Pruning pruned_below(double share);

/// The call graph in Graphviz's language, drawn as gprof2dot draws it: boxes with module, function,
/// share of the whole, (own share) and amount, from blue (cold) to red (hot), arrows as wide as
/// what flows through them. Recursion counts once. The tool tip has the full name, file and line.
/// Three and more functions in a row from a thread's start on, that call one function each and cost
/// nothing by themselves, are one box without a frame.
///
/// Texts stay below Graphviz's limit of 16 KiB. Fails with `not_found` if no function has the name
/// of the root.
Result<std::string> call_graph_dot(const model::Run& run, const model::Profile& profile,
                                   const ProfileOptions& options, const Pruning& pruning = {});

/// The colour of a share between 0 and 1 of the whole, "#rrggbb": gprof2dot's temperature ramp.
std::string temperature_colour(double share);

}  // namespace calo::formats
