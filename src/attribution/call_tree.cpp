#include "attribution/call_tree.hpp"

#include <algorithm>
#include <cmath>
#include <ranges>
#include <unordered_map>
#include <utility>

#include "attribution/origin.hpp"
#include "base/estimate.hpp"
#include "model/interpreter_frames.hpp"

namespace calo::attribution {

namespace {

/// Finds or makes the child of a node.
class Builder {
 public:
  explicit Builder(CallTree& tree) : tree_{tree} { tree_.nodes.emplace_back(); }

  std::int32_t child(std::int32_t parent, std::int32_t function, std::int32_t line,
                     std::int32_t thread) {
    const Key key{parent, thread >= 0 ? -2 - thread : function, line};
    const auto [at, is_new] =
        known_.try_emplace(key, static_cast<std::int32_t>(tree_.nodes.size()));
    if (is_new) {
      CallNode node;
      node.parent = parent;
      node.function = function;
      node.line = line;
      node.thread = thread;
      tree_.nodes.push_back(node);
    }
    return at->second;
  }

 private:
  struct Key {
    std::int32_t parent, function, line;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const {
      std::uint64_t mixed = static_cast<std::uint32_t>(key.parent);
      mixed = mixed * 0x9e3779b97f4a7c15U + static_cast<std::uint32_t>(key.function);
      mixed = mixed * 0x9e3779b97f4a7c15U + static_cast<std::uint32_t>(key.line);
      return mixed ^ mixed >> 29;
    }
  };
  CallTree& tree_;
  std::unordered_map<Key, std::int32_t, Hash> known_;
};

/// The tree's node for each stack, made when it is first asked for.
class Contexts {
 public:
  Contexts(const model::Profile& profile, const View& view, Builder& builder)
      : profile_{profile},
        view_{view},
        builder_{builder},
        interpreter_{profile},
        plain_(profile.stacks.size(), unknown),
        folded_(profile.stacks.size(), unknown) {}

  std::int32_t of(std::int32_t stack, std::int32_t root) {
    if (root != root_) {
      std::ranges::fill(plain_, unknown);
      std::ranges::fill(folded_, unknown);
      root_ = root;
    }
    const bool fold =
        view_.fold_interpreter && interpreter_.has_python(static_cast<std::size_t>(stack));
    std::vector<std::int32_t>& known = fold ? folded_ : plain_;
    path_.clear();
    std::int32_t at = stack;
    while (at >= 0 && known[static_cast<std::size_t>(at)] == unknown) {
      path_.push_back(at);
      at = profile_.stacks[static_cast<std::size_t>(at)].parent;
    }
    std::int32_t node = at >= 0 ? known[static_cast<std::size_t>(at)] : root;
    for (const std::int32_t i : std::views::reverse(path_)) {
      node = below(node, i, fold);
      known[static_cast<std::size_t>(i)] = node;
    }
    return node;
  }

 private:
  std::int32_t below(std::int32_t node, std::int32_t stack, bool fold) {
    const std::int32_t at = profile_.stacks[static_cast<std::size_t>(stack)].location;
    if (fold && interpreter_.is_interpreter(at)) return node;
    const model::Location& location = profile_.locations[static_cast<std::size_t>(at)];
    for (std::size_t i = location.lines.size(); i-- > 0;) {
      if (view_.fold_inlined && is_inlined_library(profile_, location, i)) continue;
      const model::Line& line = location.lines[i];
      node = builder_.child(node, line.function, view_.tell_lines_apart ? line.line : 0, -1);
    }
    return node;
  }

  static constexpr std::int32_t unknown = -1;
  const model::Profile& profile_;
  const View& view_;
  Builder& builder_;
  model::InterpreterFrames interpreter_;
  std::vector<std::int32_t> plain_, folded_;
  std::int32_t root_ = 0;
  std::vector<std::int32_t> path_;
};

/// Visits every node with what lies between it and the root: `enter(node)` and `leave(node)`.
void walk(const CallTree& tree, const auto& enter, const auto& leave) {
  const auto children = tree.children();
  struct Step {
    std::int32_t node;
    std::size_t next;
  };
  std::vector<Step> path;
  if (tree.nodes.empty()) return;
  path.push_back({0, 0});
  while (!path.empty()) {
    Step& step = path.back();
    const auto& below = children[static_cast<std::size_t>(step.node)];
    if (step.next < below.size()) {
      const std::int32_t child = below[step.next++];
      enter(child);
      path.push_back({child, 0});
    } else {
      if (step.node != 0) leave(step.node);
      path.pop_back();
    }
  }
}

std::uint64_t pair(std::int32_t a, std::int32_t b) {
  return std::uint64_t{static_cast<std::uint32_t>(a)} << 32 | static_cast<std::uint32_t>(b);
}

/// Sums over places; each place counts once on a path.
std::vector<PlaceCost> by_place(const CallTree& tree, bool lines) {
  std::unordered_map<std::uint64_t, std::size_t> index;
  std::vector<PlaceCost> places;
  std::vector<int> depth;  // how often each place is on the path
  std::vector<std::size_t> place_of(tree.nodes.size());
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const CallNode& node = tree.nodes[i];
    if (node.function < 0) continue;
    const std::int32_t line = lines ? node.line : 0;
    const auto [at, is_new] = index.try_emplace(pair(node.function, line), places.size());
    if (is_new) places.push_back({node.function, line, {}, {}});
    place_of[i] = at->second;
    places[at->second].self += node.self;
  }
  depth.resize(places.size());
  walk(
      tree,
      [&](std::int32_t node) {
        const auto i = static_cast<std::size_t>(node);
        if (tree.nodes[i].function < 0) return;
        if (depth[place_of[i]]++ == 0) places[place_of[i]].inclusive += tree.nodes[i].inclusive;
      },
      [&](std::int32_t node) {
        const auto i = static_cast<std::size_t>(node);
        if (tree.nodes[i].function >= 0) --depth[place_of[i]];
      });
  std::ranges::sort(places, [](const PlaceCost& a, const PlaceCost& b) {
    if (a.self.cpu != b.self.cpu) return a.self.cpu > b.self.cpu;
    if (a.inclusive.cpu != b.inclusive.cpu) return a.inclusive.cpu > b.inclusive.cpu;
    return std::pair{a.function, a.line} < std::pair{b.function, b.line};
  });
  return places;
}

/// J^2, the sum over samples of the squared energy of each. The squares of the static shares are
/// not kept. Both parts of a sample go by its CPU time, so they are as unequal as the dynamic ones;
/// where these cancel, those of equal samples.
double squares_of(const Cost& cost, double paid) {
  if (cost.samples == 0) return cost.dynamic_squares;
  const double paid_j = std::abs(paid * cost.static_share.value());
  const double equal = std::pow(
      std::sqrt(cost.dynamic_squares) + paid_j / std::sqrt(static_cast<double>(cost.samples)), 2);
  const double dynamic = cost.dynamic.value();
  if (!(dynamic > 0.0)) return equal;
  const double as_dynamic = cost.dynamic_squares * std::pow((dynamic + paid_j) / dynamic, 2);
  return std::max(equal, std::min(as_dynamic, std::pow(dynamic + paid_j, 2)));
}

/// Of the whole; at most those there are.
double effective_samples(const Cost& whole, const Quantity& quantity) {
  const auto samples = static_cast<double>(whole.samples);
  // Without the weights of CPU time, those of the energy that goes by it.
  const Quantity weighed = quantity.is_energy ? quantity : Quantity{};
  const double squares = squares_of(whole, weighed.paid);
  const double sum = weighed.of(whole);
  if (!(squares > 0.0) || !(sum > 0.0)) return samples;
  return std::clamp(sum * sum / squares, 1.0, samples);
}

}  // namespace

Cost Cost::of(const model::StackUse& use) {
  return {use.samples, use.cpu, use.dynamic, use.static_share, use.dynamic_squares};
}

std::vector<Cost> by_thread(const model::Profile& profile) {
  std::vector<Cost> costs(profile.threads.size());
  for (const model::StackUse& use : profile.uses)
    costs[static_cast<std::size_t>(use.thread)] += Cost::of(use);
  return costs;
}

Cost& Cost::operator+=(const Cost& other) {
  samples += other.samples;
  cpu += other.cpu;
  dynamic += other.dynamic;
  static_share += other.static_share;
  dynamic_squares += other.dynamic_squares;
  return *this;
}

std::vector<std::vector<std::int32_t>> CallTree::children() const {
  std::vector<std::vector<std::int32_t>> children(nodes.size());
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    children[static_cast<std::size_t>(nodes[i].parent)].push_back(static_cast<std::int32_t>(i));
  }
  for (auto& list : children) {
    std::ranges::sort(list, [this](std::int32_t a, std::int32_t b) {
      const Seconds x = nodes[static_cast<std::size_t>(a)].inclusive.cpu;
      const Seconds y = nodes[static_cast<std::size_t>(b)].inclusive.cpu;
      return x != y ? x > y : a < b;
    });
  }
  return children;
}

CallTree call_tree(const model::Profile& profile, const View& view) {
  CallTree tree;
  Builder builder{tree};
  Contexts contexts{profile, view, builder};
  std::vector<const model::StackUse*> uses;
  uses.reserve(profile.uses.size());
  for (const model::StackUse& use : profile.uses) {
    if (!view.accept || view.accept(use)) uses.push_back(&use);
  }
  if (view.tell_threads_apart) {
    std::ranges::sort(uses, [](const auto* a, const auto* b) {
      return a->thread != b->thread ? a->thread < b->thread : a < b;
    });
  }
  tree.node_of_use.assign(profile.uses.size(), -1);
  for (const model::StackUse* use : uses) {
    const std::int32_t root =
        view.tell_threads_apart ? builder.child(0, -1, 0, use->thread) : std::int32_t{0};
    const std::int32_t node = contexts.of(use->stack, root);
    tree.nodes[static_cast<std::size_t>(node)].self += Cost::of(*use);
    tree.node_of_use[static_cast<std::size_t>(use - profile.uses.data())] = node;
  }
  for (std::size_t i = tree.nodes.size(); i-- > 0;) {
    CallNode& node = tree.nodes[i];
    node.inclusive += node.self;
    if (node.parent >= 0)
      tree.nodes[static_cast<std::size_t>(node.parent)].inclusive += node.inclusive;
  }
  return tree;
}

std::vector<PlaceCost> by_function(const CallTree& tree) {
  return by_place(tree, false);
}

std::vector<PlaceCost> by_line(const CallTree& tree) {
  return by_place(tree, true);
}

double Quantity::of(const Cost& cost) const {
  return is_energy ? (cost.dynamic + cost.static_share * paid).value() : cost.cpu.value();
}

ShareInterval share_interval(const Cost& part, const Cost& whole, const Quantity& quantity) {
  const double all = quantity.of(whole);
  if (whole.samples == 0 || !(all > 0.0)) return {0.0, 1.0};
  const double n = effective_samples(whole, quantity);
  if (part.samples == 0) return {0.0, std::min(1.0, 3.0 / n)};
  const double raw = quantity.of(part) / all;  // outside of 0..1 where energies cancel
  const double share = std::clamp(raw, 0.0, 1.0);
  constexpr double z = sigmas_in_95_percent;
  const double z2 = z * z;
  const double centre = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
  const double half =
      z / (1.0 + z2 / n) * std::sqrt(share * (1.0 - share) / n + z2 / (4.0 * n * n));
  return {std::min(raw, std::max(0.0, centre - half)), std::max(raw, std::min(1.0, centre + half))};
}

double sampling_sigma(const Cost& part, const Cost& whole, double paid) {
  const Quantity energy{.is_energy = true, .paid = paid};
  const double all = energy.of(whole);
  if (!(all > 0.0)) return 0.0;
  const double share = energy.of(part) / all;
  const double squares = squares_of(part, paid);
  const double rest = std::max(0.0, squares_of(whole, paid) - squares);
  return std::sqrt(squares * (1.0 - share) * (1.0 - share) + rest * share * share);
}

}  // namespace calo::attribution
