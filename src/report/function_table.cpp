#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <map>
#include <set>
#include <vector>

#include "analysis/shown_names.hpp"
#include "attribution/file_lines.hpp"
#include "attribution/stages.hpp"
#include "base/text.hpp"
#include "report/amounts.hpp"
#include "report/missing_names.hpp"
#include "report/profile_view.hpp"

namespace calo::report {

namespace {

using attribution::CallTree;
using attribution::Cost;
using attribution::PlaceCost;

constexpr std::size_t longest_name = 60;

/// `every_line`: of inlined functions of libraries, too.
CallTree tree_of(const ProfileView& view, bool lines, bool every_line = false) {
  attribution::View wanted;
  wanted.fold_interpreter = view.fold_interpreter;
  wanted.fold_inlined = view.folds_inlined() && !every_line;
  wanted.tell_lines_apart = lines;
  return attribution::call_tree(view.profile(), wanted);
}

const model::Function& function_of(const ProfileView& view, std::int32_t function) {
  return view.profile().functions[static_cast<std::size_t>(function)];
}

std::string base_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

/// "collision.cpp:123", "libm.so.6".
std::string place(const ProfileView& view, const model::Function& function, int line) {
  if (!function.file.empty()) {
    std::string text = base_name(function.file);
    if (line > 0) text += ":" + std::to_string(line);
    return text::printable(text, longest_name);
  }
  if (!function.module) return {};
  return text::printable(
      base_name(view.profile().modules[static_cast<std::size_t>(*function.module)].path),
      longest_name);
}

bool fits(const ProfileView& view, const model::Function& function) {
  return !view.only || view.only->is_in(function.name + " " + function.file);
}

std::string row(std::string_view self, std::string_view share, std::string_view inclusive,
                std::string_view cpu, std::string_view name) {
  return fmt::format("{}{}{}{}{}\n", padded(self, 21), padded(share, 24), padded(inclusive, 21),
                     padded(cpu, 10), name);
}

/// What nobody was seen to do, and the whole.
std::string last_rows(const CostText& text, const model::Run& run) {
  const Cost rest = text.costs().unsampled();
  Cost all = text.costs().sampled();
  all += rest;
  return row(text.amount(rest), fmt::format("{:.1f} %", 100.0 * text.share(rest)), "",
             text::duration(rest.cpu), "(unsampled)") +
         row(text.amount(all), "100 %", "", text::duration(run.end.cpu_user + run.end.cpu_system),
             "the run");
}

std::string place_table(const ProfileView& view, bool lines) {
  const CostText text{view};
  const CallTree tree = tree_of(view, lines);
  std::vector<PlaceCost> places =
      lines ? attribution::by_line(tree) : attribution::by_function(tree);
  std::erase_if(places, [&](const PlaceCost& place) {
    return !fits(view, function_of(view, place.function));
  });
  if (text.measure() != analysis::Measure::cpu) {
    std::ranges::stable_sort(places, std::ranges::greater{}, [&](const PlaceCost& place) {
      return std::pair{text.share(place.self), text.share(place.inclusive)};
    });
  }
  std::string table = text.header();
  table += row("self", "share (95 %)", "with callees", "CPU self", lines ? "line" : "function");
  const analysis::ShownNames names{view.profile()};
  Cost others;
  std::size_t left = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const PlaceCost& cost = places[i];
    if (i >= view.most_rows) {
      others += cost.self;
      ++left;
      continue;
    }
    const model::Function& function = function_of(view, cost.function);
    const std::string where = place(view, function, lines ? cost.line : function.first_line);
    const std::string name = names.of(function, longest_name);
    table += row(text.amount(cost.self), text.share_text(cost.self), text.amount(cost.inclusive),
                 text::duration(cost.self.cpu),
                 lines && !where.empty() ? fmt::format("{}  {}", where, name)
                                         : fmt::format("{}  {}", name, where));
  }
  if (left > 0) {
    table += row(text.amount(others), fmt::format("{:.1f} %", 100.0 * text.share(others)), "",
                 text::duration(others.cpu), fmt::format("({} more)", left));
  }
  table += last_rows(text, view.run());
  if (!lines) table += missing_names(view.profile(), places, text.costs().sampled());
  return table;
}

/// Source files of the profile that end with `wanted`.
std::set<std::string> files_like(const ProfileView& view, const std::string& wanted) {
  std::set<std::string> files;
  for (const model::Function& function : view.profile().functions) {
    if (function.file.empty()) continue;
    if (function.file == wanted) return {wanted};
    if (function.file.ends_with("/" + wanted)) files.insert(function.file);
  }
  return files;
}

}  // namespace

std::string function_table(const ProfileView& view) {
  return place_table(view, false);
}

std::string line_table(const ProfileView& view) {
  return place_table(view, true);
}

std::string stage_table(const ProfileView& view) {
  const CostText text{view};
  const auto costs = attribution::by_stage(view.profile());
  std::string table = text.header();
  table += row("used", "share (95 %)", "", "CPU", "stage, as told from the stacks");
  for (const attribution::Stage stage : attribution::all_stages) {
    const Cost& cost = costs[static_cast<std::size_t>(stage)];
    if (cost.samples == 0) continue;
    table += row(text.amount(cost), text.share_text(cost), "", text::duration(cost.cpu),
                 attribution::name(stage));
  }
  return table + last_rows(text, view.run());
}

std::vector<std::string> hottest(const ProfileView& view, std::size_t most) {
  const CostText text{view};
  const analysis::ShownNames names{view.profile()};
  std::vector<std::string> lines;
  for (const PlaceCost& cost : attribution::by_function(tree_of(view, false))) {
    if (lines.size() == most || cost.self.samples == 0) break;
    const model::Function& function = function_of(view, cost.function);
    lines.push_back(fmt::format("{}  {}  {}  {}", text.share_text(cost.self),
                                text.amount(cost.self), names.of(function, longest_name),
                                place(view, function, function.first_line)));
  }
  return lines;
}

std::string annotated_file(const ProfileView& view, const std::string& file) {
  const auto files = files_like(view, file);
  if (files.size() != 1) {
    std::string answer = fmt::format("{} in this run has the name {}.\n",
                                     files.empty() ? "No source file" : "More than one source file",
                                     text::printable(file, 200));
    std::map<std::string, Cost> known;
    const CallTree tree = tree_of(view, false, true);
    for (const PlaceCost& place : attribution::by_function(tree)) {
      const std::string& name = function_of(view, place.function).file;
      if (!name.empty() && (files.empty() || files.contains(name))) known[name] += place.self;
    }
    std::vector<std::pair<std::string, Cost>> sorted(known.begin(), known.end());
    std::ranges::sort(sorted, std::ranges::greater{}, [](const auto& e) { return e.second.cpu; });
    for (std::size_t i = 0; i < std::min(sorted.size(), view.most_rows); ++i) {
      answer += fmt::format("  {}{}\n", padded(text::duration(sorted[i].second.cpu), 12),
                            text::printable(sorted[i].first, 200));
    }
    return answer;
  }
  const std::string& path = *files.begin();
  const CostText text{view};
  const std::map<int, attribution::LineCost> lines =
      attribution::file_lines(tree_of(view, true, true), view.profile(), path);
  std::string table = text.header();
  table += row("self", "share (95 %)", "with callees", "line", text::printable(path, 200));
  const auto line_row = [&](int number, const std::string& source) {
    const auto found = lines.find(number);
    if (found == lines.end()) return row("", "", "", std::to_string(number), source);
    const bool own = found->second.self.samples > 0;
    return row(own ? text.amount(found->second.self) : "",
               own ? text.share_text(found->second.self) : "", text.amount(found->second.inclusive),
               std::to_string(number), source);
  };
  std::ifstream stream{path};
  if (!stream) {
    table += "(the file cannot be read here: lines with a cost only)\n";
    for (const auto& [number, cost] : lines) table += line_row(number, "");
    return table;
  }
  // Three lines around each line that cost something.
  constexpr int around = 3;
  std::string source;
  int shown = 0;
  for (int number = 1; std::getline(stream, source); ++number) {
    const auto near = lines.lower_bound(number - around);
    if (near == lines.end() || near->first > number + around) continue;
    if (shown > 0 && shown != number - 1) table += "...\n";
    shown = number;
    table += line_row(number, text::printable(source, 160));
  }
  return table;
}

std::string thread_table(const ProfileView& view) {
  const CostText text{view};
  const std::vector<Cost> costs = attribution::by_thread(view.profile());
  std::vector<std::size_t> order(costs.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&](std::size_t i) { return costs[i].cpu; });
  std::string table = text.header();
  table += row("used", "share (95 %)", "samples (cut short)", "CPU", "process/thread  name");
  for (std::size_t i = 0; i < std::min(order.size(), view.most_rows); ++i) {
    const model::SampledThread& thread = view.profile().threads[order[i]];
    const Cost& cost = costs[order[i]];
    table += row(text.amount(cost), text.share_text(cost),
                 fmt::format("{} ({})", thread.samples, thread.truncated), text::duration(cost.cpu),
                 fmt::format("{}/{}  {}", thread.process, thread.tid,
                             text::printable(thread.name, longest_name)));
  }
  if (order.size() > view.most_rows)
    table += fmt::format("({} more threads)\n", order.size() - view.most_rows);
  return table + last_rows(text, view.run());
}

}  // namespace calo::report
