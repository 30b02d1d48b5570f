#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "model/profile.hpp"
#include "model/run.hpp"
#include "model/witness.hpp"
#include "observer/observer.hpp"
#include "os/launch.hpp"
#include "os/system_root.hpp"
#include "processes/marks.hpp"
#include "recorder/energy_sources.hpp"
#include "recorder/passed_signals.hpp"
#include "ring/session.hpp"
#include "sampling/trace.hpp"
#include "store/run_file.hpp"

namespace calo::recorder {

struct RecordOptions {
  Seconds interval = Seconds::of(
      0.1);  ///< between ticks; they become rarer where a tick costs more than 0.4 % of it
  /// Be the parent of what the program leaves behind, in the place of init.
  bool adopts_orphans = true;
  /// Where the program says what it is doing; null: nothing is asked for. Outlives the recording.
  processes::MarkSocket* marks = nullptr;
  /// Where samples of the program arrive that its agents take; null: none. Outlives the recording.
  ring::Session* session = nullptr;
  /// Who takes samples of the program from outside; null: nobody. Outlives the recording.
  observer::Observer* observer = nullptr;
  /// Where exact counts of Python processes arrive; null: none are asked for. Outlives the
  /// recording.
  const sampling::PythonTrace* trace = nullptr;
  /// Called with each interval, the phase it was in and the state of each domain so far; must not
  /// wait for anything.
  std::function<void(const model::Interval&, const std::string& phase,
                     std::span<const model::DomainState>)>
      on_interval;
  /// Called with the stacks so far, not resolved, every 5 s or more rarely; must not wait.
  std::function<void(const model::Profile&)> on_stacks;
  /// Called while functions and lines are looked up at the end: modules done, of how many.
  std::function<void(std::size_t, std::size_t)> on_resolving;
  /// Called once when the program has ended but processes it left behind are still followed.
  std::function<void(std::span<const std::string> names)> on_waiting;
};

/// What a finished recording leaves; intervals and processes are in the file only.
struct Recording {
  model::RunHeader header;
  model::RunEnd end;
  /// Empty if no stacks were taken.
  std::optional<model::Profile> profile;
  std::vector<model::Witness> witnesses;
  /// What could not be stored, if anything: the file is right up to an earlier moment.
  std::optional<Error> storage_failure;
};

/// Runs a prepared program under measurement until it and the processes it left behind have ended.
///
/// - Ticks read every process of the tree, the machine's load and all energy sources on one
///   monotonic clock; a last reading follows the program's end at once (program_watch.hpp).
/// - The file is committed at least twice a second. If that fails, the program runs on, intervals
///   are kept in memory (merged, so that they stay few) and the commit is tried again.
/// - Signals sent to us are passed on to the program, unless it has got them itself
///   (passed_signals.hpp).
/// - Orphans in our session are followed to their end, daemons until they rest (left_behind.hpp).
///   A signal then ends the recording, not them.
///
/// Requires: block_signals() was called. Errors: not_found or permission if the program could not
/// be executed, others if it was not tried.
Result<Recording> record(os::Launch launch, model::RunHeader header, EnergySources sources,
                         store::RunWriter file, const os::SystemRoot& root,
                         const RecordOptions& options);

}  // namespace calo::recorder
