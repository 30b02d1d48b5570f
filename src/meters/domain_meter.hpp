#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "meters/meter.hpp"

namespace calo::meters {

/// What all meters share: the list of domains, and the memory of how their readings went.
class DomainMeter : public Meter {
 public:
  [[nodiscard]] std::string_view name() const final { return name_; }
  [[nodiscard]] std::span<const model::Domain> domains() const final { return domains_; }
  [[nodiscard]] std::vector<model::Warning> warnings() const override;

  /// Roles are settled over all meters, after each was found (roles.hpp). Not once reading has
  /// begun.
  [[nodiscard]] std::span<model::Domain> editable_domains() { return domains_; }

 protected:
  DomainMeter(std::string name, std::vector<model::Domain> domains);

  /// Remembers what one reading of `domains()[index]` gave, for `warnings()`. A counter of the
  /// total that has moved and now stands still gives no reading: `increment` becomes a gap, and,
  /// when the counter moves again after a long time, a lower bound.
  void remember(std::size_t index, os::Instant now, model::Increment& increment);

 private:
  struct History {
    os::Instant begin{};
    os::Instant end{};
    bool begun = false;
    os::Instant moved{};  ///< when it was last seen to have moved
    bool has_moved = false;
    bool stands = false;  ///< and should not
    Seconds stood{};      ///< in stops that have ended
    std::int64_t stops = 0;
    Joules energy{};
    std::int64_t gaps = 0;
    std::int64_t resets = 0;
    std::int64_t ambiguous = 0;
    bool gone = false;
  };

  /// Takes the reading of a counter that stands where it should not for what it is; true if it is
  /// the end of a long stop.
  static bool watch_movement(const model::Domain& domain, History& history, os::Instant now,
                             model::Increment& increment);

  std::string name_;
  std::vector<model::Domain> domains_;
  std::vector<History> histories_;
};

/// What looking for one kind of meter gave.
struct Probe {
  model::Finding finding;
  std::unique_ptr<DomainMeter> meter;  ///< null if there is nothing to read
  std::vector<model::Warning> warnings;
};

}  // namespace calo::meters
