#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "series/series.hpp"

namespace calo::series {

/// A part of the program by what it costs by itself on both sides.
struct Change {
  std::string name;         ///< of the function; of the phase with those around it: "train/epoch"
  std::string file;         ///< without its directory; empty for phases
  int line = 0;             ///< 0: the whole function, or a phase
  double a = 0.0, b = 0.0;  ///< medians over the runs; J, or s of CPU time
  double change = 0.0;      ///< b - a, Hodges and Lehmann
  std::optional<double> low, high;  ///< 95 %; of sampling alone with one run a side
  std::optional<double> p;          ///< corrected by Holm; empty with one run a side

  /// Whether the interval leaves zero out.
  [[nodiscard]] bool is_sure() const { return (low && *low > 0.0) || (high && *high < 0.0); }
};

/// A calling context on both sides: means over the runs, in J or s of CPU time.
struct ContextChange {
  std::int32_t parent = -1;  ///< index; -1 for the root, which comes first
  std::string name, file;
  std::uint8_t language = 0;            ///< as model::Language
  double self_a = 0.0, self_b = 0.0;    ///< by itself
  double total_a = 0.0, total_b = 0.0;  ///< with all that it called
  /// Standard error of total_b - total_a from the spread of the runs; NaN with one run a side.
  double u = 0.0;
};

/// What changed between two sides. Per unit of work where the runs state units.
struct Changes {
  bool by_energy = false;                        ///< else by CPU time, where some run has no energy
  std::size_t runs_a = 0, runs_b = 0;            ///< with stacks; those are compared
  std::vector<Change> functions, lines, phases;  ///< sure ones first, then by size
  std::vector<ContextChange> tree;               ///< parents come first; empty without stacks
};

/// More runs a side are not read for their stacks, but as many spread evenly over the series.
inline constexpr std::size_t most_runs_with_stacks = 200;

/// Functions, lines and calling contexts of runs that have stacks; phases of those that mark them.
/// `paired`: a[i] and b[i] are of one block. Requires: neither side is empty. Functions and lines
/// with less than 0.2 % of both sides together are left out.
Result<Changes> changes(const std::vector<const RunNumbers*>& a,
                        const std::vector<const RunNumbers*>& b, bool paired);

}  // namespace calo::series
