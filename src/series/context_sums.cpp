#include "series/context_sums.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace calo::series {

namespace {

/// Beyond this many contexts what a new one cost is counted to the one that called it.
constexpr std::size_t most_contexts = 300'000;

}  // namespace

ContextSums::ContextSums() {
  functions_.push_back({"all", "", "", 0});
  nodes_.push_back({});
}

std::uint32_t ContextSums::function(const std::string& name, const std::string& place,
                                    const std::string& file, std::uint8_t language) {
  const auto [at, is_new] =
      by_name_.try_emplace({name, place}, static_cast<std::uint32_t>(functions_.size()));
  if (is_new) functions_.push_back({name, place, "", language});
  if (functions_[at->second].file.empty()) functions_[at->second].file = file;
  return at->second;
}

std::int32_t ContextSums::child(std::int32_t parent, std::uint32_t function) {
  const std::uint64_t key = std::uint64_t{static_cast<std::uint32_t>(parent)} << 32U | function;
  const auto found = children_.find(key);
  if (found != children_.end()) return found->second;
  if (nodes_.size() >= most_contexts) return parent;
  const auto node = static_cast<std::int32_t>(nodes_.size());
  nodes_.push_back({.parent = parent, .function = function});
  children_.emplace(key, node);
  return node;
}

void ContextSums::add(bool is_b, const attribution::CallTree& tree,
                      std::span<const std::uint32_t> functions,
                      const std::function<double(const attribution::Cost&)>& cost) {
  std::vector<std::int32_t> of_node(tree.nodes.size(), 0);
  std::unordered_map<std::int32_t, double> self;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const attribution::CallNode& node = tree.nodes[i];
    if (node.parent >= 0) {
      const std::int32_t parent = of_node[static_cast<std::size_t>(node.parent)];
      of_node[i] = node.function < 0
                       ? parent
                       : child(parent, functions[static_cast<std::size_t>(node.function)]);
    }
    self[of_node[i]] += cost(node.self);
  }
  // Totals from the leaves up: parents come before their children, so the other way round.
  std::map<std::int32_t, double, std::greater<>> totals(self.begin(), self.end());
  for (auto at = totals.begin(); at != totals.end(); ++at) {
    const std::int32_t parent = nodes_[static_cast<std::size_t>(at->first)].parent;
    if (parent >= 0) totals[parent] += at->second;
  }
  const std::size_t side = is_b ? 1 : 0;
  last_[side].assign(totals.begin(), totals.end());
  for (const auto& [node, total] : totals) {
    nodes_[static_cast<std::size_t>(node)].total[side] += total;
    nodes_[static_cast<std::size_t>(node)].squares[side] += total * total;
  }
  for (const auto& [node, own] : self) nodes_[static_cast<std::size_t>(node)].self[side] += own;
}

void ContextSums::end_of_pair() {
  auto b = last_[1].begin();
  for (const auto& [node, total] : last_[0]) {  // both descend
    while (b != last_[1].end() && b->first > node) ++b;
    if (b != last_[1].end() && b->first == node)
      nodes_[static_cast<std::size_t>(node)].products += total * b->second;
  }
}

std::vector<ContextChange> ContextSums::result(std::size_t runs_a, std::size_t runs_b,
                                               bool paired) const {
  const auto n_a = static_cast<double>(runs_a);
  const auto n_b = static_cast<double>(runs_b);
  const auto variance = [](double sum, double squares, double n) {
    return std::max(0.0, (squares - sum * sum / n) / (n - 1.0));
  };
  std::vector<ContextChange> result;
  result.reserve(nodes_.size());
  for (const Node& node : nodes_) {
    const Function& function = functions_[node.function];
    ContextChange change{node.parent,
                         function.name,
                         function.file.empty() ? function.place : function.file,
                         function.language,
                         node.self[0] / n_a,
                         node.self[1] / n_b,
                         node.total[0] / n_a,
                         node.total[1] / n_b,
                         std::numeric_limits<double>::quiet_NaN()};
    if (paired && runs_a > 1) {
      const double sum = node.total[1] - node.total[0];
      const double squares = node.squares[0] + node.squares[1] - 2.0 * node.products;
      change.u = std::sqrt(variance(sum, squares, n_a) / n_a);
    } else if (runs_a > 1 && runs_b > 1) {
      change.u = std::sqrt(variance(node.total[0], node.squares[0], n_a) / n_a +
                           variance(node.total[1], node.squares[1], n_b) / n_b);
    }
    result.push_back(std::move(change));
  }
  return result;
}

}  // namespace calo::series
