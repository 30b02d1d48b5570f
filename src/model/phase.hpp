#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/quantity.hpp"

namespace calo::model {

/// A named span of the program's work. All amounts are its own, without the phases inside it, so
/// that they add up over all phases to the run.
///
/// The first phase of a run that has any, number 0, has no name: it is everything outside.
struct Phase {
  std::int32_t parent = -1;  ///< number of the phase around it; -1 none
  std::string name;
  Seconds begin{};         ///< first time it began, since the start of the run
  Seconds end{};           ///< last time it was seen going on
  std::int64_t times = 0;  ///< how often it began
  double count = 0.0;  ///< what the program says it has done in it: epochs, events; 0 nothing said
  Seconds wall{};      ///< summed over the processes that were in it
  Seconds cpu{};
  Joules dynamic{};         ///< of all `total` domains
  Joules static_by_cpu{};   ///< the tree's share of the idle energy, by CPU time
  Joules static_by_time{};  ///< all idle energy, by time; processes in phases at the same time get
                            ///< equal parts
  friend bool operator==(const Phase&, const Phase&) = default;
};

/// One time a process was in a phase, in seconds since the start of the run.
struct PhaseSpan {
  std::int32_t phase = 0;
  std::int64_t process = 0;  ///< ProcessRecord::id
  Seconds begin{};
  Seconds end{};
  friend bool operator==(const PhaseSpan&, const PhaseSpan&) = default;
};

/// The name of the phase that was going on at `when`: the innermost one of the first process that
/// was in any; empty if there was none. `spans` ascend by their ends; those that have not ended
/// stand last.
std::string phase_at(Seconds when, std::span<const Phase> phases, std::span<const PhaseSpan> spans);

/// At most so many different phases are told apart, and so many spans kept.
inline constexpr std::size_t most_phases = 500;
inline constexpr std::size_t most_phase_spans = 10'000;

}  // namespace calo::model
