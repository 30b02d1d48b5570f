#include "meters/domain_meter.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace calo::meters {

DomainMeter::DomainMeter(std::string name, std::vector<model::Domain> domains)
    : name_{std::move(name)}, domains_{std::move(domains)}, histories_(domains_.size()) {}

void DomainMeter::remember(std::size_t index, os::Instant now, const model::Increment& increment) {
  History& history = histories_[index];
  if (!history.begun) history.begin = now;
  history.begun = true;
  history.end = now;
  history.energy += increment.energy;
  switch (increment.outcome) {
    case model::Outcome::first:
    case model::Outcome::good:
      break;
    case model::Outcome::gap:
      ++history.gaps;
      break;
    case model::Outcome::lost:
      ++history.resets;
      break;
    case model::Outcome::ambiguous:
      ++history.ambiguous;
      break;
    case model::Outcome::gone:
      history.gone = true;
      break;
  }
}

std::vector<model::Warning> DomainMeter::warnings() const {
  std::vector<model::Warning> warnings;
  for (std::size_t i = 0; i < domains_.size(); ++i) {
    const model::Domain& domain = domains_[i];
    const History& history = histories_[i];
    if (domain.role == model::Role::alternative) continue;  // enters no total
    const std::string who = fmt::format("{} ({})", domain.name, domain.meter);
    const bool is_counter = domain.kind == Kind::measured;
    if (history.resets > 0 && is_counter) {
      warnings.push_back(
          {"counter-reset",
           fmt::format("The energy counter of {} was reset {}: its energy is a lower bound.", who,
                       history.resets == 1 ? "once" : fmt::format("{} times", history.resets))});
    } else if (history.resets > 0) {
      warnings.push_back(
          {"power-gap",
           fmt::format("The power of {} was not read for more than five sample periods "
                       "({} times): its energy is incomplete.",
                       who, history.resets)});
    }
    if (history.ambiguous > 0) {
      warnings.push_back(
          {"counter-ambiguous",
           fmt::format(
               "The energy counter of {} was read so late ({} times) that it may have wrapped "
               "more than once: its energy is the smallest possible.",
               who, history.ambiguous)});
    }
    if (history.gone) {
      warnings.push_back(
          {"domain-gone",
           fmt::format("{} vanished during the run: its energy is incomplete.", who)});
    }
    const Seconds watched = history.begun ? seconds(history.end - history.begin) : Seconds{};
    const bool stood_still = is_counter && domain.role == model::Role::total &&
                             watched >= Seconds::of(1.0) && history.energy == Joules{} &&
                             history.resets == 0 && !history.gone;
    if (stood_still) {
      warnings.push_back(
          {"counter-constant",
           fmt::format(
               "The energy counter of {} did not move in {}: a hypervisor or container may mask "
               "it. Do not read its energy as zero.",
               who, text::duration(watched))});
    } else if (history.gaps > 0 && domain.role == model::Role::total) {
      warnings.push_back(
          {"reading-gap",
           fmt::format("{} could not be read {}; the next good reading covers the time.", who,
                       history.gaps == 1 ? "once" : fmt::format("{} times", history.gaps))});
    }
  }
  return warnings;
}

}  // namespace calo::meters
