#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/text.hpp"
#include "report/amounts.hpp"
#include "report/comparison.hpp"
#include "symbols/demangle.hpp"

namespace calo::report {

namespace {

using series::ContextChange;

constexpr double least_share = 0.01;
constexpr std::size_t deepest = 200;

/// Prints the tree depth first, what changed most before the rest.
class Printer {
 public:
  Printer(const series::Changes& changes, bool colours) : changes_{changes}, colours_{colours} {
    children_.resize(changes.tree.size());
    for (std::size_t i = 1; i < changes.tree.size(); ++i)
      children_[static_cast<std::size_t>(changes.tree[i].parent)].push_back(i);
    for (auto& children : children_) {
      std::ranges::stable_sort(children, [&](std::size_t x, std::size_t y) {
        return std::abs(change(x)) > std::abs(change(y));
      });
    }
    const ContextChange& root = changes.tree.front();
    least_ = least_share * std::max(root.total_a, root.total_b);
  }

  std::string print() {
    out_ = fmt::format("{}{}{}\n", padded("A", 12), padded("B", 12), padded("B less A", 28));
    node(0, 0);
    return std::move(out_);
  }

 private:
  [[nodiscard]] double change(std::size_t i) const {
    return changes_.tree[i].total_b - changes_.tree[i].total_a;
  }

  void node(std::size_t i, std::size_t depth) {
    const ContextChange& at = changes_.tree[i];
    if (std::max(at.total_a, at.total_b) < least_ && std::abs(change(i)) < least_) return;
    const char* const unit = changes_.by_energy ? "J" : "s";
    std::string moved =
        (change(i) < 0.0 ? "-" : "+") + text::with_prefix(std::abs(change(i)), unit);
    const bool spread = std::isfinite(at.u);
    if (spread) moved += " \u00b1 " + text::with_prefix(at.u, unit);
    const bool sure = spread && std::abs(change(i)) > 2.0 * at.u;
    const char* const begin = !colours_ || !sure ? "" : change(i) < 0.0 ? "\x1b[34m" : "\x1b[33m";
    std::string name = text::printable(symbols::shortened(at.name), 80);
    if (!at.file.empty()) name += "  " + text::printable(at.file, 40);
    if (at.total_a <= 0.0 && i != 0) name += "  (new)";
    if (at.total_b <= 0.0 && i != 0) name += "  (gone)";
    out_ += fmt::format("{}{}{}{}{}{}{}\n", begin, padded(text::with_prefix(at.total_a, unit), 12),
                        padded(text::with_prefix(at.total_b, unit), 12), padded(moved, 28),
                        std::string(2 * depth, ' '), name, *begin != '\0' ? "\x1b[0m" : "");
    if (depth == deepest) return;
    for (const std::size_t child : children_[i]) node(child, depth + 1);
  }

  const series::Changes& changes_;
  bool colours_;
  double least_ = 0.0;
  std::vector<std::vector<std::size_t>> children_;
  std::string out_;
};

}  // namespace

std::string comparison_tree(const series::Comparison& comparison, bool colours) {
  if (comparison.changes.tree.size() < 2) return "no stacks on a side: there is no tree\n";
  return Printer{comparison.changes, colours}.print();
}

}  // namespace calo::report
