#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "model/run.hpp"

namespace calo::processes {

/// The records of the processes of a run, of which there are never many more than `most`.
///
/// A record of a process that has ended can be folded: it is added to the group of its name below
/// its parent, which is a record with `count` > 1. The group of a process that is itself folded
/// goes with it.
///
/// Invariants:
/// (1) Ids ascend in the order of births, and are never given twice. The first is 0.
/// (2) Counts, CPU times, faults and energies, summed over all records, do not change by fold().
/// (3) A record that take_changed() has given, and that is folded later, is given once more, with
///     count 0.
///
/// Pure. Not thread-safe.
class ProcessRecords {
 public:
  using Id = std::int64_t;

  explicit ProcessRecords(std::size_t most) : most_{most} {}

  /// A new process; `parent` is a record, or -1.
  Id add(std::int64_t pid, Id parent, std::string name, Seconds begin);

  /// Null if there is none of this number.
  [[nodiscard]] const model::ProcessRecord* find(Id id) const;
  /// For a change.  Requires: find(id) is not null.
  model::ProcessRecord& change(Id id);
  /// The record that `id` went into: itself, if it was not folded.
  [[nodiscard]] Id current(Id id) const;

  [[nodiscard]] bool are_full() const { return records_.size() >= most_; }
  /// Puts a record of an ended process, or of a group, into the group of its name below its parent;
  /// gives that group's id.
  Id fold(Id id);
  /// current() knows nothing any more of what was folded so far.
  void forget_folded() { groups_.clear(); }

  /// Records that changed since the last call; one that was folded into a group comes with count 0.
  std::vector<model::ProcessRecord> take_changed();

  /// Sums over the records.
  [[nodiscard]] Seconds cpu() const;
  [[nodiscard]] std::int64_t processes() const;

 private:
  /// The record that stands for all folded processes of this name below `parent`.
  model::ProcessRecord& group(Id parent, const std::string& name, Seconds begin);

  std::size_t most_;
  Id next_ = 0;
  std::unordered_map<Id, model::ProcessRecord> records_;
  std::map<std::pair<Id, std::string>, Id> folded_;  ///< groups, by (parent, name)
  std::unordered_map<Id, Id> groups_;                ///< id that was folded -> of its group
  std::unordered_set<Id> changed_;
  std::unordered_set<Id> given_;  ///< by take_changed()
  std::vector<Id> folded_away_;   ///< since the last take_changed(), of those it has given
};

}  // namespace calo::processes
