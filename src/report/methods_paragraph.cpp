#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "model/whole_machine.hpp"
#include "report/amounts.hpp"
#include "report/energy_lines.hpp"
#include "report/profile_view.hpp"
#include "report/report_data.hpp"

namespace calo::report {

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
    text += words[i];
  }
  return text;
}

std::string machine_sentence(const model::Machine& machine) {
  std::string text = machine.cpu_model.empty() ? "The machine's CPU is not known"
                                               : "The machine has " + machine.cpu_model;
  if (machine.threads > 0)
    text += fmt::format(" ({}, {})", text::counted(machine.cores, "core"),
                        text::counted(machine.threads, "hardware thread"));
  if (machine.memory > Bytes{}) text += fmt::format(", {} of memory", in_bytes(machine.memory));
  if (!machine.virtualisation.empty())
    text += fmt::format("; it is virtual ({})", machine.virtualisation);
  if (!machine.kernel.empty()) text += fmt::format("; Linux {}", machine.kernel);
  if (!machine.governor.empty()) text += fmt::format(", governor {}", machine.governor);
  if (!machine.turbo.empty()) text += fmt::format(", turbo {}", machine.turbo);
  return text + ". ";
}

std::string energy_sentences(const model::Run& run, const attribution::Books& books,
                             const attribution::BooksOptions& options) {
  std::vector<std::string> sources;
  for (const model::Domain& domain : run.header.domains) {
    if (domain.role != model::Role::total) continue;
    const std::string access = domain.source.empty() || domain.source == domain.meter
                                   ? domain.meter
                                   : fmt::format("{}, {}", domain.meter, domain.source);
    sources.push_back(fmt::format("{} ({})", domain.name, access));
  }
  std::string text = fmt::format("Energy is {} with the scope {}, from {}. ",
                                 name(books.total.gross.kind), books.scope, joined(sources));
  if (const std::string readings = readings_text(run); !readings.empty())
    text += fmt::format("It was {}. ", readings);
  text += fmt::format(
      "In each interval the part above idle is attributed to processes by CPU time, with a "
      "standard "
      "uncertainty of the share of 12 %; static={}{}. ",
      policy_text(books.policy, options.reserved_share),
      books.policy_chosen ? ", chosen by the program's share of the busy CPU time" : "");
  if (books.total.baseline) {
    text += fmt::format("The idle baseline is {} over the run. ", amount(*books.total.baseline));
  } else {
    text += "There is no idle baseline, so energies are gross. ";
  }
  if (!books.below_resolution) {
    text += fmt::format("The program used {} of {} gross; uncertainties are standard (k = 1). ",
                        amount(books.total.attributed), amount(books.total.gross));
  }
  return text;
}

std::string stack_sentences(const model::Profile& profile) {
  std::int64_t samples = 0;
  std::int64_t truncated = 0;
  for (const model::SampledThread& thread : profile.threads) {
    samples += thread.samples;
    truncated += thread.truncated;
  }
  return fmt::format(
      "Stacks of the program were sampled: {}, {}; {} were cut short, {} lost; each stands "
      "for the CPU time since the one before, and the energy of a "
      "process is shared "
      "out by it. Intervals of shares are Wilson's at 95 %, from sampling alone. ",
      text::counted(samples, "sample"), rate_text(profile), truncated, profile.dropped);
}

}  // namespace

std::string methods_paragraph(const analysis::Analysis& analysis) {
  const model::Run& run = analysis.run;
  const attribution::Books* const books = analysis.books();
  std::string text =
      fmt::format("Measured with calo {} (method version {}) on {}. ", run.header.calo_version,
                  run.header.method_version, iso_time(run.header.started_utc).substr(0, 10));
  text += machine_sentence(run.header.machine);
  if (books != nullptr) {
    text += energy_sentences(run, *books, analysis.policy);
  } else {
    text += fmt::format("Energy is {}. ", no_energy_reason(run.header));
  }
  if (analysis.has_samples()) text += stack_sentences(*analysis.profile);
  if (!model::is_whole_machine(run.end)) {
    text += fmt::format("CPU time is the kernel's own, from exit records of {}{}{}. ",
                        run.end.processes_exact ? "" : "at least ", run.end.processes,
                        run.end.processes == 1 ? " process" : " processes");
  }
  if (books != nullptr) {
    text += fmt::format("Carbon: {}; {}. ", carbon_place(run.header.carbon),
                        carbon_source(run.header.carbon));
  }
  if (run.end.wall > Seconds{} && run.end.own_cpu > Seconds{}) {
    const auto share = model::own_core_share(run.end);
    text += fmt::format("calo itself used {} of CPU time{}.",
                        text::with_prefix(run.end.own_cpu.value(), "s"),
                        share ? fmt::format(" ({} of a core)", text::percent(*share)) : "");
  }
  return text;
}

}  // namespace calo::report
