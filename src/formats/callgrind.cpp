#include "formats/callgrind.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <string_view>
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

/// The names of functions, with tables of their own for objects, files and functions.
class Writer {
 public:
  Writer(std::ostream& out, const model::Profile& profile, Measure by)
      : out_{out}, profile_{profile}, shows_cpu_{by != Measure::cpu} {}

  /// "ob=", "fl=", "fn=", or with `prefix` "c" "cob=", "cfi=", "cfn=".
  void position(std::string_view prefix, std::int32_t function) {
    const std::string_view file_key = prefix.empty() ? "fl" : "fi";
    out_ << prefix << "ob=" << objects_(object(function)) << '\n'
         << prefix << file_key << '=' << files_(file(function)) << '\n'
         << prefix << "fn=" << functions_(shown_name(profile_, function)) << '\n';
  }
  void cost(std::int32_t line, const Counts& counts) {
    out_ << std::max(line, 0) << ' ' << counts.weight;
    if (shows_cpu_) out_ << ' ' << counts.cpu;
    out_ << '\n';
  }
  /// Called by code that `position` has named last.
  void call(const Arc& arc) {
    position("c", arc.callee);
    out_ << "calls=" << std::max<std::int64_t>(arc.innermost.samples, 1) << ' '
         << first_line(arc.callee) << '\n';
    cost(arc.line, arc.innermost);
  }

 private:
  [[nodiscard]] const model::Function* known(std::int32_t function) const {
    return function < 0 ? nullptr : &profile_.functions[at(function)];
  }
  [[nodiscard]] std::string object(std::int32_t function) const {
    const model::Function* f = known(function);
    if (f != nullptr && f->module) {
      return one_line(profile_.modules[at(*f->module)].path);
    }
    return f != nullptr && f->language == model::Language::python ? "Python" : "???";
  }
  [[nodiscard]] std::string file(std::int32_t function) const {
    const model::Function* f = known(function);
    return f == nullptr || f->file.empty() ? "???" : one_line(f->file);
  }
  [[nodiscard]] int first_line(std::int32_t function) const {
    const model::Function* f = known(function);
    return f == nullptr ? 0 : std::max(f->first_line, 0);
  }

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
  const Stacks stacks = stacks_of(profile, options.fold_interpreter, Lines::told_apart);
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
      if (arc->innermost != Counts{}) writer.call(*arc);
    }
  }
  out << "\ntotals: " << graph.total.weight;
  if (options.by != Measure::cpu) out << ' ' << graph.total.cpu;
  out << '\n';
}

}  // namespace calo::formats
