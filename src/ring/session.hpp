#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "ring/reader.hpp"

namespace calo::ring {

struct SessionSettings {
  std::chrono::nanoseconds period{5'025'126};  ///< CPU time between samples: 199 Hz
  std::size_t ring_bytes = 0;  ///< per image, a power of two; 0: half a second at 1000 Hz
};

/// A private directory in which the images of a program and its children leave their samples, one
/// file each. On the memory file system /dev/shm, else in $TMPDIR or /tmp.
///
/// The directory is removed on destruction; programs that outlive it then stop sampling. One that
/// was left behind by a recorder that was killed is removed by the next create(). Not thread-safe.
class Session {
 public:
  static Result<Session> create(const SessionSettings& settings = {});

  Session(Session&&) noexcept = default;
  Session& operator=(Session&&) = delete;
  ~Session();

  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

  /// What the program must find in its environment, as "NAME=value", given ours: CALO_SESSION,
  /// LD_PRELOAD with `agent` after what is there, and ASAN_OPTIONS so that AddressSanitizer accepts
  /// a preloaded library. Fails with `unsupported` if the path of `agent` cannot be preloaded.
  [[nodiscard]] Result<std::vector<std::string>> environment(
      const std::filesystem::path& agent) const;

  /// Hands out what all images have recorded since the last call, images in order of discovery.
  /// Those that are no more get ImageEnded, and their file is removed. Ten times a second is often
  /// enough. Returns the number of records.
  std::size_t drain(const Sink& sink);

  /// The last drain, when the program has ended: images that still run are told to stop sampling,
  /// and every image gets ImageEnded.
  std::size_t finish(const Sink& sink);

  /// Tells the agents that programs are sampled from outside, so that they sleep in all processes
  /// that hold no interpreter. To be called before the program starts.
  Result<void> say_outside() const;

  /// Files that could not be read: not what this version writes.
  [[nodiscard]] std::uint64_t unreadable() const { return unreadable_; }

 private:
  Session() = default;
  void discover(const Sink& sink);
  std::size_t drain(const Sink& sink, bool is_last);
  [[nodiscard]] bool is_gone(const std::string& name, const Reader& reader) const;

  /// Keeps the directory locked, so that it can be told from one whose owner is dead.
  struct Lock {
    int fd = -1;
    Lock() = default;
    explicit Lock(int descriptor) : fd{descriptor} {}
    Lock(Lock&& other) noexcept : fd{std::exchange(other.fd, -1)} {}
    Lock& operator=(Lock&&) = delete;
    ~Lock();
  };

  std::filesystem::path directory_;
  SessionSettings settings_;
  Lock lock_;
  std::map<std::string, Reader> images_;  ///< by file name
  std::uint64_t unreadable_ = 0;
  std::int64_t next_id_ = 1;
};

}  // namespace calo::ring
