#include "recorder/energy_sources.hpp"

#include <algorithm>
#include <utility>

namespace calo::recorder {

EnergySources::EnergySources(meters::Discovery discovery,
                             std::optional<power_model::PowerCurve> curve,
                             const std::map<std::string, IdlePower>& idle)
    : meters_{std::move(discovery.meters)}, warnings_{std::move(discovery.warnings)} {
  for (const auto& meter : meters_) {
    for (const model::Domain& domain : meter->domains()) domains_.push_back(domain);
  }
  const bool metered = std::ranges::any_of(
      domains_, [](const model::Domain& d) { return d.role == model::Role::total; });
  if (!metered) curve_ = std::move(curve);
  if (curve_) {
    model::Domain domain;
    domain.meter = "model";
    domain.name = "node";
    domain.scope = curve_->scope();
    domain.source = curve_->method();
    domain.component = model::Component::node;
    domain.kind = curve_->kind();
    domain.u_rel = 0.0;  // its interval stands in the domain's state
    domains_.push_back(std::move(domain));
  }
  increments_.resize(domains_.size());
  for (const model::Domain& domain : domains_) {
    const auto known = idle.find(domain.meter + "/" + domain.name);
    idle_.push_back(known == idle.end() ? std::nullopt : std::optional{known->second});
  }
  if (curve_) {
    warnings_.push_back({"modelled",
                         "No energy meter gives a total here: the energy is modelled from CPU use. "
                         "See calo doctor."});
    const auto [low, high] = curve_->interval90(0.0);
    idle_.back() = IdlePower{curve_->idle(), (high - low) / (2.0 * sigmas_in_90_percent)};
  }
}

std::span<model::Increment> EnergySources::read(os::Instant now, double utilisation) {
  std::size_t begin = 0;
  for (const auto& meter : meters_) {
    const std::size_t count = meter->domains().size();
    meter->read(now, std::span{increments_}.subspan(begin, count));
    begin += count;
  }
  if (curve_) {
    model::Increment& increment = increments_.back();
    increment = {Joules{}, model::Outcome::first};
    if (previous_) {
      const Seconds length = seconds(now - *previous_);
      const auto [low, high] = curve_->interval90(utilisation);
      increment = {curve_->at(utilisation) * length, model::Outcome::good};
      modelled_ += increment.energy;
      modelled_low_ += low * length;
      modelled_high_ += high * length;
    }
  }
  previous_ = now;
  return increments_;
}

std::array<double, 2> EnergySources::factor90(std::size_t domain) const {
  if (!curve_ || domain + 1 != domains_.size() || !(modelled_ > Joules{})) return {0.0, 0.0};
  return {modelled_low_ / modelled_, modelled_high_ / modelled_};
}

std::optional<Joules> EnergySources::since_first(std::size_t domain) const {
  for (const auto& meter : meters_) {
    if (domain < meter->domains().size()) return meter->since_first(domain);
    domain -= meter->domains().size();
  }
  return std::nullopt;  // the model's
}

Seconds EnergySources::longest_pause() const {
  Seconds shortest = Seconds::of(30.0);
  for (const auto& meter : meters_) shortest = std::min(shortest, meter->longest_pause());
  return shortest;
}

std::vector<model::Warning> EnergySources::warnings() const {
  std::vector<model::Warning> all = warnings_;
  for (const auto& meter : meters_) {
    const auto more = meter->warnings();
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

}  // namespace calo::recorder
