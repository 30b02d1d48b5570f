#include "formats/call_graph.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "base/expect.hpp"

namespace calo::formats {

namespace {

/// Frames depth first: every frame directly after its parent or a finished sibling's last.
class Walk {
 public:
  explicit Walk(std::span<const Frame> frames)
      : first_child_(frames.size(), -1), next_sibling_(frames.size(), -1) {
    for (std::size_t i = frames.size(); i-- > 0;) {
      const auto frame = static_cast<std::int32_t>(i);
      std::int32_t& first = frames[i].parent < 0 ? root_ : first_child_[at(frames[i].parent)];
      next_sibling_[i] = first;
      first = frame;
    }
  }
  /// Calls enter(frame) before and leave(frame) after everything inside it. No recursion: stacks
  /// can be as deep as the program's.
  void run(const auto& enter, const auto& leave) const {
    std::vector<std::int32_t> path;
    std::int32_t next = root_;
    for (;;) {
      if (next >= 0) {
        enter(next);
        path.push_back(next);
        next = first_child_[at(next)];
      } else if (!path.empty()) {
        leave(path.back());
        next = next_sibling_[at(path.back())];
        path.pop_back();
      } else {
        return;
      }
    }
  }

 private:
  std::vector<std::int32_t> first_child_, next_sibling_;
  std::int32_t root_ = -1;
};

std::vector<Counts> inclusive_of(std::span<const Frame> frames, std::span<const Counts> self) {
  std::vector<Counts> inclusive(self.begin(), self.end());
  for (std::size_t i = frames.size(); i-- > 0;) {
    if (frames[i].parent >= 0) inclusive[at(frames[i].parent)] += inclusive[i];
  }
  return inclusive;
}

struct ArcKey {
  std::int32_t caller, line, callee;
  friend bool operator==(const ArcKey&, const ArcKey&) = default;
};
struct ArcHash {
  std::size_t operator()(const ArcKey& key) const {
    constexpr std::uint64_t golden = 0x9E3779B97F4A7C15;
    std::uint64_t hash = static_cast<std::uint32_t>(key.caller);
    hash = hash * golden + static_cast<std::uint32_t>(key.line);
    hash = (hash ^ (hash >> 29U)) * golden + static_cast<std::uint32_t>(key.callee);
    return static_cast<std::size_t>((hash ^ (hash >> 32U)) * golden);
  }
};

}  // namespace

Counts& Counts::operator+=(const Counts& other) {
  samples += other.samples;
  weight += other.weight;
  cpu += other.cpu;
  return *this;
}

CallGraph call_graph(std::span<const Frame> frames, std::span<const Counts> self) {
  CALO_EXPECT(frames.size() == self.size(), "one cost per frame");
  const std::vector<Counts> inclusive = inclusive_of(frames, self);

  std::unordered_map<ArcKey, std::int32_t, ArcHash> arc_index;
  std::vector<std::int32_t> arc_of(frames.size(), -1);
  CallGraph graph;
  std::int32_t most = -1;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    most = std::max(most, frames[i].function);
    graph.total += self[i];
    if (frames[i].parent < 0) continue;
    const Frame& caller = frames[at(frames[i].parent)];
    const ArcKey key{caller.function, caller.line, frames[i].function};
    const auto [found, is_new] =
        arc_index.try_emplace(key, static_cast<std::int32_t>(graph.arcs.size()));
    if (is_new) {
      graph.arcs.push_back({key.caller, key.line, key.callee, {}, {}, {}});
    }
    arc_of[i] = found->second;
  }

  std::vector<CalledFunction> functions(slot_of(most) + 1);
  // How often a function, and an arc, is in the stack that the walk is in.
  std::vector<std::int32_t> function_on_path(functions.size(), 0);
  std::vector<std::int32_t> arc_on_path(graph.arcs.size(), 0);
  const auto enter = [&](std::int32_t frame) {
    const std::size_t i = at(frame);
    CalledFunction& function = functions[slot_of(frames[i].function)];
    const bool is_outermost = function_on_path[slot_of(frames[i].function)]++ == 0;
    function.self += self[i];
    if (is_outermost) function.inclusive += inclusive[i];
    if (frames[i].parent < 0) {
      function.begun += inclusive[i];
      return;
    }
    Arc& arc = graph.arcs[at(arc_of[i])];
    arc.self += self[i];
    if (is_outermost) arc.entering += inclusive[i];
    if (arc_on_path[at(arc_of[i])]++ == 0) arc.inclusive += inclusive[i];
  };
  const auto leave = [&](std::int32_t frame) {
    --function_on_path[slot_of(frames[at(frame)].function)];
    if (arc_of[at(frame)] >= 0) --arc_on_path[at(arc_of[at(frame)])];
  };
  Walk{frames}.run(enter, leave);

  for (std::size_t i = 0; i < functions.size(); ++i) {
    functions[i].function = static_cast<std::int32_t>(i) - 1;
    if (functions[i].inclusive != Counts{}) graph.functions.push_back(functions[i]);
  }
  std::erase_if(graph.arcs, [](const Arc& arc) { return arc.inclusive == Counts{}; });
  std::ranges::sort(graph.arcs, {},
                    [](const Arc& a) { return std::tuple{a.caller, a.line, a.callee}; });
  std::map<std::pair<std::int32_t, std::int32_t>, Counts> places;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (self[i] != Counts{}) places[{frames[i].function, frames[i].line}] += self[i];
  }
  for (const auto& [place, counts] : places) {
    graph.places.push_back({place.first, place.second, counts});
  }
  return graph;
}

std::vector<Counts> frame_counts(const model::Run& run, const model::Profile& profile,
                                 const Stacks& stacks, ProfileOptions options) {
  options.tell_threads_apart = false;
  const std::vector<StackCost> costs = costs_by_stack(profile, stacks.innermost, options);
  const std::vector<std::int64_t> weights = micro_weights(costs, options.by, run);
  const std::vector<std::int64_t> cpu = micro_weights(costs, Measure::cpu, run);
  std::vector<Counts> result(stacks.frames.size());
  for (std::size_t i = 0; i < costs.size(); ++i) {
    result[at(costs[i].stack)] = {.samples = costs[i].samples, .weight = weights[i], .cpu = cpu[i]};
  }
  return result;
}

}  // namespace calo::formats
