#include "formats/call_graph_dot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "analysis/shown_names.hpp"
#include "base/text.hpp"
#include "formats/call_graph.hpp"

namespace calo::formats {

namespace {

/// Longer names make boxes that no page holds; the tool tip has the rest.
constexpr std::size_t label_limit = 48;
/// Own shares that are nothing to look at.
constexpr double nothing = 0.0005;
/// So many functions in a row are worth folding.
constexpr std::size_t fewest_folded = 3;
constexpr std::size_t tip_limit = 4096;

/// Inside double quotes. A backslash begins an escape of Graphviz's own.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::string percent(double share) {
  return fmt::format("{:.2f}%", 100.0 * share);
}

/// Keeps the `most` parts that cost most, in their order.
void keep_costliest(auto& parts, std::size_t most) {
  if (parts.size() <= most) return;
  std::vector<std::int64_t> weights;
  weights.reserve(parts.size());
  for (const auto& part : parts) weights.push_back(part.inclusive.weight);
  std::ranges::nth_element(weights, weights.begin() + static_cast<std::ptrdiff_t>(most),
                           std::ranges::greater{});
  const std::int64_t first_left_out = weights[most];
  // Equal ones fill what room is left, the first of them first.
  auto room = static_cast<std::ptrdiff_t>(most) -
              std::ranges::count_if(
                  parts, [&](const auto& part) { return part.inclusive.weight > first_left_out; });
  std::erase_if(parts, [&](const auto& part) {
    if (part.inclusive.weight != first_left_out) return part.inclusive.weight < first_left_out;
    return room-- <= 0;
  });
}

/// The graph as text; shares are of the whole cost.
class Drawing {
 public:
  Drawing(const model::Profile& profile, Measure by, const Counts& total)
      : profile_{profile}, names_{profile}, by_{by}, total_{static_cast<double>(total.weight)} {
    text_ =
        "digraph {\n"
        "\ttooltip=\" \";\n"
        "\tgraph [fontname=Arial, nodesep=0.125, ranksep=0.25];\n"
        "\tnode [fontcolor=white, fontname=Arial, height=0, shape=box, style=filled, width=0];\n"
        "\tedge [fontname=Arial];\n";
  }
  [[nodiscard]] double share(const Counts& counts) const {
    return total_ > 0.0 ? static_cast<double>(counts.weight) / total_ : 0.0;
  }
  void add(const CalledFunction& function) {
    const double whole = share(function.inclusive);
    const std::string colour = temperature_colour(whole);
    std::string label = module_line(function.function);
    label += short_name(function.function);
    put("\tf{} [label=\"{}\\n{}\\n({})\\n{}\", tooltip=\"{}\", color=\"{}\", fillcolor=\"{}\", "
        "fontsize=\"10.00\"];\n",
        function.function + 1, label, percent(whole), percent(share(function.self)),
        amount(function.inclusive), tip(function.function), colour, colour);
  }
  void add(const Arc& arc) {
    const double whole = share(arc.inclusive);
    const double width = std::max(4.0 * whole, 0.5);
    const std::string colour = temperature_colour(whole);
    put("\tf{} -> f{} [label=\"{}\\n{}\", color=\"{}\", fontcolor=\"{}\", fontsize=\"10.00\", "
        "penwidth=\"{:.2f}\", labeldistance=\"{:.2f}\", arrowsize=\"{:.2f}\", "
        "tooltip=\"{} calls {}\"];\n",
        arc.caller + 1, arc.callee + 1, percent(whole), amount(arc.inclusive), colour, colour,
        width, width, 0.5 * std::sqrt(width), short_name(arc.caller), short_name(arc.callee));
  }
  /// The way from the start of a thread to the first function that is drawn.
  void add_way(std::span<const std::int32_t> way) {
    put("\tway{} [label=\"{} functions from\\n{}\", tooltip=\"", way.front() + 1, way.size(),
        short_name(way.front()));
    for (const std::int32_t function : way) put("{}\\n", short_name(function));
    put("\", shape=plaintext, style=\"\", fontcolor=\"#606060\", fontsize=\"10.00\"];\n");
  }
  void add_way_to(std::int32_t begin, std::int32_t function) {
    put("\tway{} -> f{} [color=\"#909090\", arrowsize=\"0.50\"];\n", begin + 1, function + 1);
  }
  std::string take() {
    text_ += "}\n";
    return std::move(text_);
  }

 private:
  template <class... T>
  void put(fmt::format_string<T...> format, T&&... values) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<T>(values)...);
  }
  [[nodiscard]] std::string short_name(std::int32_t function) const {
    if (function < 0) return escaped(shown_name(profile_, function));
    const model::Function& f = profile_.functions[at(function)];
    if (f.name.empty())
      return escaped(text::printable(shown_name(profile_, function), label_limit));
    return escaped(names_.of(f, label_limit));
  }
  /// The module's or Python file's last name, on a line of its own.
  [[nodiscard]] std::string module_line(std::int32_t function) const {
    if (function < 0) return "";
    const model::Function& f = profile_.functions[at(function)];
    const std::string& path = f.module ? profile_.modules[at(*f.module)].path : f.file;
    if (path.empty()) return "";
    return escaped(text::printable(path.substr(path.rfind('/') + 1), label_limit)) + "\\n";
  }
  [[nodiscard]] std::string tip(std::int32_t function) const {
    std::string result = escaped(text::printable(shown_name(profile_, function), tip_limit));
    const std::string file = text::printable(shown_file(profile_, function), tip_limit);
    if (file.empty()) return result;
    result += "\\n" + escaped(file);
    const int line = profile_.functions[at(function)].first_line;
    if (line > 0) result += fmt::format(":{}", line);
    return result;
  }
  [[nodiscard]] std::string amount(const Counts& counts) const {
    const double value = static_cast<double>(counts.weight) * 1e-6;
    switch (by_) {
      case Measure::energy:
        return text::with_prefix(value, "J");
      case Measure::cpu:
        return text::with_prefix(value, "s");
      case Measure::carbon:
        return text::with_prefix(value, "g") + " CO2e";
    }
    return "";
  }

  const model::Profile& profile_;
  analysis::ShownNames names_;
  Measure by_;
  double total_;
  std::string text_;
};

using Marks = std::vector<bool>;

/// Makes roots of the outermost frames of functions whose names hold `root`, and nothing of what is
/// above them or beside. False if there is no such function.
bool keep_below(std::string_view root, const model::Profile& profile, std::vector<Frame>& frames,
                std::vector<Counts>& self) {
  Marks is_below(frames.size());
  bool any = false;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    Frame& frame = frames[i];
    if (frame.parent >= 0 && is_below[at(frame.parent)]) {
      is_below[i] = true;
    } else if (shown_name(profile, frame.function).contains(root)) {
      is_below[i] = any = true;
      frame.parent = -1;
    } else {
      self[i] = {};
    }
  }
  return any;
}

/// Functions in a row that everything passes through, and where they lead to.
struct Way {
  std::vector<std::int32_t> folded;
  std::int32_t to = -1;
};

/// Takes from the graph the functions at its beginnings that cost nothing by themselves and call
/// one function, which nobody else calls.
std::vector<Way> fold_ways(CallGraph& graph, const Drawing& drawing) {
  std::int32_t last = -1;
  for (const CalledFunction& function : graph.functions) last = std::max(last, function.function);
  struct Calls {
    int in = 0, out = 0;
    std::int32_t callee = -1;
    bool passes = false;
  };
  std::vector<Calls> calls(slot_of(last) + 1);
  for (const CalledFunction& function : graph.functions)
    calls[slot_of(function.function)].passes = drawing.share(function.self) < nothing;
  for (const Arc& arc : graph.arcs) {
    Calls& caller = calls[slot_of(arc.caller)];
    if (caller.callee != arc.callee) ++caller.out;
    caller.callee = arc.callee;
    ++calls[slot_of(arc.callee)].in;
  }
  Marks is_folded(calls.size());
  std::vector<Way> ways;
  for (const CalledFunction& function : graph.functions) {
    if (calls[slot_of(function.function)].in > 0) continue;
    Way way{{}, function.function};
    for (;;) {
      const Calls& here = calls[slot_of(way.to)];
      if (!here.passes || here.out != 1 || here.callee == way.to) break;
      way.folded.push_back(way.to);
      way.to = here.callee;
      if (calls[slot_of(way.to)].in > 1) break;
    }
    if (way.folded.size() < fewest_folded) continue;
    for (const std::int32_t folded : way.folded) is_folded[slot_of(folded)] = true;
    ways.push_back(std::move(way));
  }
  std::erase_if(graph.functions, [&](const CalledFunction& function) {
    return is_folded[slot_of(function.function)];
  });
  std::erase_if(graph.arcs, [&](const Arc& arc) { return is_folded[slot_of(arc.caller)]; });
  return ways;
}

}  // namespace

std::string temperature_colour(double share) {
  // From HSL (2/3, 0.8, 0.25) to (0, 1, 0.5).
  const double part = std::clamp(share, 0.0, 1.0);
  const double hue = (1.0 - part) * 2.0 / 3.0;
  const double saturation = 0.8 + 0.2 * part;
  const double lightness = 0.25 + 0.25 * part;
  // lightness <= 0.5; CSS Color Module Level 3, "HSL color values"
  const double high = lightness * (saturation + 1.0);
  const double low = 2.0 * lightness - high;
  const auto channel = [&](double h) {
    h -= std::floor(h);
    if (h * 6.0 < 1.0) return low + (high - low) * h * 6.0;
    if (h * 2.0 < 1.0) return high;
    if (h * 3.0 < 2.0) return low + (high - low) * (2.0 / 3.0 - h) * 6.0;
    return low;
  };
  const auto byte = [](double value) { return std::lround(255.0 * value); };
  return fmt::format("#{:02x}{:02x}{:02x}", byte(channel(hue + 1.0 / 3.0)), byte(channel(hue)),
                     byte(channel(hue - 1.0 / 3.0)));
}

Pruning pruned_below(double share) {
  Pruning pruning;
  pruning.calls *= share / pruning.functions;
  pruning.functions = share;
  return pruning;
}

Result<std::string> call_graph_dot(const model::Run& run, const model::Profile& profile,
                                   const ProfileOptions& options, const Pruning& pruning) {
  Stacks stacks = stacks_of(profile, options.fold_interpreter, Lines::merged);
  std::vector<Counts> self = frame_counts(run, profile, stacks, options);
  Counts total;
  for (const Counts& counts : self) total += counts;
  if (!pruning.root.empty() && !keep_below(pruning.root, profile, stacks.frames, self)) {
    return fail(Category::not_found,
                fmt::format("drawing the call graph: no function that was sampled has the name {}",
                            text::printable(pruning.root, 60)),
                "calo show --functions lists them");
  }
  CallGraph graph = call_graph(stacks.frames, self);
  Drawing drawing{profile, options.by, total};
  const auto is_small = [&](double least) {
    return [&drawing, least](const auto& part) { return drawing.share(part.inclusive) < least; };
  };
  std::erase_if(graph.functions, is_small(pruning.functions));
  keep_costliest(graph.functions, pruning.most_functions);
  Marks is_drawn(profile.functions.size() + 1);
  for (const CalledFunction& function : graph.functions)
    is_drawn[slot_of(function.function)] = true;
  std::erase_if(graph.arcs, is_small(pruning.calls));
  std::erase_if(graph.arcs, [&](const Arc& arc) {
    return !is_drawn[slot_of(arc.caller)] || !is_drawn[slot_of(arc.callee)];
  });
  keep_costliest(graph.arcs, pruning.most_calls);

  for (const Way& way : fold_ways(graph, drawing)) {
    drawing.add_way(way.folded);
    drawing.add_way_to(way.folded.front(), way.to);
  }
  for (const CalledFunction& function : graph.functions) drawing.add(function);
  for (const Arc& arc : graph.arcs) drawing.add(arc);
  return drawing.take();
}

}  // namespace calo::formats
