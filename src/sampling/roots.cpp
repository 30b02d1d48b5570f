#include "sampling/roots.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <ranges>
#include <string_view>
#include <utility>
#include <vector>

namespace calo::sampling {

namespace {

constexpr std::string_view start_name = "_start";

bool is_start_of_library(std::string_view name) {
  return name == "__libc_start_main" || name == "__libc_start_main_impl";
}

class Rooted {
 public:
  explicit Rooted(model::Profile& profile) : profile_{profile} {
    for (std::size_t i = 0; i < profile.locations.size(); ++i) {
      const model::Location& location = profile.locations[i];
      if (location.module && outermost(location) == start_name)
        starts_.try_emplace(*location.module, static_cast<std::int32_t>(i));
    }
  }

  void rebuild() {
    std::vector<std::int32_t> moved;  // old -> new
    moved.reserve(profile_.stacks.size());
    std::vector<bool> has_no_start;
    for (std::size_t i = 0; i < profile_.stacks.size(); ++i) {
      const model::StackNode& node = profile_.stacks[i];
      has_no_start.push_back(node.parent < 0 ? is_start_of_library(outermost(location_of(node)))
                                             : has_no_start[static_cast<std::size_t>(node.parent)]);
      const auto program =
          has_no_start[i] ? program_of(static_cast<std::int32_t>(i)) : std::nullopt;
      if (!program) {
        const std::int32_t parent =
            node.parent < 0 ? -1 : moved[static_cast<std::size_t>(node.parent)];
        moved.push_back(insert(parent, node.location));
      } else {
        moved.push_back(insert_below(start_of(*program), static_cast<std::int32_t>(i)));
      }
    }
    for (model::StackUse& use : profile_.uses)
      use.stack = moved[static_cast<std::size_t>(use.stack)];
    profile_.stacks = std::move(stacks_);
  }

 private:
  [[nodiscard]] std::string_view outermost(const model::Location& location) const {
    if (location.lines.empty()) return {};
    return profile_.functions[static_cast<std::size_t>(location.lines.back().function)].name;
  }
  [[nodiscard]] const model::Location& location_of(const model::StackNode& node) const {
    return profile_.locations[static_cast<std::size_t>(node.location)];
  }

  /// The stack from the root to `node`.
  std::vector<std::int32_t> path_to(std::int32_t node) const {
    std::vector<std::int32_t> path;
    for (; node >= 0; node = profile_.stacks[static_cast<std::size_t>(node)].parent)
      path.push_back(node);
    std::ranges::reverse(path);
    return path;
  }

  /// The module of the program that a stack is of: the first one outside of the C library.
  std::optional<std::int32_t> program_of(std::int32_t node) const {
    std::optional<std::int32_t> library;
    for (const std::int32_t i : path_to(node)) {
      const auto module = location_of(profile_.stacks[static_cast<std::size_t>(i)]).module;
      if (!module) continue;
      if (!library) library = module;
      if (*module != *library || starts_.contains(*module)) return module;
    }
    // In the library alone: there may be only one program.
    if (starts_.size() == 1) return starts_.begin()->first;
    return {};
  }

  /// The place that is `_start` of a program, made if no stack has it.
  std::int32_t start_of(std::int32_t module) {
    const auto [at, is_new] =
        starts_.try_emplace(module, static_cast<std::int32_t>(profile_.locations.size()));
    if (is_new) {
      model::Function function;
      function.name = start_name;
      function.module = module;
      profile_.locations.push_back(
          {module, 0, {{static_cast<std::int32_t>(profile_.functions.size()), 0}}});
      profile_.functions.push_back(std::move(function));
    }
    return at->second;
  }

  std::int32_t insert(std::int32_t parent, std::int32_t location) {
    const auto [at, is_new] =
        known_.try_emplace({parent, location}, static_cast<std::int32_t>(stacks_.size()));
    if (is_new) stacks_.push_back({parent, location});
    return at->second;
  }

  std::int32_t insert_below(std::int32_t start, std::int32_t node) {
    std::int32_t at = insert(-1, start);
    for (const std::int32_t i : path_to(node))
      at = insert(at, profile_.stacks[static_cast<std::size_t>(i)].location);
    return at;
  }

  model::Profile& profile_;
  std::map<std::int32_t, std::int32_t> starts_;  // module -> location
  std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> known_;
  std::vector<model::StackNode> stacks_;
};

}  // namespace

void give_one_root(model::Profile& profile) {
  for (const model::StackNode& node : profile.stacks) {
    const model::Location& location = profile.locations[static_cast<std::size_t>(node.location)];
    if (node.parent >= 0 || location.lines.empty()) continue;
    const auto function = static_cast<std::size_t>(location.lines.back().function);
    if (!is_start_of_library(profile.functions[function].name)) continue;
    Rooted{profile}.rebuild();
    return;
  }
}

}  // namespace calo::sampling
