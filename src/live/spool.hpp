#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "os/file.hpp"

namespace calo::live {

/// Lines on their way to a server, on disk until the server has them (docs/formats/live.md, "The
/// spool").
///
/// Batches of lines leave in the order they came. What a killed calo has left for the same target
/// comes first. A batch may be sent twice, after a kill; points carry their time, so that it is the
/// same points. Past the limit, the oldest batches are dropped and counted.
///
/// Thread-safe. Where the disk cannot be written, batches are kept in memory, up to 64 MiB.
class Spool {
 public:
  struct Batch {
    std::uint64_t id = 0;
    std::filesystem::path file;  ///< empty: in memory
    std::string bytes;           ///< if in memory
    std::size_t lines = 0;
    std::size_t size = 0;  ///< bytes, as stored
    bool is_gzip = false;
  };

  /// `directory`: of all spools, made if need be. `target`: whose lines these are.
  Spool(const std::filesystem::path& directory, std::string_view target, std::size_t limit);
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  /// Adds whole lines to the open batch. They are on disk afterwards.
  void append(std::string_view lines, std::size_t count);
  /// Ends the open batch, if it holds anything: it is compressed and may leave.
  void cut();
  [[nodiscard]] std::size_t open_lines() const;
  [[nodiscard]] bool has_batches() const;

  /// The next batch to leave; it stays here until `done`.
  [[nodiscard]] std::optional<Batch> next();
  /// Its bytes; empty if they cannot be read any more.
  static Result<std::string> content(const Batch& batch);
  void done(const Batch& batch);

  struct State {
    std::size_t waiting = 0;       ///< lines
    std::size_t dropped = 0;       ///< lines, for want of space
    std::size_t inherited = 0;     ///< lines that were found here at the start
    std::optional<Error> trouble;  ///< why the disk is not used
  };
  [[nodiscard]] State state() const;
  [[nodiscard]] const std::filesystem::path& directory() const { return target_; }

 private:
  Result<void> make_own();
  void inherit();
  void adopt(const std::filesystem::path& directory);
  void push(Batch batch);
  void drop_oldest();
  void remove(const Batch& batch);

  mutable std::mutex mutex_;
  std::filesystem::path target_;  ///< directory of all spools of this target
  std::filesystem::path own_;
  std::size_t limit_;
  os::FileDescriptor lock_;
  std::vector<std::pair<std::filesystem::path, os::FileDescriptor>>
      inherited_;  ///< and their locks
  std::deque<Batch> batches_;
  std::size_t size_ = 0, in_memory_ = 0;
  std::optional<std::uint64_t> leaving_;
  std::uint64_t next_id_ = 1;

  os::FileDescriptor open_file_;
  std::filesystem::path open_path_;
  std::string open_text_;
  std::size_t open_lines_ = 0;
  State state_;
};

/// $XDG_STATE_HOME/calo/spool, else ~/.local/state/calo/spool; empty without either variable.
std::filesystem::path spool_directory();

}  // namespace calo::live
