#include "attribution/teams.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace calo::attribution {

namespace {

const std::string& linker_name(const model::Function& function) {
  return function.linkage_name.empty() ? function.name : function.linkage_name;
}

/// "solve" of "solve._omp_fn.0" and of LLVM's "solve.omp_outlined"; empty where the body of a
/// region does not tell (".omp_outlined.1"), none for other functions.
std::optional<std::string_view> opener_in(std::string_view name) {
  for (const std::string_view mark : {"._omp_fn.", ".omp_outlined"}) {
    if (const auto at = name.find(mark); at != std::string_view::npos) return name.substr(0, at);
  }
  return std::nullopt;
}

bool is_of_runtime(std::string_view name) {
  for (const std::string_view start : {"GOMP_", "gomp_", "__kmp"}) {
    if (name.starts_with(start)) return true;
  }
  return false;
}
bool opens_regions(std::string_view name) {
  return name.starts_with("GOMP_parallel") || name.starts_with("__kmpc_fork_call") ||
         name.starts_with("__kmpc_fork_teams");
}

class Joiner {
 public:
  explicit Joiner(model::Profile& profile) : profile_{profile} {}

  void join() {
    if (!find_bodies()) return;
    follow_stacks();
    gather_openers();
    if (contexts_.empty()) return;
    for (std::size_t i = 0; i < profile_.stacks.size(); ++i) {
      const model::StackNode& node = profile_.stacks[i];
      known_.try_emplace(std::pair{node.parent, node.location}, static_cast<std::int32_t>(i));
    }
    for (model::StackUse& use : profile_.uses) use.stack = moved(use.stack, use);
  }

 private:
  static constexpr std::int32_t none = -1;
  /// An opener is the function of that name in that module; or, where the body of its region does
  /// not tell the name, what was seen to call that body.
  struct Opener {
    std::int32_t module = none;
    std::string name;
    bool is_name_of_body = false;
    friend auto operator<=>(const Opener&, const Opener&) = default;
  };

  [[nodiscard]] const model::Function* innermost(std::int32_t location) const {
    const auto& lines = profile_.locations[static_cast<std::size_t>(location)].lines;
    // The outermost is the function that the linker knows: bodies of regions are not inlined.
    return lines.empty() ? nullptr
                         : &profile_.functions[static_cast<std::size_t>(lines.back().function)];
  }

  /// Marks the locations that are in bodies of regions; false if there are none.
  bool find_bodies() {
    bodies_.resize(profile_.locations.size());
    openings_.resize(profile_.locations.size());
    runtime_.resize(profile_.locations.size());
    bool any = false;
    for (std::size_t i = 0; i < bodies_.size(); ++i) {
      const model::Function* const function = innermost(static_cast<std::int32_t>(i));
      if (function == nullptr) continue;
      const std::string& name = linker_name(*function);
      if (const auto opener = opener_in(name)) {
        bodies_[i] = Opener{function->module.value_or(none),
                            opener->empty() ? name : std::string{*opener}, opener->empty()};
        any = true;
      }
      openings_[i] = opens_regions(name);
      runtime_[i] = is_of_runtime(name);
    }
    return any;
  }

  /// Which stacks enter a body in a worker, and who opened the region where that is seen.
  void follow_stacks() {
    const std::size_t count = profile_.stacks.size();
    std::vector<bool> below_opening(count);  // the outermost body, if any, was called by its opener
    std::vector<bool> in_body(count);
    enters_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      const model::StackNode& node = profile_.stacks[i];
      const auto location = static_cast<std::size_t>(node.location);
      if (node.parent >= 0) {
        below_opening[i] = below_opening[static_cast<std::size_t>(node.parent)];
        in_body[i] = in_body[static_cast<std::size_t>(node.parent)];
      }
      if (openings_[location]) below_opening[i] = true;
      if (!bodies_[location] || in_body[i]) continue;
      in_body[i] = true;
      if (below_opening[i]) {
        seen_openers_[node.location].push_back(caller_of(node.parent));
      } else {
        enters_[i] = true;
      }
    }
  }

  /// The frame that called the runtime.
  [[nodiscard]] std::int32_t caller_of(std::int32_t stack) const {
    while (stack >= 0 && runtime_[static_cast<std::size_t>(
                             profile_.stacks[static_cast<std::size_t>(stack)].location)]) {
      stack = profile_.stacks[static_cast<std::size_t>(stack)].parent;
    }
    return stack;
  }

  [[nodiscard]] std::int64_t process_of(const model::StackUse& use) const {
    return profile_.threads[static_cast<std::size_t>(use.thread)].process;
  }

  /// How much CPU time was sampled in each context of each opener.
  void gather_openers() {
    // By name; and by the body, where its name does not tell who opened it.
    std::set<Opener> wanted;
    for (std::size_t i = 0; i < enters_.size(); ++i) {
      if (enters_[i]) wanted.insert(*bodies_[at(i)]);
    }
    if (wanted.empty()) return;
    std::vector<std::vector<Opener>> is(profile_.stacks.size());
    for (std::size_t i = 0; i < profile_.stacks.size(); ++i) {
      for (const model::Line& line : profile_.locations[at(i)].lines) {
        const model::Function& function =
            profile_.functions[static_cast<std::size_t>(line.function)];
        const Opener opener{function.module.value_or(none), linker_name(function)};
        if (wanted.contains(opener)) is[i].push_back(opener);
      }
    }
    for (const auto& [location, callers] : seen_openers_) {
      const Opener& body = *bodies_[static_cast<std::size_t>(location)];
      if (!body.is_name_of_body) continue;
      for (const std::int32_t caller : callers) {
        if (caller >= 0) is[static_cast<std::size_t>(caller)].push_back(body);
      }
    }
    for (const model::StackUse& use : profile_.uses) {
      std::vector<Opener> met;  // the innermost context of a recursive opener counts
      for (std::int32_t i = use.stack; i >= 0;
           i = profile_.stacks[static_cast<std::size_t>(i)].parent) {
        for (const Opener& opener : is[static_cast<std::size_t>(i)]) {
          if (std::ranges::find(met, opener) != met.end()) continue;
          met.push_back(opener);
          auto& contexts = contexts_[{process_of(use), opener}];
          contexts.whole[i] += use.cpu;
          contexts.by_bucket[use.bucket][i] += use.cpu;
        }
      }
    }
  }

  using Times = std::map<std::int32_t, Seconds>;
  static std::int32_t longest(const Times& times) {
    return std::ranges::max_element(times, {}, [](const auto& entry) { return entry.second; })
        ->first;
  }

  [[nodiscard]] std::int32_t context_of(const Opener& opener, const model::StackUse& use) const {
    const auto found = contexts_.find({process_of(use), opener});
    if (found == contexts_.end()) return none;
    const auto bucket = found->second.by_bucket.find(use.bucket);
    return longest(bucket == found->second.by_bucket.end() ? found->second.whole : bucket->second);
  }

  std::int32_t moved(std::int32_t stack, const model::StackUse& use) {
    std::vector<std::int32_t> locations;  // innermost first
    int joins = 0;
    for (std::int32_t i = stack; i >= 0;) {
      const auto index = static_cast<std::size_t>(i);
      const model::StackNode node = profile_.stacks[index];
      locations.push_back(node.location);
      i = node.parent;
      // Regions can be nested, and openers recursive.
      if (index >= enters_.size() || !enters_[index] || joins == most_nested) continue;
      const std::int32_t context = context_of(*bodies_[at(index)], use);
      if (context < 0) continue;
      ++joins;
      locations.push_back(marker());
      i = context;
    }
    std::int32_t result = none;
    for (std::size_t i = locations.size(); i-- > 0;) result = intern(result, locations[i]);
    return result;
  }

  [[nodiscard]] std::size_t at(std::size_t stack) const {
    return static_cast<std::size_t>(profile_.stacks[stack].location);
  }

  std::int32_t intern(std::int32_t parent, std::int32_t location) {
    const auto [found, is_new] = known_.try_emplace(
        std::pair{parent, location}, static_cast<std::int32_t>(profile_.stacks.size()));
    if (is_new) profile_.stacks.push_back({parent, location});
    return found->second;
  }

  std::int32_t marker() {
    if (marker_ < 0) {
      model::Function function;
      function.name = team_frame;
      profile_.functions.push_back(std::move(function));
      model::Location location;
      location.lines.push_back({static_cast<std::int32_t>(profile_.functions.size()) - 1, 0});
      profile_.locations.push_back(std::move(location));
      marker_ = static_cast<std::int32_t>(profile_.locations.size()) - 1;
    }
    return marker_;
  }

  static constexpr int most_nested = 8;

  struct Contexts {
    Times whole;
    std::map<std::int32_t, Times> by_bucket;
  };

  model::Profile& profile_;
  std::vector<std::optional<Opener>> bodies_;  ///< by location
  std::vector<bool> openings_, runtime_;       ///< by location
  std::vector<bool> enters_;                   ///< by stack: a worker enters a body there
  std::map<std::int32_t, std::vector<std::int32_t>> seen_openers_;  ///< by location of the body
  std::map<std::pair<std::int64_t, Opener>, Contexts> contexts_;
  std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> known_;
  std::int32_t marker_ = none;
};

}  // namespace

void join_teams(model::Profile& profile) {
  Joiner{profile}.join();
}

}  // namespace calo::attribution
