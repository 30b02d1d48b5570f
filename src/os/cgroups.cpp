#include "os/cgroups.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace calo::os {

bool Cgroup::has(std::string_view controller) const {
  const auto all = text::split(controllers, ',');
  return std::ranges::find(all, controller) != all.end();
}

std::vector<Cgroup> cgroups(std::string_view text) {
  std::vector<Cgroup> groups;
  for (const std::string_view line : text::lines(text)) {
    const auto first = line.find(':');
    const auto second = first == std::string_view::npos ? first : line.find(':', first + 1);
    if (second == std::string_view::npos) continue;
    groups.push_back({line.substr(first + 1, second - first - 1), line.substr(second + 1)});
  }
  return groups;
}

}  // namespace calo::os
