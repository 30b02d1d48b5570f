#include "meters/domain_meter.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace calo::meters {

namespace {

/// A counter that steps every millisecond and has not in so many steps stands still: a processor
/// that does nothing still draws power. A device that is switched off may draw none.
constexpr double steps_missed = 50.0;
/// A stop is told of from so long on.
constexpr Seconds shortest_stop = Seconds::of(1.0);

Seconds still_after(const model::Domain& domain) {
  return steps_missed * domain.update_step;
}
Seconds longest_unnoticed(const model::Domain& domain) {
  return std::max(shortest_stop, still_after(domain));
}
bool should_move(const model::Domain& domain) {
  return domain.kind == Kind::measured && domain.role == model::Role::total &&
         domain.component != model::Component::gpu && domain.update_step > Seconds{};
}

}  // namespace

DomainMeter::DomainMeter(std::string name, std::vector<model::Domain> domains)
    : name_{std::move(name)}, domains_{std::move(domains)}, histories_(domains_.size()) {}

bool DomainMeter::watch_movement(const model::Domain& domain, History& history, os::Instant now,
                                 model::Increment& increment) {
  using enum model::Outcome;
  if (increment.outcome == first) history.moved = now;
  if (!should_move(domain) || increment.outcome == first || increment.outcome == gap) return false;
  const Seconds still = seconds(now - history.moved);
  if (increment.outcome == good && increment.energy == Joules{}) {
    if (!history.has_moved || still < still_after(domain)) return false;
    history.stands = true;
    increment.outcome = gap;
    return false;
  }
  const bool stopped = history.stands && still >= longest_unnoticed(domain);
  history.has_moved = true;
  history.stands = false;
  history.moved = now;
  if (!stopped) return false;
  ++history.stops;
  history.stood += still;
  if (increment.outcome == good) increment.outcome = lost;
  return true;
}

void DomainMeter::remember(std::size_t index, os::Instant now, model::Increment& increment) {
  History& history = histories_[index];
  if (!history.begun) history.begin = now;
  history.begun = true;
  history.end = now;
  history.energy += increment.energy;
  const bool told = watch_movement(domains_[index], history, now, increment) || history.stands;
  switch (increment.outcome) {
    case model::Outcome::first:
    case model::Outcome::good:
      break;
    case model::Outcome::gap:
      if (!told) ++history.gaps;
      break;
    case model::Outcome::lost:
      if (!told) ++history.resets;
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
    const Seconds still = history.stands ? seconds(history.end - history.moved) : Seconds{};
    const bool stands = still >= longest_unnoticed(domain);
    if (history.stops > 0 || stands) {
      const auto since_begin = text::duration(seconds(history.moved - history.begin));
      std::string when;
      if (history.stops > 0)
        when = fmt::format("stood still for {} in mid-run", text::duration(history.stood));
      if (stands) {
        when += fmt::format("{}stopped {} after the first reading and stood still for the last {}",
                            when.empty() ? "" : ", ", since_begin, text::duration(still));
      }
      warnings.push_back(
          {"counter-stopped",
           fmt::format("The energy counter of {} {}: its energy is a lower bound.", who, when)});
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
