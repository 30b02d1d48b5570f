#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "meters/meter.hpp"
#include "model/run.hpp"
#include "power_model/power_curve.hpp"

namespace calo::recorder {

/// Idle power of one domain, measured while the machine did nothing.
struct IdlePower {
  Watts power{};
  Watts u{};  ///< standard uncertainty
};

/// Everything that gives energy in a run: the meters, and the power model where no meter gives a
/// total.
class EnergySources {
 public:
  /// `curve` is used only if no domain of `discovery` is a total. `idle` is looked up by
  /// "meter/domain".
  EnergySources(meters::Discovery discovery, std::optional<power_model::PowerCurve> curve,
                const std::map<std::string, IdlePower>& idle);

  [[nodiscard]] std::span<const model::Domain> domains() const { return domains_; }
  [[nodiscard]] bool is_modelled() const { return curve_.has_value(); }

  /// Reads every domain; `utilisation` (0..1, of all CPUs, mean since the last call) drives the
  /// model. The first call is the reference. The result is valid until the next call, one entry per
  /// domain.
  std::span<model::Increment> read(os::Instant now, double utilisation);

  /// Idle power of a domain, if known.
  [[nodiscard]] const std::optional<IdlePower>& idle(std::size_t domain) const {
    return idle_[domain];
  }
  /// Ends of the 90 % interval of the model's energy so far, as factors; {0, 0} for a meter's
  /// domain.
  [[nodiscard]] std::array<double, 2> factor90(std::size_t domain) const;

  /// What the counter of a domain gave since the first read, by its first and last raw reading;
  /// empty for what is no counter, and for one that was reset.
  [[nodiscard]] std::optional<Joules> since_first(std::size_t domain) const;

  /// Longest time that may pass between two reads.
  [[nodiscard]] Seconds longest_pause() const;
  [[nodiscard]] std::vector<model::Warning> warnings() const;

 private:
  std::vector<std::unique_ptr<meters::Meter>> meters_;
  std::optional<power_model::PowerCurve> curve_;
  std::vector<model::Domain> domains_;
  std::vector<std::optional<IdlePower>> idle_;
  std::vector<model::Increment> increments_;
  std::vector<model::Warning> warnings_;
  std::optional<os::Instant> previous_;
  Joules modelled_{}, modelled_low_{}, modelled_high_{};
};

}  // namespace calo::recorder
