#include "live/job.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

#include "base/text.hpp"
#include "os/cgroups.hpp"

namespace calo::live {

namespace {

using Path = std::vector<std::string_view>;

/// The paths of a /proc/PID/cgroup.
std::vector<Path> paths_of(std::string_view cgroup) {
  std::vector<Path> paths;
  for (const os::Cgroup& group : os::cgroups(cgroup)) {
    Path path = text::split(group.path, '/');
    std::erase_if(path, [](std::string_view segment) { return segment.empty(); });
    if (!path.empty()) paths.push_back(std::move(path));
  }
  return paths;
}

bool are_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<std::string> slurm_job(const Path& path) {
  bool below_slurm = false;
  for (const std::string_view segment : path) {
    constexpr std::string_view job = "job_";
    if (below_slurm && segment.starts_with(job) && are_digits(segment.substr(job.size())))
      return std::string{segment.substr(job.size())};
    below_slurm = below_slurm || segment.find("slurm") != std::string_view::npos;
  }
  return std::nullopt;
}

/// Where 64 hexadecimal digits in a row begin that are not a part of more.
std::optional<std::size_t> number_in(std::string_view segment) {
  constexpr std::size_t wanted = 64;
  std::size_t run = 0;
  for (std::size_t i = 0; i <= segment.size(); ++i) {
    const bool is_digit =
        i < segment.size() && std::isxdigit(static_cast<unsigned char>(segment[i])) != 0;
    if (!is_digit && run == wanted) return i - wanted;
    run = is_digit ? run + 1 : 0;
  }
  return std::nullopt;
}

std::optional<std::string> container(const Path& path) {
  constexpr std::size_t digits_shown = 12;  // as docker ps shows them
  for (std::size_t i = 0; i < path.size(); ++i) {
    const std::string_view segment = path[i];
    if (const auto at = number_in(segment)) {
      // "docker-NUMBER.scope", else the engine is the first directory: "/docker/NUMBER".
      std::string_view engine = segment.substr(0, *at);
      while (engine.ends_with('-') || engine.ends_with(':')) engine.remove_suffix(1);
      if (engine.empty() && i > 0) engine = path[0];
      return std::string{engine.empty() ? "container" : engine} + "-" +
             std::string{segment.substr(*at, digits_shown)};
    }
    constexpr std::string_view payload = "lxc.payload.";
    if (segment.starts_with(payload) && segment.size() > payload.size())
      return "lxc-" + std::string{segment.substr(payload.size())};
    if (segment == "lxc" && i + 1 < path.size()) return "lxc-" + std::string{path[i + 1]};
  }
  return std::nullopt;
}

std::optional<std::string> unit(const Path& path) {
  const auto innermost = std::ranges::find_if(path.rbegin(), path.rend(), [](auto segment) {
    // The manager of a user or a container is not what it runs.
    return (segment.ends_with(".service") || segment.ends_with(".scope")) &&
           segment != "init.scope";
  });
  if (innermost != path.rend()) return std::string{*innermost};
  for (const std::string_view segment : path) {
    if (segment == "init.scope") return std::string{segment};
  }
  return std::nullopt;
}

}  // namespace

std::string job_of_cgroup(std::string_view cgroup) {
  constexpr std::size_t longest = 100;
  const auto paths = paths_of(cgroup);
  for (const auto& of : {slurm_job, container, unit}) {
    for (const Path& path : paths) {
      if (const auto job = of(path)) return text::printable(*job, longest);
    }
  }
  return std::string{no_job};
}

}  // namespace calo::live
