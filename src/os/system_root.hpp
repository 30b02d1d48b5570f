#pragma once

#include <filesystem>
#include <string_view>

namespace calo::os {

/// Where the files that describe the machine begin: "/", or a directory of `tests/machines/`.
///
/// Everything that describes the *machine* below /proc and /sys is read through this door, so that
/// a bug report about a machine becomes a directory. What belongs to a *process* (/proc/PID) is
/// always the real one.
class SystemRoot {
 public:
  SystemRoot() : root_{"/"} {}
  explicit SystemRoot(std::filesystem::path root);

  /// `$CALO_ROOT` if set and not empty, else "/".
  static SystemRoot from_environment();

  /// True for "/": only then do system calls (perf_event_open, ioctl) speak of the same machine as
  /// the files.
  [[nodiscard]] bool is_real() const { return root_ == "/"; }
  [[nodiscard]] const std::filesystem::path& path() const { return root_; }

  [[nodiscard]] std::filesystem::path sys(std::string_view below) const {
    return root_ / "sys" / below;
  }
  [[nodiscard]] std::filesystem::path proc(std::string_view below) const {
    return root_ / "proc" / below;
  }
  [[nodiscard]] std::filesystem::path etc(std::string_view below) const {
    return root_ / "etc" / below;
  }

 private:
  std::filesystem::path root_;
};

}  // namespace calo::os
