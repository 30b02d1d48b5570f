#include <fmt/format.h>

#include "base/text.hpp"
#include "report/amounts.hpp"
#include "report/energy_lines.hpp"
#include "report/profile_view.hpp"

namespace calo::report {

using analysis::Measure;

double sampling_rate(const model::Profile& profile) {
  std::int64_t samples = 0;
  Seconds cpu{};
  for (const model::StackUse& use : profile.uses) {
    samples += use.samples;
    cpu += use.cpu;
  }
  return cpu > Seconds{} ? static_cast<double>(samples) / cpu.value() : 0.0;
}

std::string rate_text(const model::Profile& profile) {
  const double rate = sampling_rate(profile);
  if (!(rate > 0.0)) return {};
  std::string text = fmt::format("{:.0f} for each CPU second that they stand for", rate);
  if (profile.period > Seconds{})
    text += fmt::format(" ({:.0f} asked for)", 1.0 / profile.period.value());
  return text;
}

std::string CostText::amount(const attribution::Cost& cost) const {
  switch (measure_) {
    case Measure::energy:
      return report::amount(costs_.energy(cost));
    case Measure::carbon:
      return report::amount(costs_.carbon(cost));
    case Measure::cpu:
      break;
  }
  return text::duration(cost.cpu);
}

std::string CostText::share_text(const attribution::Cost& cost) const {
  const attribution::ShareInterval interval = costs_.share_interval(cost, measure_);
  return fmt::format("{:.1f} % ({:.1f} to {:.1f})", 100.0 * share(cost), 100.0 * interval.low,
                     100.0 * interval.high);
}

std::string CostText::header() const {
  const analysis::Analysis& analysis = view_.analysis;
  std::string header;
  if (costs_.has_energy()) {
    const attribution::Books& books = *analysis.books();
    header = fmt::format("{}: {}, {}, by CPU time, static={}\n",
                         measure_ == Measure::carbon ? "carbon" : "energy",
                         name(books.total.attributed.kind), text::printable(books.scope, 40),
                         policy_text(books.policy, analysis.policy.reserved_share));
  } else {
    header = fmt::format("energy {}; CPU time instead\n", no_energy_reason(analysis.run.header));
  }
  std::int64_t truncated = 0;
  for (const model::SampledThread& thread : view_.profile().threads) truncated += thread.truncated;
  const std::int64_t samples = costs_.sampled().samples;
  const std::string rate = rate_text(view_.profile());
  header += fmt::format(
      "{} sample{}{}{}; {} with a stack cut short, {} lost; shares with 95 % from sampling\n",
      samples, samples == 1 ? "" : "s", rate.empty() ? "" : ", ", rate, truncated,
      view_.profile().dropped);
  return header;
}

}  // namespace calo::report
