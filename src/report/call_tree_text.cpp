#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <vector>

#include "analysis/shown_names.hpp"
#include "base/text.hpp"
#include "report/amounts.hpp"
#include "report/profile_view.hpp"

namespace calo::report {

namespace {

using attribution::CallNode;
using attribution::CallTree;
using attribution::Cost;

constexpr double least_share = 0.01;
constexpr std::size_t deepest = 200;
constexpr std::size_t longest_name = 80;

/// Colours of shares, as other tree views have them.
std::string_view colour(double share) {
  if (share > 0.6) return "\x1b[31m";
  if (share > 0.2) return "\x1b[33m";
  if (share > 0.05) return "\x1b[32m";
  return "\x1b[2m";
}

/// Prints a tree depth first; chains of library functions are folded into a line.
class Printer {
 public:
  Printer(const ProfileView& view, const CallTree& tree)
      : view_{view}, tree_{tree}, text_{view}, names_{view.profile()}, children_{tree.children()} {}

  std::string print() {
    out_ = text_.header();
    for (const std::int32_t child : children_.front()) node(child, "", 0);
    const Cost rest = text_.costs().unsampled();
    if (text_.share(rest) >= least_share) line(rest, "(unsampled)", "");
    return std::move(out_);
  }

 private:
  [[nodiscard]] const CallNode& at(std::int32_t i) const {
    return tree_.nodes[static_cast<std::size_t>(i)];
  }
  [[nodiscard]] const model::Function& function(std::int32_t i) const {
    return view_.profile().functions[static_cast<std::size_t>(at(i).function)];
  }

  /// Not the user's own code: nobody has its source beside the program.
  [[nodiscard]] bool is_library(std::int32_t i) const {
    const std::string& file = function(i).file;
    if (file.contains("/site-packages/") || file.contains("/dist-packages/") ||
        file.contains("/lib/python3") || file.starts_with("<frozen "))
      return true;
    const auto module = function(i).module;
    if (!module) return false;
    const std::string& path = view_.profile().modules[static_cast<std::size_t>(*module)].path;
    return path.starts_with("/usr/lib") || path.starts_with("/lib") || path.starts_with("[");
  }

  /// Not only a file and an address.
  [[nodiscard]] bool has_name(std::int32_t i) const {
    return !function(i).name.contains("+0x") && !function(i).name.starts_with('[');
  }

  [[nodiscard]] std::string named(std::int32_t i) const {
    const model::Function& f = function(i);
    std::string name = names_.of(f, longest_name);
    if (!f.file.empty()) {
      name += "  " + text::printable(f.file.substr(f.file.rfind('/') + 1), 60);
      if (f.first_line > 0) name += fmt::format(":{}", f.first_line);
    }
    return name;
  }

  void line(const Cost& cost, std::string_view name, std::string_view indent) {
    const double share = text_.share(cost);
    const std::string_view begin = view_.colours ? colour(share) : "";
    const std::string_view end = view_.colours ? "\x1b[0m" : "";
    out_ += fmt::format("{}{}{:>6.1f} %  {}{}{}\n", begin, padded(text_.amount(cost), 19),
                        100.0 * share, indent, name, end);
  }

  void node(std::int32_t i, const std::string& indent, std::size_t depth) {
    if (text_.share(at(i).inclusive) < least_share || depth > deepest) return;
    // A library function with one costly callee, another library function, says little: the chain
    // goes by the name of the function that the program called.
    std::int32_t entry = i;
    std::size_t hidden = 0;
    while (is_library(i)) {
      std::int32_t only = -1;
      bool several = false;
      for (const std::int32_t child : children_[static_cast<std::size_t>(i)]) {
        if (text_.share(at(child).inclusive) < least_share) continue;
        several = only >= 0;
        only = child;
        if (several) break;
      }
      if (only < 0 || several || !is_library(only) || text_.share(at(i).self) >= least_share) break;
      i = only;
      ++hidden;
      if (!has_name(entry) && has_name(i)) entry = i;
    }
    std::string name = named(entry);
    if (hidden > 0) {
      name = fmt::format("[{} {} hidden] {}", hidden, hidden == 1 ? "frame" : "frames", name);
      if (i != entry && has_name(i)) name += " ... " + named(i);
    }
    line(at(entry).inclusive, name, indent);
    for (const std::int32_t child : children_[static_cast<std::size_t>(i)])
      node(child, indent + "  ", depth + 1);
  }

  const ProfileView& view_;
  const CallTree& tree_;
  CostText text_;
  analysis::ShownNames names_;
  std::vector<std::vector<std::int32_t>> children_;
  std::string out_;
};

/// Frames of CPython's import machinery: they stand between a module and what it imports.
bool is_import_machinery(const model::Function& function) {
  return function.file.starts_with("<frozen importlib");
}

/// The tree of modules being imported: `<module>` frames below the import machinery.
CallTree imports_of(const ProfileView& view) {
  attribution::View wanted;
  wanted.fold_interpreter = view.fold_interpreter;
  const CallTree calls = attribution::call_tree(view.profile(), wanted);
  CallTree imports;
  imports.nodes.emplace_back();
  struct Place {
    std::int32_t node = 0;      ///< of the import tree
    bool in_machinery = false;  ///< the import machinery runs, or what it called natively
  };
  std::vector<Place> places(calls.nodes.size());
  std::vector<std::vector<std::int32_t>> below(1);
  for (std::size_t i = 1; i < calls.nodes.size(); ++i) {
    const CallNode& call = calls.nodes[i];
    Place place = places[static_cast<std::size_t>(call.parent)];
    const model::Function& function =
        view.profile().functions[static_cast<std::size_t>(call.function)];
    if (is_import_machinery(function)) {
      place.in_machinery = true;
    } else if (place.in_machinery && function.name == "<module>") {
      std::int32_t found = -1;
      for (const std::int32_t child : below[static_cast<std::size_t>(place.node)]) {
        if (imports.nodes[static_cast<std::size_t>(child)].function == call.function) found = child;
      }
      if (found < 0) {
        found = static_cast<std::int32_t>(imports.nodes.size());
        CallNode node;
        node.parent = place.node;
        node.function = call.function;
        imports.nodes.push_back(node);
        below.emplace_back();
        below[static_cast<std::size_t>(place.node)].push_back(found);
      }
      place.node = found;
      place.in_machinery = false;
    }
    places[i] = place;
    // Work of the machinery itself outside of any module counts too; plain work of the script does
    // not.
    if (place.node != 0 || place.in_machinery)
      imports.nodes[static_cast<std::size_t>(place.node)].self += call.self;
  }
  for (std::size_t i = imports.nodes.size(); i-- > 0;) {
    CallNode& node = imports.nodes[i];
    node.inclusive += node.self;
    if (node.parent >= 0)
      imports.nodes[static_cast<std::size_t>(node.parent)].inclusive += node.inclusive;
  }
  return imports;
}

}  // namespace

std::string call_tree_text(const ProfileView& view) {
  attribution::View wanted;
  wanted.fold_interpreter = view.fold_interpreter;
  wanted.fold_inlined = view.folds_inlined();
  if (view.only) {
    // Stacks with a function that fits.
    std::vector<bool> fits(view.profile().functions.size());
    for (std::size_t i = 0; i < fits.size(); ++i) {
      const model::Function& function = view.profile().functions[i];
      fits[i] = view.only->is_in(function.name + " " + function.file);
    }
    std::vector<bool> stack_fits(view.profile().stacks.size());
    for (std::size_t i = 0; i < stack_fits.size(); ++i) {
      const model::StackNode& stack = view.profile().stacks[i];
      bool any = stack.parent >= 0 && stack_fits[static_cast<std::size_t>(stack.parent)];
      for (const model::Line& line :
           view.profile().locations[static_cast<std::size_t>(stack.location)].lines)
        any = any || fits[static_cast<std::size_t>(line.function)];
      stack_fits[i] = any;
    }
    wanted.accept = [stack_fits = std::move(stack_fits)](const model::StackUse& use) {
      return stack_fits[static_cast<std::size_t>(use.stack)];
    };
  }
  const CallTree tree = attribution::call_tree(view.profile(), wanted);
  return Printer{view, tree}.print();
}

std::string import_tree(const ProfileView& view) {
  const CallTree tree = imports_of(view);
  const CostText text{view};
  if (tree.nodes.front().inclusive.samples == 0)
    return "No sample fell into the import of a Python module.\n";
  std::string out = text.header();
  const auto children = tree.children();
  std::vector<std::pair<std::int32_t, std::size_t>> todo{{0, 0}};
  while (!todo.empty()) {
    const auto [i, depth] = todo.back();
    todo.pop_back();
    const CallNode& node = tree.nodes[static_cast<std::size_t>(i)];
    std::string name = "all imports";
    if (i != 0) name = view.profile().functions[static_cast<std::size_t>(node.function)].file;
    out += fmt::format("{}{:>6.1f} %  {}{}\n", padded(text.amount(node.inclusive), 19),
                       100.0 * text.share(node.inclusive), std::string(2 * depth, ' '),
                       text::printable(name, 160));
    const auto& below = children[static_cast<std::size_t>(i)];
    for (const std::int32_t child : std::views::reverse(below)) todo.emplace_back(child, depth + 1);
  }
  return out;
}

}  // namespace calo::report
