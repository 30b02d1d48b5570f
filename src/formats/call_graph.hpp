#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "formats/profile_stacks.hpp"

namespace calo::formats {

/// What one frame of a stack used by itself, or what a function used in all, in whole units.
struct Counts {
  std::int64_t samples = 0;
  std::int64_t weight = 0;  ///< µJ, µs or µg: the measure asked for
  std::int64_t cpu = 0;     ///< µs
  Counts& operator+=(const Counts& other);
  friend bool operator==(const Counts&, const Counts&) = default;
};

/// A function, or a line of it, over all its contexts.
struct Place {
  std::int32_t function = -1;
  std::int32_t line = 0;
  Counts self;
  friend bool operator==(const Place&, const Place&) = default;
};

struct CalledFunction {
  std::int32_t function = -1;
  Counts self;
  Counts inclusive;  ///< of all stacks the function is in, each once
  Counts begun;      ///< of all stacks that begin with it
};

/// Calls of one function from one line of another.
struct Arc {
  std::int32_t caller = -1;
  std::int32_t line = 0;  ///< of the caller
  std::int32_t callee = -1;
  Counts self;       ///< the callee's own, when called from here
  Counts inclusive;  ///< of all stacks in which the call happens, each once
  /// Of those stacks in which the callee is entered here for the first time, from the root on.
  /// Summed over the arcs into a function, and with what begins with it added, this is its
  /// inclusive cost, whatever the recursion.
  Counts entering;
};

/// A profile with one node per function, as call graph tools want it.
struct CallGraph {
  Counts total;
  std::vector<Place> places;              ///< by function, then line; only those with own cost
  std::vector<CalledFunction> functions;  ///< by index; only those in a stack that cost something
  std::vector<Arc> arcs;                  ///< by caller, line, callee
};

/// `self[i]` is what frame i used by itself. Linear time (and sorting).
CallGraph call_graph(std::span<const Frame> frames, std::span<const Counts> self);

/// The own costs of all frames, over all threads.
std::vector<Counts> frame_counts(const model::Run& run, const model::Profile& profile,
                                 const Stacks& stacks, ProfileOptions options);

}  // namespace calo::formats
