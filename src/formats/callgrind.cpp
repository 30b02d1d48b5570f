#include "formats/callgrind.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ostream>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "base/text.hpp"
#include "formats/call_graph.hpp"

namespace calo::formats {

namespace {

/// Texts of one kind: "(3) name" the first time, "(3)" from then on.
class Names {
 public:
  std::string operator()(std::string_view name) {
    const auto [found, is_new] = number_.try_emplace(std::string{name}, number_.size() + 1);
    return is_new ? fmt::format("({}) {}", found->second, name)
                  : fmt::format("({})", found->second);
  }

 private:
  std::unordered_map<std::string, std::size_t> number_;
};

const model::Function* function_at(const model::Profile& profile, std::int32_t function) {
  return function < 0 ? nullptr : &profile.functions[at(function)];
}
std::string object_of(const model::Profile& profile, std::int32_t function) {
  const model::Function* f = function_at(profile, function);
  if (f != nullptr && f->module) return one_line(profile.modules[at(*f->module)].path);
  return f != nullptr && f->language == model::Language::python ? "Python" : "???";
}
std::string file_of(const model::Profile& profile, std::int32_t function) {
  const model::Function* f = function_at(profile, function);
  return f == nullptr || f->file.empty() ? "???" : one_line(f->file);
}

/// Functions of one object, file and name are one to the format: by slot_of() the first of them.
std::vector<std::int32_t> told_apart(const model::Profile& profile) {
  std::map<std::tuple<std::string, std::string, std::string>, std::int32_t> first;
  std::vector<std::int32_t> same;
  for (std::int32_t f = -1; f < static_cast<std::int32_t>(profile.functions.size()); ++f) {
    const auto key = std::tuple{object_of(profile, f), file_of(profile, f), shown_name(profile, f)};
    same.push_back(first.try_emplace(key, f).first->second);
  }
  return same;
}

/// Readers take the calls of a function for its inclusive cost, or, if nobody calls it, what it
/// costs and calls. Where stacks begin with a function for which neither is right, something has
/// to call it.
bool needs_a_root(const CallGraph& graph) {
  std::unordered_map<std::int32_t, Counts> spent;
  for (const CalledFunction& function : graph.functions) spent[function.function] = function.self;
  for (const Arc& arc : graph.arcs) spent[arc.caller] += arc.entering;
  return std::ranges::any_of(graph.functions, [&](const CalledFunction& function) {
    return function.begun != Counts{} &&
           (function.begun != function.inclusive || spent[function.function] != function.inclusive);
  });
}

/// The names of functions, with tables of their own for objects, files and functions.
class Writer {
 public:
  Writer(std::ostream& out, const model::Profile& profile, Measure by)
      : out_{out}, profile_{profile}, shows_cpu_{by != Measure::cpu} {}

  /// "ob=", "fl=", "fn=", or with `prefix` "c" "cob=", "cfi=", "cfn=".
  void position(std::string_view prefix, std::int32_t function) {
    const std::string_view file_key = prefix.empty() ? "fl" : "fi";
    out_ << prefix << "ob=" << objects_(object_of(profile_, function)) << '\n'
         << prefix << file_key << '=' << files_(file_of(profile_, function)) << '\n'
         << prefix << "fn=" << functions_(shown_name(profile_, function)) << '\n';
  }
  void cost(std::int32_t line, const Counts& counts) {
    out_ << std::max(line, 0) << ' ' << counts.weight;
    if (shows_cpu_) out_ << ' ' << counts.cpu;
    out_ << '\n';
  }
  /// Called by code that `position` has named last.
  void call(std::int32_t callee, std::int32_t line, const Counts& counts) {
    position("c", callee);
    const model::Function* f = function_at(profile_, callee);
    out_ << "calls=" << std::max<std::int64_t>(counts.samples, 1) << ' '
         << (f == nullptr ? 0 : std::max(f->first_line, 0)) << '\n';
    cost(line, counts);
  }
  /// Code that calls what nothing else does.
  void nobody() {
    out_ << "\nob=" << objects_("???") << "\nfl=" << files_("???")
         << "\nfn=" << functions_("(all stacks)") << '\n';
  }

 private:
  std::ostream& out_;
  const model::Profile& profile_;
  bool shows_cpu_;
  Names objects_, files_, functions_;
};

void write_head(std::ostream& out, const model::Run& run, Measure by, const Counts& total) {
  out << "# callgrind format\nversion: 1\ncreator: calo " << one_line(run.header.calo_version)
      << "\ncmd: " << one_line(text::shell_quoted(run.header.command)) << "\npositions: line\n";
  switch (by) {
    case Measure::energy:
      out << "event: E_uJ : Energy (uJ)\nevent: CPU_us : CPU time (us)\nevents: E_uJ CPU_us\n";
      break;
    case Measure::cpu:
      out << "event: CPU_us : CPU time (us)\nevents: CPU_us\n";
      break;
    case Measure::carbon:
      out << "event: CO2e_ug : Carbon (ug CO2e)\nevent: CPU_us : CPU time (us)\n"
          << "events: CO2e_ug CPU_us\n";
      break;
  }
  out << "summary: " << total.weight;
  if (by != Measure::cpu) out << ' ' << total.cpu;
  out << '\n';
}

}  // namespace

void write_callgrind(std::ostream& out, const model::Run& run, const model::Profile& profile,
                     const ProfileOptions& options) {
  Stacks stacks = stacks_of(profile, options.fold_interpreter, Lines::told_apart);
  const std::vector<std::int32_t> same = told_apart(profile);
  for (Frame& frame : stacks.frames) frame.function = same[slot_of(frame.function)];
  const CallGraph graph = call_graph(stacks.frames, frame_counts(run, profile, stacks, options));
  write_head(out, run, options.by, graph.total);
  Writer writer{out, profile, options.by};
  auto place = graph.places.begin();
  auto arc = graph.arcs.begin();
  for (const CalledFunction& function : graph.functions) {
    out << '\n';
    writer.position("", function.function);
    for (; place != graph.places.end() && place->function == function.function; ++place) {
      writer.cost(place->line, place->self);
    }
    for (; arc != graph.arcs.end() && arc->caller == function.function; ++arc) {
      if (arc->entering != Counts{}) writer.call(arc->callee, arc->line, arc->entering);
    }
  }
  if (needs_a_root(graph)) {
    writer.nobody();
    for (const CalledFunction& function : graph.functions) {
      if (function.begun != Counts{}) writer.call(function.function, 0, function.begun);
    }
  }
  out << "\ntotals: " << graph.total.weight;
  if (options.by != Measure::cpu) out << ' ' << graph.total.cpu;
  out << '\n';
}

}  // namespace calo::formats
