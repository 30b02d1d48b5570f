#include "report/flame_figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "analysis/shown_names.hpp"
#include "attribution/call_tree.hpp"
#include "base/text.hpp"
#include "base/try.hpp"
#include "figures/legend.hpp"
#include "figures/panel.hpp"
#include "report/figure_canvas.hpp"
#include "report/profile_view.hpp"

namespace calo::report {

namespace {

using analysis::Analysis;
using attribution::CallNode;
using attribution::CallTree;
using figures::Box;
using figures::Canvas;
using figures::Colour;
namespace palette = figures::palette;

/// Boxes that are narrower, as a share of all, are left out.
constexpr double least_share = 0.001;
constexpr int most_rows = 40;  ///< that fit on a page
/// So many frames in a row that everything passes through are one box.
constexpr int fewest_folded = 3;
constexpr double row_height = 9.5;  ///< points

const CallNode& at(const CallTree& tree, std::int32_t node) {
  return tree.nodes[static_cast<std::size_t>(node)];
}

/// One box: shares of the width, row from the bottom.
struct Flamelet {
  std::int32_t function = -1;
  int folded = 0;  ///< frames that it stands for, from `function` on; 0 itself
  double begin = 0.0, width = 0.0, self = 0.0;
  int depth = 0;
};

/// Lays out the boxes of a tree.
class Flame {
 public:
  Flame(const CallTree& tree, const CostText& text)
      : tree_{tree}, text_{text}, children_{tree.children()}, all_{weight(0)} {}

  std::vector<Flamelet> boxes() const {
    std::vector<Flamelet> boxes;
    struct Step {
      std::int32_t node;
      double begin;
      int depth;
    };
    std::vector<Step> steps = {{0, 0.0, 0}};
    while (!steps.empty() && all_ > 0.0) {
      Step step = steps.back();
      steps.pop_back();
      const auto [branch, passed] = step.depth == 1 ? way_from(step.node) : std::pair{step.node, 0};
      if (passed >= fewest_folded) {
        boxes.push_back({at(tree_, step.node).function, passed, step.begin,
                         weight(step.node) / all_, 0.0, step.depth});
        step.node = branch;
        ++step.depth;
      }
      boxes.push_back({at(tree_, step.node).function, 0, step.begin, weight(step.node) / all_,
                       own(step.node) / all_, step.depth});
      double begin = step.begin;
      for (const std::int32_t child : children_[static_cast<std::size_t>(step.node)]) {
        const double width = weight(child) / all_;
        if (width >= least_share && step.depth < most_rows)
          steps.push_back({child, begin, step.depth + 1});
        begin += width;
      }
    }
    return boxes;
  }

 private:
  double weight(std::int32_t node) const {
    return std::max(0.0, text_.share(at(tree_, node).inclusive));
  }
  double own(std::int32_t node) const { return std::max(0.0, text_.share(at(tree_, node).self)); }

  /// Where the way from a thread's start branches or costs something, and how many frames it passes
  /// before.
  std::pair<std::int32_t, int> way_from(std::int32_t node) const {
    int passed = 0;
    for (;;) {
      const auto& children = children_[static_cast<std::size_t>(node)];
      const bool passes = !children.empty() && own(node) < least_share * all_ &&
                          weight(children.front()) >= (1.0 - least_share) * weight(node);
      if (!passes) return {node, passed};
      node = children.front();
      ++passed;
    }
  }

  const CallTree& tree_;
  const CostText& text_;
  std::vector<std::vector<std::int32_t>> children_;
  double all_;
};

Result<std::vector<Flamelet>> flamelets(const Analysis& analysis) {
  if (!analysis.has_samples()) {
    return std::unexpected{nothing_to_draw(
        "the run holds no stacks",
        "Measure again without --no-stacks, a program that runs for longer than a few ms")};
  }
  const ProfileView view{.analysis = analysis, .only = {}};
  const CostText text{view};
  const CallTree tree = attribution::call_tree(*analysis.profile);
  return Flame{tree, text}.boxes();
}

const model::Function& function_of(const Analysis& analysis, const Flamelet& box) {
  return analysis.profile->functions[static_cast<std::size_t>(box.function)];
}

/// The last name of a function's module, or of its file where it has none.
std::string module_of(const Analysis& analysis, const Flamelet& box) {
  const model::Function& f = function_of(analysis, box);
  const std::string& path =
      f.module ? analysis.profile->modules[static_cast<std::size_t>(*f.module)].path : f.file;
  return text::printable(path.substr(path.rfind('/') + 1), 40);
}

/// A colour for each of the modules that cost most by themselves; grey for the others.
class ModuleColours {
 public:
  ModuleColours(const Analysis& analysis, const std::vector<Flamelet>& boxes) {
    static constexpr std::array hues = {0x6CC5A4U, 0xE69F00U, 0x56B4E9U, 0xF0E442U,
                                        0xDDA0C4U, 0xA6761DU, 0xB2A5E0U};
    std::map<std::string, double> cost;
    for (const Flamelet& box : boxes) {
      if (box.function >= 0) cost[module_of(analysis, box)] += box.self;
    }
    std::vector<std::pair<std::string, double>> ranked{cost.begin(), cost.end()};
    std::ranges::stable_sort(ranked, std::greater{}, &std::pair<std::string, double>::second);
    for (std::size_t i = 0; i < std::min(ranked.size(), hues.size()); ++i) {
      const Colour colour = Colour::hex(hues[i]);
      colour_of_[ranked[i].first] = colour;
      legend_.push_back({ranked[i].first, {.colour = colour, .width = 0.1}, colour});
    }
    if (ranked.size() > hues.size())
      legend_.push_back({"others", {.colour = other, .width = 0.1}, other});
  }
  [[nodiscard]] Colour of(const std::string& module) const {
    const auto found = colour_of_.find(module);
    return found == colour_of_.end() ? other : found->second;
  }
  [[nodiscard]] const std::vector<figures::LegendEntry>& legend() const { return legend_; }

 private:
  static constexpr Colour other = Colour::hex(0xBBBBBB);
  std::map<std::string, Colour> colour_of_;
  std::vector<figures::LegendEntry> legend_;
};

std::string name_of(const Analysis& analysis, const analysis::ShownNames& names,
                    const Flamelet& box) {
  constexpr std::size_t longest = 80;
  if (box.function < 0) return "all";
  std::string name = names.of(function_of(analysis, box), longest);
  return box.folded > 0 ? fmt::format("{} frames from {}", box.folded, name) : name;
}

}  // namespace

Result<figures::Figure> draw_flame(const Analysis& analysis, const FigureLook& look) {
  CALO_TRY(const std::vector<Flamelet> boxes, flamelets(analysis));
  const analysis::ShownNames names{*analysis.profile};
  const ModuleColours colours{analysis, boxes};
  struct Drawn {
    Flamelet box;
    std::string name;
    Colour colour;
  };
  std::vector<Drawn> drawn;
  drawn.reserve(boxes.size());
  int depth = 0;
  for (const Flamelet& box : boxes) {
    depth = std::max(depth, box.depth);
    drawn.push_back({box, name_of(analysis, names, box),
                     box.function < 0 || box.folded > 0 ? palette::grid
                                                        : colours.of(module_of(analysis, box))});
  }
  const ProfileView view{.analysis = analysis, .only = {}};
  const CostText text{view};
  const std::string what = text.costs().has_energy() ? "energy" : "CPU time";
  const std::string note =
      fmt::format("{} of the program: {}", what, text.amount(text.costs().sampled()));
  const double page_width = look.width_cm / 2.54 * 72.0 * figures::font_size::label / look.font_pt;
  const double head =
      26 + figures::legend_row *
               static_cast<double>(figures::legend_rows(colours.legend(), page_width - 8).size());
  const double height = (row_height * (depth + 1) + head + 6) / (12.0 / 2.54 * 72.0);
  return scaled_figure(
      figure_title(analysis, "call tree"), look, height,
      [drawn = std::move(drawn), depth, note, head, legend = colours.legend(),
       title = figure_title(analysis, "where the " + what + " went")](Canvas& canvas,
                                                                      const Box& page) {
        canvas.text({page.x + 4, page.y + 11}, title,
                    {.size = figures::font_size::title, .is_bold = true});
        canvas.text({page.x + 4, page.y + 21}, note,
                    {.size = figures::font_size::note, .colour = palette::grey});
        figures::draw_legend(canvas, {page.x + 4, page.y + 31}, legend, page.width - 8);
        const double left = page.x + 4;
        const double width = page.width - 8;
        const double bottom = page.bottom() - 4;
        const double row = std::min(row_height, (page.height - head - 4) / (depth + 1));
        for (const Drawn& one : drawn) {
          const Box box{left + one.box.begin * width, bottom - row * (one.box.depth + 1),
                        std::max(0.2, one.box.width * width - 0.35), row - 0.6};
          canvas.rectangle(box, one.colour);
          const figures::TextStyle style{.size = 6.2};
          if (box.width > 14)
            canvas.text({box.x + 1.5, box.y + box.height - 2.2},
                        figures::fitted(one.name, style, box.width - 3), style);
        }
      });
}

Result<FigureTable> flame_table(const Analysis& analysis) {
  CALO_TRY(const std::vector<Flamelet> boxes, flamelets(analysis));
  const analysis::ShownNames names{*analysis.profile};
  FigureTable table{{"begin_share", "width_share", "depth"}, {}, {}};
  for (const Flamelet& box : boxes) {
    table.rows.push_back({box.begin, box.width, static_cast<double>(box.depth)});
    table.labels.push_back(name_of(analysis, names, box));
  }
  return table;
}

}  // namespace calo::report
