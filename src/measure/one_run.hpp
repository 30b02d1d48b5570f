#pragma once

#include <cstddef>
#include <expected>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "measure/request.hpp"
#include "model/profile.hpp"
#include "model/run.hpp"
#include "model/witness.hpp"

namespace calo::measure {

/// Exit statuses of a command that measures another one and could not, as env(1) and timeout(1)
/// have them.
inline constexpr int status_not_measured = 125;
inline constexpr int status_not_executable = 126;
inline constexpr int status_not_found = 127;

/// Who hears of a run while it goes on. What is empty is not told. All are called in the thread
/// that measures, and none may wait.
struct Listener {
  /// What has failed, though the program runs all the same.
  std::function<void(const std::string&)> warn;
  /// What one may want to know.
  std::function<void(const std::string&)> remark;
  /// The program is about to start; `header` lasts until `run` returns. An error refuses the run.
  std::function<Result<void>(const model::RunHeader& header)> on_begin;
  std::function<void(const model::Interval&, std::span<const model::DomainState>)> on_interval;
  /// The stacks so far, not resolved, every 5 s or more rarely.
  std::function<void(const model::Profile&)> on_stacks;
  /// Files whose functions have been looked up, of how many.
  std::function<void(std::size_t done, std::size_t all)> on_resolving;
  /// The program has ended; what it left running is still followed.
  std::function<void(std::span<const std::string> names)> on_waiting;
  /// Nothing more will be recorded.
  std::function<void()> on_end;
};

/// A program that was measured. The file has everything, this what is told of it at once.
struct Measured {
  /// Without processes; the intervals only where there are phases, whose energies hang on them.
  model::Run run;
  std::optional<model::Profile> profile;  ///< empty: no stacks were taken
  std::vector<model::Witness> witnesses;
  std::filesystem::path file;
};

/// Why there is no run: nothing of it is left.
struct Failure {
  // NOLINTNEXTLINE(google-explicit-constructor): an Error becomes a Failure where it is returned
  Failure(Error why, int as_status = status_not_measured)
      : error{std::move(why)}, status{as_status} {}
  Error error;
  int status;  ///< that a command exits with: status_not_found where there is no such program, ...
};

/// Runs a command and measures it, with all its processes, into a new file. Everything that can be
/// refused is refused before the command starts.
///
/// The command keeps the streams, the directory, the terminal and the signals of the calling
/// process (recorder.hpp), whose signals are blocked from then on. Once in a process: several runs
/// are a campaign (campaign.hpp).
std::expected<Measured, Failure> run(const Request& request, const Listener& listener);

/// Of the program that was measured: its own, or 128 + N if signal N ended it.
int exit_status(const Measured& measured);

}  // namespace calo::measure
