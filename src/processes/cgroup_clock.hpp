#pragma once

#include <filesystem>
#include <optional>

#include "base/quantity.hpp"
#include "os/system_root.hpp"

namespace calo::processes {

/// CPU time of the control group that calo, and with it the program, runs in: `usage_usec` of
/// cpu.stat (version 2) or cpuacct.usage (version 1). It holds all that ran in the group, what
/// nobody waited for too, but not what moved to another group.
class CgroupClock {
 public:
  /// Of this process. Of the group whose files are visible: in a container without a namespace of
  /// its own, that of the container.
  explicit CgroupClock(const os::SystemRoot& root);

  /// CPU time so far; empty where no group counts it.
  [[nodiscard]] std::optional<Seconds> read() const;

 private:
  std::filesystem::path file_;
  bool is_version_2_ = false;
};

}  // namespace calo::processes
