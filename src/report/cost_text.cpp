#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "attribution/parts.hpp"
#include "base/text.hpp"
#include "carbon/footprint.hpp"
#include "report/amounts.hpp"
#include "report/energy_lines.hpp"
#include "report/profile_view.hpp"

namespace calo::report {

std::optional<Metric> metric_from(std::string_view word) {
  if (word == "energy") return Metric::energy;
  if (word == "cpu") return Metric::cpu;
  if (word == "carbon") return Metric::carbon;
  return std::nullopt;
}

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

CostText::CostText(const ProfileView& view) : view_{view}, metric_{view.metric} {
  books_ = attribution::books(view.run.header, view.run.end, view.books_options);
  if (books_ && books_->below_resolution) books_.reset();
  if (!books_) metric_ = Metric::cpu;
  for (const model::StackUse& use : view.profile.uses) {
    sampled_ += attribution::Cost::of(use);
  }
  all_.cpu = view.run.end.cpu_user + view.run.end.cpu_system;
  const attribution::ProgramUse use =
      attribution::program_use(view.run.header.domains, view.run.end.totals);
  all_.dynamic = use.dynamic;
  all_.static_share = use.static_share;
  if (books_) static_factor_ = use.paid(*books_);
}

attribution::Cost CostText::unsampled() const {
  attribution::Cost rest;
  // Sums of many parts differ by rounding; that is nobody's time.
  constexpr Seconds rounding = Seconds::of(1e-9);
  rest.cpu = all_.cpu - sampled_.cpu > rounding ? all_.cpu - sampled_.cpu : Seconds{};
  const auto beyond = [](Joules all, Joules sampled) {
    constexpr double rounded = 1e-12;
    const Joules left = all - sampled;
    return std::abs(left.value()) > rounded * std::abs(all.value()) ? left : Joules{};
  };
  rest.dynamic = beyond(all_.dynamic, sampled_.dynamic);
  rest.static_share = beyond(all_.static_share, sampled_.static_share);
  return rest;
}

Estimate<Joules> CostText::energy(const attribution::Cost& cost) const {
  const Joules value = cost.dynamic + cost.static_share * static_factor_;
  Estimate<Joules> estimate = attribution::estimate_of_part(
      value, {cost.dynamic, cost.static_share, cost.static_share}, *books_);
  estimate.u = in_quadrature(
      estimate.u, Joules::of(attribution::sampling_sigma(cost, sampled_, static_factor_)));
  return estimate;
}

std::string CostText::amount(const attribution::Cost& cost) const {
  switch (metric_) {
    case Metric::energy:
      return report::amount(energy(cost));
    case Metric::carbon:
      return report::amount(carbon::operational(energy(cost), view_.run.header.carbon));
    case Metric::cpu:
      break;
  }
  return text::duration(cost.cpu);
}

double CostText::share(const attribution::Cost& cost) const {
  if (metric_ == Metric::cpu) return all_.cpu > Seconds{} ? cost.cpu / all_.cpu : 0.0;
  const Joules all = books_->total.attributed.value;
  return all > Joules{} ? (cost.dynamic + cost.static_share * static_factor_) / all : 0.0;
}

attribution::ShareInterval CostText::share_interval(const attribution::Cost& cost) const {
  const attribution::Quantity quantity{.is_energy = metric_ != Metric::cpu, .paid = static_factor_};
  const attribution::ShareInterval interval = attribution::share_interval(cost, sampled_, quantity);
  const double own = share(cost);
  const double sampled = share(sampled_);
  if (!(sampled > 0.0)) return {std::min(0.0, own), std::max(1.0, own)};
  // The interval is on the share of what was sampled; the share is of the whole program, and what
  // was not sampled may be the part's.
  const double unsampled = std::max(0.0, 1.0 - sampled);
  return {std::min(own, sampled * interval.low),
          std::max(own, sampled * interval.high + unsampled)};
}

std::string CostText::share_text(const attribution::Cost& cost) const {
  const attribution::ShareInterval interval = share_interval(cost);
  return fmt::format("{:.1f} % ({:.1f} to {:.1f})", 100.0 * share(cost), 100.0 * interval.low,
                     100.0 * interval.high);
}

std::string CostText::header() const {
  std::string header;
  if (books_) {
    header = fmt::format("{}: {}, {}, by CPU time, static={}\n",
                         metric_ == Metric::carbon ? "carbon" : "energy",
                         name(books_->total.attributed.kind), text::printable(books_->scope, 40),
                         policy_text(books_->policy, view_.books_options.reserved_share));
  } else {
    header = fmt::format("energy {}; CPU time instead\n", no_energy_reason(view_.run.header));
  }
  std::int64_t truncated = 0;
  for (const model::SampledThread& thread : view_.profile.threads) truncated += thread.truncated;
  const std::string rate = rate_text(view_.profile);
  header += fmt::format(
      "{} sample{}{}{}; {} with a stack cut short, {} lost; shares with 95 % from sampling\n",
      sampled_.samples, sampled_.samples == 1 ? "" : "s", rate.empty() ? "" : ", ", rate, truncated,
      view_.profile.dropped);
  return header;
}

}  // namespace calo::report
