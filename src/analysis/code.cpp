#include "analysis/code.hpp"

#include <algorithm>
#include <cmath>

#include "attribution/parts.hpp"
#include "carbon/footprint.hpp"

namespace calo::analysis {

std::optional<Measure> measure_from(std::string_view word) {
  if (word == "energy") return Measure::energy;
  if (word == "cpu") return Measure::cpu;
  if (word == "carbon") return Measure::carbon;
  return std::nullopt;
}

std::string_view name(Measure measure) {
  switch (measure) {
    case Measure::energy:
      return "energy";
    case Measure::cpu:
      return "CPU time";
    case Measure::carbon:
      return "carbon";
  }
  return "";
}

CodeCosts::CodeCosts(const model::Run& run, const model::Profile* profile,
                     const attribution::Books* books)
    : run_{run}, books_{books != nullptr && !books->below_resolution ? books : nullptr} {
  if (profile != nullptr) {
    for (const model::StackUse& use : profile->uses) sampled_ += attribution::Cost::of(use);
  }
  const attribution::ProgramUse use = attribution::program_use(run.header.domains, run.end.totals);
  program_.cpu = run.end.cpu_user + run.end.cpu_system;
  program_.dynamic = use.dynamic;
  program_.static_share = use.static_share;
  if (books_ != nullptr) paid_ = use.paid(*books_);
}

attribution::Cost CodeCosts::unsampled() const {
  attribution::Cost rest;
  // Sums of many parts differ by rounding; that is nobody's time.
  constexpr Seconds rounding = Seconds::of(1e-9);
  rest.cpu = program_.cpu - sampled_.cpu > rounding ? program_.cpu - sampled_.cpu : Seconds{};
  const auto beyond = [](Joules all, Joules sampled) {
    constexpr double rounded = 1e-12;
    const Joules left = all - sampled;
    return std::abs(left.value()) > rounded * std::abs(all.value()) ? left : Joules{};
  };
  rest.dynamic = beyond(program_.dynamic, sampled_.dynamic);
  rest.static_share = beyond(program_.static_share, sampled_.static_share);
  return rest;
}

Estimate<Joules> CodeCosts::energy(const attribution::Cost& cost) const {
  Estimate<Joules> estimate = attribution::estimate_of_part(
      joules(cost), {cost.dynamic, cost.static_share, cost.static_share}, *books_);
  estimate.u =
      in_quadrature(estimate.u, Joules::of(attribution::sampling_sigma(cost, sampled_, paid_)));
  return estimate;
}

Estimate<Grams> CodeCosts::carbon(const attribution::Cost& cost) const {
  return carbon::operational(energy(cost), run_.header.carbon);
}

double CodeCosts::share(const attribution::Cost& cost, Measure measure) const {
  if (known(measure) == Measure::cpu)
    return program_.cpu > Seconds{} ? cost.cpu / program_.cpu : 0.0;
  const Joules all = books_->total.attributed.value;
  return all > Joules{} ? joules(cost) / all : 0.0;
}

attribution::ShareInterval CodeCosts::share_interval(const attribution::Cost& cost,
                                                     Measure measure) const {
  const attribution::Quantity quantity{.is_energy = known(measure) != Measure::cpu, .paid = paid_};
  const attribution::ShareInterval interval = attribution::share_interval(cost, sampled_, quantity);
  const double own = share(cost, measure);
  const double sampled = share(sampled_, measure);
  if (!(sampled > 0.0)) return {std::min(0.0, own), std::max(1.0, own)};
  // The interval is on the share of what was sampled; the share is of the whole program, and what
  // was not sampled may be the part's.
  const double unsampled = std::max(0.0, 1.0 - sampled);
  return {std::min(own, sampled * interval.low),
          std::max(own, sampled * interval.high + unsampled)};
}

}  // namespace calo::analysis
