#pragma once

#include <calo/phases.h>

#include <cmath>
#include <cstddef>
#include <optional>

namespace baler {

/// Phases of a mode, as `calo run` shows them. Without calo nothing happens.
using calo::Phase;

/// To be called first of all: loading libraries and reading the config are a phase, too.
inline void begin_start_up() {
  calo_phase_since_start("start-up");
}
inline void end_start_up() {
  calo_phase_end("start-up");
}

/// The phase has done so many more epochs.
inline void count_epochs(double epochs) {
  calo_phase_count(epochs);
}

/// What the program has used since its start; empty without calo.
inline std::optional<double> joules_so_far() {
  const double joules = calo_joules_so_far();
  return std::isfinite(joules) ? std::optional{joules} : std::nullopt;
}

}  // namespace baler
