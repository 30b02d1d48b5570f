#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string_view>

#include "os/file.hpp"
#include "ring/events.hpp"
#include "symbols/jit_map.hpp"

namespace calo::stack_table {

/// Names of machine code that programs make while they run, as the programs list them in
/// /tmp/perf-PID.map (node --perf-basic-prof, python -X perf, java -XX:+DumpPerfMapAtExit, ...).
///
/// Maps are read on while the program runs, so that a place in memory that is used again gets the
/// name it had then. The PID is the one in the program's own namespace and /tmp is the one that it
/// sees. A file that is no regular one, that belongs to somebody else, or that is older than its
/// process is not believed. Memory is bounded: of each map, the first 256 MiB.
class JitNames {
 public:
  /// `proc` is "/proc", and `temporary` "/tmp", but in tests.
  explicit JitNames(std::filesystem::path proc = "/proc", std::filesystem::path temporary = "/tmp")
      : proc_{std::move(proc)}, temporary_{std::move(temporary)} {}

  /// Reads what the image's map has got since the last call; true if names may have changed.
  bool refresh(const ring::Image& image);

  /// The function at an address of the image, from what was read. Of a forked image without a map,
  /// the parent's. Null: not known. Valid until the next call.
  [[nodiscard]] const symbols::JitMap::Function* find(const ring::Image& image,
                                                      std::uint64_t address) const;

  /// The last of it has been read: the files are closed, the names stay.
  void end(const ring::Image& image);

 private:
  struct Source {
    std::int32_t pid = 0;
    std::int64_t owner = -1;       ///< user id of the process, -1 unknown
    std::int64_t number = 0;       ///< its pid, as it sees it
    bool has_looked = false;       ///< at the process
    os::FileDescriptor directory;  ///< its /tmp, if that is another one than ours
    os::FileDescriptor file;
    std::uint64_t read = 0;
    symbols::JitMap map;
  };
  void look_at(const ring::Image& image, Source& source) const;
  void open(const ring::Image& image, Source& source) const;

  std::filesystem::path proc_;
  std::filesystem::path temporary_;
  std::map<std::int64_t, Source> sources_;  // by Image::id
};

}  // namespace calo::stack_table
