#include "processes/cgroup_clock.hpp"

#include <string>

#include "base/text.hpp"
#include "os/cgroups.hpp"
#include "os/file.hpp"

namespace calo::processes {

CgroupClock::CgroupClock(const os::SystemRoot& root) {
  const std::string groups = os::read_text(root.proc("self/cgroup")).value_or("");
  const auto take = [&](const char* mount, std::string_view path, const char* file,
                        bool version_2) {
    if (path.find("..") != std::string_view::npos) path = {};
    for (const std::string_view below : {path, std::string_view{}}) {
      const std::filesystem::path candidate = root.sys(mount).concat(below) / file;
      std::error_code error;
      if (!file_.empty() || !std::filesystem::exists(candidate, error)) continue;
      file_ = candidate;
      is_version_2_ = version_2;
    }
  };
  for (const os::Cgroup& group : os::cgroups(groups)) {
    if (group.controllers.empty()) take("fs/cgroup", group.path, "cpu.stat", true);
    if (group.has("cpuacct")) {
      take("fs/cgroup/cpuacct", group.path, "cpuacct.usage", false);
      take("fs/cgroup/cpu,cpuacct", group.path, "cpuacct.usage", false);
    }
  }
}

std::optional<Seconds> CgroupClock::read() const {
  if (file_.empty()) return std::nullopt;
  const auto content = os::read_text(file_);
  if (!content) return std::nullopt;
  if (!is_version_2_) {
    const auto nanoseconds = text::to_double(text::trimmed(*content));
    return nanoseconds ? std::optional{Seconds::of(*nanoseconds * 1e-9)} : std::nullopt;
  }
  for (const std::string_view line : text::lines(*content)) {
    const auto words = text::words(line);
    if (words.size() != 2 || words[0] != "usage_usec") continue;
    if (const auto microseconds = text::to_double(words[1]))
      return Seconds::of(*microseconds * 1e-6);
  }
  return std::nullopt;
}

}  // namespace calo::processes
