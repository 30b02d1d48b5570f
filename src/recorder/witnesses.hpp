#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/quantity.hpp"
#include "model/profile.hpp"
#include "model/run.hpp"
#include "model/witness.hpp"
#include "processes/process_tree.hpp"

namespace calo::recorder {

/// What is compared at the end of a run.
struct Testimony {
  Seconds readings{};                   ///< CPU time of the tree, summed over the intervals
  Seconds processes{};                  ///< ... over the records of its processes
  std::int64_t processes_recorded = 0;  ///< that the records stand for
  std::int64_t left_running = 0;        ///< processes that had not ended
  processes::ProcessTree::Witnesses tree;
  Seconds own{};                        ///< CPU time of calo meanwhile
  std::optional<Seconds> machine_busy;  ///< of the whole machine, by /proc/stat
  int cpus = 1;
  bool suspended = false;  ///< the machine was, so that its clocks disagree
};

/// Compares the numbers of a run with what others say of them; `profile` is null if no stacks were
/// taken. Pure. Limits: docs/methods/processes.md, "Witnesses".
std::vector<model::Witness> witnesses(const model::RunEnd& end, const Testimony& testimony,
                                      const model::Profile* profile);

/// A warning for each that disagrees.
void add_witness_warnings(model::RunEnd& end, const std::vector<model::Witness>& witnesses);

}  // namespace calo::recorder
