#include "report/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/text.hpp"
#include "model/whole_machine.hpp"
#include "report/amounts.hpp"
#include "report/energy_lines.hpp"
#include "report/exit_status.hpp"
#include "report/page.hpp"
#include "report/profile_view.hpp"

namespace calo::report {

namespace {

using analysis::Analysis;
using analysis::program_time;
using attribution::Books;
using model::Run;

constexpr std::size_t longest_command = 400;  // bytes: five lines

void add_identity(Page& page, const Run& run) {
  const model::RunHeader& header = run.header;
  page.add("command", text::printable(text::shell_quoted(header.command), longest_command),
           Page::Look::strong);
  std::string name = text::printable(header.name, 60);
  for (const auto& [key, value] : header.tags) {
    name += fmt::format("  {}={}", text::printable(key, 40), text::printable(value, 60));
  }
  if (header.units) {
    name += fmt::format("  {}={}", text::printable(header.units->name, 30), header.units->count);
  }
  page.add("name", name);
  std::string status = run.end.wait_status ? exit_text(*run.end.wait_status) : "unavailable";
  if (!run.end.complete) {
    status += "; the recording was cut off, the numbers are right up to its last moment";
  }
  page.add("exit status", status);
  std::string when = fmt::format("{}, took {}", local_time(header.started_utc),
                                 text::duration(program_time(run.end)));
  if (run.end.wall.value() > 1.05 * program_time(run.end).value() + 0.1) {
    when +=
        fmt::format("; what it left running was measured up to {}", text::duration(run.end.wall));
  }
  const std::string readings = readings_text(run);
  if (!readings.empty()) when += ", " + readings;
  page.add("started", when);
}

/// The outermost phases, in a line each.
void add_phases(Page& page, const Analysis& analysis, std::size_t most_lines) {
  std::size_t shown = 0;
  for (const analysis::PhaseCost& row : analysis.phases) {
    if (row.depth > 0) continue;
    if (shown == most_lines) {
      page.add("", "and more: calo show --phases");
      break;
    }
    std::string text;
    if (analysis.knows_energy() && row.energy) {
      text = amount(*row.energy);
      const Joules all = analysis.books()->total.attributed.value;
      if (all > Joules{}) text += fmt::format(", {}", text::percent(row.energy->value / all));
      text += ", ";
    }
    text += fmt::format("{}, CPU {}", text::duration(row.wall), text::duration(row.cpu));
    page.add(shown++ == 0 ? "phases" : "",
             fmt::format("{}: {}", text::printable(row.name, 40), text));
  }
}

/// What the stacks say in short.
void add_hottest(Page& page, const Analysis& analysis, std::size_t most) {
  const ProfileView view{.analysis = analysis, .only = {}, .most_rows = most};
  bool first = true;
  for (const std::string& function : hottest(view, most)) {
    page.add(first ? "hottest" : "", function);
    first = false;
  }
}

/// How it ended, how long it took, what it used: one line.
void add_result(Page& page, const Run& run) {
  const model::RunEnd& end = run.end;
  const Seconds cpu = end.cpu_user + end.cpu_system;
  std::string text = end.wait_status ? "exit status " + exit_text(*end.wait_status)
                                     : std::string{"exit status unavailable"};
  if (!end.complete) text += "; the recording was cut off";
  text += fmt::format("; took {}", text::duration(program_time(end)));
  if (model::counted_or_told(end, cpu)) {
    text += ", CPU " + text::duration(cpu);
    if (!model::is_whole_machine(end) && end.wall > Seconds{})
      text += fmt::format(" ({} cores)", text::significant(cpu / end.wall));
  }
  if (end.peak_rss > Bytes{}) text += fmt::format(", peak {} RSS", in_bytes(end.peak_rss));
  page.add("result", text);
}

void add_power(Page& page, const Books& books) {
  if (books.below_resolution) {
    page.add("power", "unavailable: the run is below the resolution of the energy counters");
    return;
  }
  const auto peak = peak_power(books);
  page.add("power", fmt::format("program {}; gross mean {}, peak {}", amount(program_power(books)),
                                amount(mean_power(books)), peak ? amount(*peak) : "unavailable"));
}

void add_carbon(Page& page, const Analysis& analysis, bool with_source) {
  if (analysis.books() == nullptr) {
    page.add("carbon", "unavailable: the energy is not known");
  } else if (!analysis.knows_energy()) {
    page.add("carbon", "unavailable: the energy is below resolution");
  } else {
    const Estimate<Grams>& carbon = analysis.totals->carbon;
    const model::CarbonContext& context = analysis.run.header.carbon;
    std::string text = carbon_place(context);
    if (carbon.asymmetric90) text += "; " + skewed_interval(carbon);
    page.add("carbon", fmt::format("{}  {}", amount(carbon), text));
    if (with_source) page.add("  source", carbon_source(context));
  }
}

void add_units(Page& page, const Analysis& analysis) {
  if (!analysis.per_unit) return;
  const analysis::PerUnit& one = *analysis.per_unit;
  const std::string unit = text::printable(one.unit, 30);
  const std::string time = text::with_prefix(one.time.value(), fmt::format("s/{}", unit));
  std::string energy = "energy unavailable";
  std::string carbon;
  if (analysis.knows_energy()) {
    energy = amount_per(*one.energy, unit);
    carbon = ", " + amount_per(*one.carbon, unit);
  }
  page.add(fmt::format("per {}", unit), fmt::format("{}, {}{}", energy, time, carbon));
}

void add_cost(Page& page, const model::RunEnd& end) {
  const Seconds cpu = end.cpu_user + end.cpu_system;
  if (model::is_whole_machine(end)) {
    page.add("CPU", cpu > Seconds{} ? text::duration(cpu) + " on all CPUs" : "unavailable");
    page.add("processes", "unavailable: what ran on the machine was not told apart");
    if (end.peak_rss > Bytes{})
      page.add("memory", fmt::format("peak {} of the machine in use", in_bytes(end.peak_rss)));
    return;
  }
  std::string time = fmt::format("{} user, {} system", text::duration(end.cpu_user),
                                 text::duration(end.cpu_system));
  if (end.wall > Seconds{}) {
    time += fmt::format(", {} cores on average", text::significant(cpu / end.wall));
  }
  page.add("CPU", time);
  page.add("processes", fmt::format("{}{}, at most {} at once", end.processes_exact ? "" : ">= ",
                                    end.processes, text::counted(end.threads_peak, "thread")));
  std::string memory =
      end.peak_rss > Bytes{} ? fmt::format("peak {} RSS", in_bytes(end.peak_rss)) : "unavailable";
  if (end.peak_pss) memory += fmt::format(", {} PSS", in_bytes(end.peak_pss));
  if (end.peak_swap && *end.peak_swap > Bytes{}) {
    memory += fmt::format(", {} swap", in_bytes(end.peak_swap));
  }
  page.add("memory", memory);
  const auto both = [](const std::optional<Bytes>& read, const std::optional<Bytes>& written) {
    return read || written ? fmt::format("{} read, {} written", in_bytes(read), in_bytes(written))
                           : "unavailable";
  };
  page.add("I/O", fmt::format("{}; of it storage: {}", both(end.read_chars, end.written_chars),
                              both(end.read_disk, end.written_disk)));
  const auto count = [](const std::optional<std::int64_t>& value) {
    return value ? fmt::format("{}", *value) : std::string{"unavailable"};
  };
  page.add("page faults",
           fmt::format("{} minor, {} major; context switches: {} voluntary, {} not",
                       end.minor_faults, end.major_faults, count(end.voluntary_switches),
                       count(end.involuntary_switches)));
}

void add_own_cost(Page& page, const model::RunEnd& end, const Books* books) {
  if (model::is_whole_machine(end) && end.own_cpu == Seconds{}) return;
  std::string text = fmt::format("{} CPU", text::with_prefix(end.own_cpu.value(), "s"));
  const auto share = model::own_core_share(end);
  text += share ? fmt::format(" ({} of a core)", text::percent(*share))
                : ", starting and ending included";
  text +=
      end.own_peak_rss > Bytes{} ? fmt::format(", peak {} RSS", in_bytes(end.own_peak_rss)) : "";
  if (books != nullptr && !books->below_resolution) {
    text += books->total.own ? "; while the program ran " + amount(*books->total.own)
                             : fmt::format("; its energy: unavailable, {}", no_baseline_reason);
  }
  page.add("calo itself", text);
}

void add_machine(Page& page, const model::RunHeader& header) {
  const model::Machine& m = header.machine;
  std::string text = m.cpu_model.empty() ? "CPU unknown" : text::printable(m.cpu_model, 60);
  if (m.sockets > 1) text += fmt::format(", {} sockets", m.sockets);
  if (m.threads > 0)
    text +=
        fmt::format(", {}, {}", text::counted(m.cores, "core"), text::counted(m.threads, "thread"));
  if (m.memory > Bytes{}) text += ", " + in_bytes(m.memory);
  if (!m.virtualisation.empty()) text += ", " + text::printable(m.virtualisation, 30);
  if (!m.kernel.empty()) text += ", Linux " + text::printable(m.kernel, 40);
  if (!m.governor.empty()) text += ", governor " + text::printable(m.governor, 20);
  if (!m.turbo.empty()) text += ", turbo " + text::printable(m.turbo, 10);
  page.add("machine", text);
}

}  // namespace

std::string summary(const Analysis& analysis, const SummaryOptions& options) {
  return summary_page(analysis, options).text();
}

Page summary_page(const Analysis& analysis, const SummaryOptions& options) {
  const Run& run = analysis.run;
  const Books* const books = analysis.books();
  // What a person reads first; all of it is in the file.
  constexpr std::size_t functions_in_short = 3;
  constexpr std::size_t phases_in_short = 4;
  constexpr std::size_t phases_at_most = 12;
  Page page{options.width, options.colours};
  if (options.whole) {
    add_identity(page, run);
  } else {
    page.add("command", text::printable(text::shell_quoted(run.header.command), longest_command),
             Page::Look::strong);
    add_result(page, run);
  }
  if (books == nullptr) {
    page.add("energy", no_energy_reason(run.header) + "; 'calo doctor' tells what can be done",
             Page::Look::strong);
  } else if (options.whole) {
    add_energy(page, analysis);
    add_power(page, *books);
  } else {
    add_energy_in_short(page, analysis);
  }
  add_phases(page, analysis, options.whole ? phases_at_most : phases_in_short);
  if (analysis.has_samples()) {
    add_hottest(page, analysis,
                options.whole ? options.most_functions
                              : std::min(options.most_functions, functions_in_short));
  }
  add_carbon(page, analysis, options.whole);
  add_units(page, analysis);
  if (options.whole) {
    add_cost(page, run.end);
    add_own_cost(page, run.end, books);
    add_machine(page, run.header);
  }
  if (options.method_notes) {
    for (const std::string& note : run.header.method_notes)
      page.add("method", text::printable(note, 1000));
  }
  for (const model::Warning& warning : run.end.warnings)
    page.add("warning", text::printable(warning.text, 1000), Page::Look::alert);
  if (!options.file.empty()) {
    page.add("file", text::printable(options.file, 4096));
    page.add("look further",
             text::printable(options.next + " " + text::shell_quoted({options.file}), 4200));
  }
  return page;
}

}  // namespace calo::report
