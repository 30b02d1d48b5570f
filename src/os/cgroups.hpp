#pragma once

#include <string_view>
#include <vector>

namespace calo::os {

/// One line of /proc/PID/cgroup, "HIERARCHY:CONTROLLERS:PATH".
struct Cgroup {
  std::string_view controllers;  ///< "cpu,cpuacct"; empty: the one hierarchy of version 2
  std::string_view path;         ///< below the root of its hierarchy: "/user.slice"

  /// Whether version 1 mounts `controller` with this hierarchy.
  [[nodiscard]] bool has(std::string_view controller) const;
};

/// The lines that have three parts. The result points into `text`. Pure.
std::vector<Cgroup> cgroups(std::string_view text);

}  // namespace calo::os
