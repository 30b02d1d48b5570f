#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/quantity.hpp"
#include "model/profile.hpp"
#include "model/run.hpp"
#include "model/witness.hpp"
#include "processes/process_ledger.hpp"

namespace calo::recorder {

/// What the counter of a domain gave, beside its energy in the run.
struct Counted {
  std::string domain;
  Joules calo{};         ///< the run's gross energy of the domain
  Joules since_first{};  ///< last raw reading minus the first, and wraps
};

/// What is compared at the end of a run.
struct Testimony {
  Seconds readings{};                   ///< CPU time of the tree, summed over the intervals
  Seconds processes{};                  ///< ... over the records of its processes
  std::int64_t processes_recorded = 0;  ///< that the records stand for
  std::int64_t left_running = 0;        ///< processes that had not ended
  processes::TreeWitnesses tree;
  Seconds own{};                        ///< CPU time of calo meanwhile
  std::optional<Seconds> machine_busy;  ///< of the whole machine, by /proc/stat
  std::optional<Seconds> cgroup_cpu;    ///< of the control group that calo runs in
  int cpus = 1;
  bool suspended = false;  ///< the machine was, so that its clocks disagree
  std::vector<Counted> counters;
  Joules highest_price{};  ///< most dynamic energy that a second of CPU time cost in an interval
};

/// Compares the numbers of a run with what others say of them; `profile` is null if no stacks were
/// taken. Pure. Limits: docs/methods/processes.md, "Witnesses".
std::vector<model::Witness> witnesses(const model::RunEnd& end, const Testimony& testimony,
                                      const model::Profile* profile);

/// A warning for each that disagrees.
void add_witness_warnings(model::RunEnd& end, const std::vector<model::Witness>& witnesses);

}  // namespace calo::recorder
