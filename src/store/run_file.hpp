#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "model/profile.hpp"
#include "model/run.hpp"
#include "model/witness.hpp"

namespace calo::store {

/// A run file holds at most about this many intervals: an hour at 10 per second, a few tens of
/// megabytes.
inline constexpr std::size_t most_intervals_kept = 36'000;

/// Writes one run into one SQLite file (docs/formats/run-file.md).
///
/// Each `commit` is one transaction: after `kill -9`, or on a full disk, the file opens and is
/// right up to the last one. Memory is bounded, and so is the file: past `most_intervals`
/// neighbouring intervals are joined (model::merged) until at most three quarters of them are left,
/// all about equally long; sums are kept.
///
/// Not thread-safe. Not to be used in a forked child.
class RunWriter {
 public:
  /// Creates the file; fails if it exists or cannot be written. Nothing is left behind on failure.
  static Result<RunWriter> create(const std::filesystem::path& path, const model::RunHeader& header,
                                  std::size_t most_intervals = most_intervals_kept);

  RunWriter(RunWriter&&) noexcept;
  RunWriter& operator=(RunWriter&&) noexcept;
  ~RunWriter();

  /// Adds intervals, inserts or replaces processes by id (one of count 0 is removed), replaces the
  /// end so far. On failure nothing of this call is stored and the call may be repeated with the
  /// same and newer intervals.
  ///
  /// Fails with `exhausted` or `io` when the disk does, with `internal` for values no run can have
  /// (not finite, negative counts or sizes, other than one energy, outcome, total and state per
  /// domain).
  Result<void> commit(std::span<const model::Interval> intervals,
                      std::span<const model::ProcessRecord> processes, const model::RunEnd& end);

  /// Replaces the stacks stored so far, in a transaction of its own.
  Result<void> store(const model::Profile& profile);

  /// Replaces the witnesses stored so far, in a transaction of its own.
  Result<void> store(std::span<const model::Witness> witnesses);

  /// Leaves one closed file without a journal beside it.
  Result<void> close();

 private:
  struct Impl;
  explicit RunWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Reads a whole run; processes come in the order of their ids. A file that is not a run, is
/// damaged, truncated, or of a newer version is an error that says so; one that was cut off by a
/// crash is read up to its last commit
/// (`end.complete == false`).
Result<model::Run> read_run(const std::filesystem::path& path);

/// Only header, end and conditions, for lists: cheap however long the run was. `intervals` and
/// `processes` are left empty.
Result<model::Run> read_digest(const std::filesystem::path& path);

/// The stacks of a run; empty if none were taken.
Result<std::optional<model::Profile>> read_profile(const std::filesystem::path& path);

/// What others say of the run's numbers; empty for a run that was cut off, or is older than that.
Result<std::vector<model::Witness>> read_witnesses(const std::filesystem::path& path);

/// Puts another carbon intensity, and the warnings that go with it, into a closed run: that of the
/// hours in which it happened is known only at its end.
Result<void> replace_carbon(const std::filesystem::path& path, const model::CarbonContext& context,
                            std::span<const model::Warning> warnings);

}  // namespace calo::store
