#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "os/file.hpp"
#include "ring/events.hpp"

namespace calo::stack_table {

/// Files of machine code, held open from their first sight on: their names can still be read when
/// the program has replaced or deleted them.
///
/// Of bounded number. A file of a file system that was mounted later is not held, since the program
/// could not unmount it, nor one of a network file system, where it could not remove its directory.
/// Not thread-safe, but `find` may be called from several threads.
class KeptFiles {
 public:
  KeptFiles();

  /// Module `number` of a profile was seen in an image. `path` is as in /proc/PID/maps; `start` is
  /// an address at which it is mapped. `has_build_id`: what is opened can be told from another
  /// file.
  void see(const ring::Image& image, const std::string& path, std::int32_t number,
           std::uint64_t start, bool has_build_id);

  /// Tells files without build-id apart that lie at one path one after the other; "" if nothing is
  /// there.
  [[nodiscard]] static std::string identity(const ring::Image& image, const std::string& path);

  /// Where the module's file can be opened, as long as this lives; empty if it is not held, or was
  /// written to since.
  [[nodiscard]] std::optional<std::filesystem::path> find(std::int32_t number) const;

  /// The file at the module's path is not known to be the one that ran, and has nothing that would
  /// tell: it must not be believed.
  [[nodiscard]] bool is_doubtful(std::int32_t number) const;

  /// The file at `path` is no longer what the module was.
  [[nodiscard]] bool was_replaced(std::int32_t number, const std::filesystem::path& path) const;

 private:
  [[nodiscard]] bool may_hold(const os::FileDescriptor& file) const;

  struct Kept {
    os::FileDescriptor file;  ///< empty if it is not held
    std::filesystem::path path;
    std::uint64_t device = 0, inode = 0;
    std::int64_t size = 0, written_s = 0, written_ns = 0;
  };

  std::size_t most_;
  std::size_t held_ = 0;
  std::set<std::uint64_t> mounts_;  ///< ids, at the start
  std::map<std::int32_t, Kept> kept_;
  std::set<std::int32_t> doubtful_;
};

}  // namespace calo::stack_table
