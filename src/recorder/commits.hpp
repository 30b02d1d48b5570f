#pragma once

#include <map>
#include <optional>
#include <vector>

#include "model/profile.hpp"
#include "model/run.hpp"
#include "os/clock.hpp"
#include "store/run_file.hpp"

namespace calo::recorder {

/// Brings what was recorded into the run file in batches, and holds it in bounded memory while that
/// fails.
class Commits {
 public:
  Commits(store::RunWriter file, os::Instant start) : file_{std::move(file)}, last_{start} {}

  void add(model::Interval interval);
  void add(std::vector<model::ProcessRecord> changed);

  /// True when it is time for the next commit.
  [[nodiscard]] bool due(os::Instant now) const;
  void commit(os::Instant now, const model::RunEnd& end);
  /// Replaces the stacks stored so far.
  void store(const model::Profile& profile);
  void store(const std::vector<model::Witness>& witnesses);
  /// The last commit, then the file is closed.
  void finish(os::Instant now, const model::RunEnd& end);

  /// The latest failure that has not been made good by a later commit.
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 private:
  store::RunWriter file_;
  os::Instant last_;
  std::vector<model::Interval> intervals_;
  std::map<std::int64_t, model::ProcessRecord> processes_;
  std::optional<Error> failure_;
};

}  // namespace calo::recorder
