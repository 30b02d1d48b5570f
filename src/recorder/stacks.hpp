#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "model/profile.hpp"
#include "os/clock.hpp"
#include "processes/process_tree.hpp"
#include "sampling/collector.hpp"
#include "sampling/use_table.hpp"

namespace calo::recorder {

/// Shares the energy of processes out to their samples (docs/methods/attribution.md, "Functions and
/// lines").
///
/// What a process used in an interval goes to its samples in it, by the CPU time each stands for.
/// An interval with energy but without samples adds to the next one that has some; at the end, what
/// is left is not in the profile: unsampled. So is the part of CPU time for which no sample stands.
class Stacks {
 public:
  /// Record of a pid; empty if it is not of the tree.
  using IdOf = std::function<std::optional<std::int64_t>(std::int64_t)>;

  /// Takes samples that were recorded since the last call.
  void take(std::span<const sampling::TakenSample> samples, model::Profile& profile,
            const IdOf& id_of, os::Instant start);

  /// Enters what the processes used in the interval, and shares it out.
  void share(std::span<const processes::ProcessUse> uses, Joules dynamic, Joules static_share);

  /// Processes were folded into groups: their energy and samples go with them.
  void follow(const std::function<std::int64_t(std::int64_t)>& current);

  /// Enters what still waits for energy, without any. Nothing may be taken or shared after it.
  void finish();

  /// Fills in uses and buckets, up to the end of the run.
  void write(model::Profile& profile, Seconds end) const;

 private:
  struct Sample {
    Seconds time{};
    std::int32_t thread = 0;
    std::int32_t stack = -1;
    Seconds cpu{};
    Seconds unsampled{};
  };
  struct Pot {
    Joules dynamic{};
    Joules static_share{};
    std::vector<Sample> samples;
  };
  void pour(Pot& pot);

  std::unordered_map<std::int64_t, Pot> pots_;  ///< by ProcessRecord::id
  sampling::UseTable table_;
};

}  // namespace calo::recorder
