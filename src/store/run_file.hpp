#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "model/run.hpp"

namespace calo::store {

/// Writes one run into one SQLite file (docs/formats/run-file.md).
///
/// Each `commit` is one transaction: after `kill -9`, or on a full disk, the file opens and is right up to the last one.
/// Memory is bounded: past `most_intervals` the stored intervals are merged in pairs, oldest resolution first.
class RunWriter {
 public:
  /// Creates the file; fails if it exists or cannot be written. Nothing is left behind on failure.
  static Result<RunWriter> create(const std::filesystem::path& path, const model::RunHeader& header);

  RunWriter(RunWriter&&) noexcept;
  RunWriter& operator=(RunWriter&&) noexcept;
  ~RunWriter();

  /// Adds intervals, inserts or replaces processes by id, replaces the end so far. On failure nothing of this call is
  /// stored and the call may be repeated with the same and newer intervals.
  Result<void> commit(std::span<const model::Interval> intervals, std::span<const model::ProcessRecord> processes,
                      const model::RunEnd& end);

  /// Leaves one closed file without a journal beside it.
  Result<void> close();

 private:
  struct Impl;
  explicit RunWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Reads a whole run. A file that is not a run, is damaged, truncated, or of a newer version is an error that says so;
/// one that was cut off by a crash is read up to its last commit (`end.complete == false`).
Result<model::Run> read_run(const std::filesystem::path& path);

/// Only header and end, for lists: cheap however long the run was. `intervals` and `processes` are left empty.
Result<model::Run> read_digest(const std::filesystem::path& path);

}  // namespace calo::store
