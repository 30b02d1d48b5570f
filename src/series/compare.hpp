#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "series/changes.hpp"
#include "series/series.hpp"
#include "stats/comparison.hpp"

namespace calo::series {

/// One quantity on both sides. Values of runs that count, in base units.
struct Quantity {
  Metric metric = Metric::energy;
  std::vector<double> a, b;
  bool paired = false;   ///< by block
  stats::Located ratio;  ///< b / a
  stats::Verdict verdict = stats::Verdict::no_interval;
  /// Runs of each version that would resolve it; where there are too few for an interval, the least
  /// that have one. Empty if it is resolved.
  std::optional<std::size_t> needed;
  double p = 1.0;  ///< exact, two-sided: signed rank if paired, else Mann and Whitney
  double cliff = 0.0;
};

/// What would resolve a quantity, as a clause: "about 14 runs of each would resolve it"; empty if
/// it is resolved.
std::string needed_text(const Quantity& quantity);

/// A quantity that is known of some runs but has no ratio, and why.
struct NotComparable {
  Metric metric = Metric::energy;
  std::optional<double> a, b;  ///< medians of what is known
  std::string reason;
};

struct Comparison {
  std::string name_a, name_b;
  std::size_t runs_a = 0, runs_b = 0;
  std::vector<Quantity> quantities;  ///< those with a ratio
  std::vector<NotComparable> not_comparable;
  std::string why_not_paired;  ///< empty: by block, or there are no blocks
  bool has_energy = false;
  std::vector<std::string> warnings;
  /// ln of the ratios of energy, time, power: energy = time + power, exactly. Empty without energy.
  struct Decomposition {
    double energy = 0.0, time = 0.0, power = 0.0;
  };
  std::optional<Decomposition> decomposition;
  std::optional<double> energy_delay;  ///< ratio of E T
  /// Ratio of energies over the same length of time: the faster one is idle for the rest.
  std::optional<double> fixed_window;
  Changes changes;
};

struct CompareOptions {
  double threshold = 0.01;
  bool with_changes = true;  ///< of functions, lines, phases: their stacks are read
};

/// Compares two series. Fails with `usage` where they must not be compared (another scope, kind,
/// policy); warns of other machines, governors, disturbed runs and drifts.
Result<Comparison> compare(Series a, Series b, const CompareOptions& options);

}  // namespace calo::series
