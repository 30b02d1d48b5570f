#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/domain.hpp"
#include "model/finding.hpp"
#include "os/clock.hpp"
#include "os/system_root.hpp"

namespace calo::meters {

/// A source of energy readings with one or more domains.
///
/// Time is handed in, not taken. Not thread-safe. `read` allocates nothing once running and does
/// not throw.
class Meter {
 public:
  virtual ~Meter() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;
  [[nodiscard]] virtual std::span<const model::Domain> domains() const = 0;

  /// Reads every domain at `now`; `increments[i]` belongs to `domains()[i]`. Requires: the sizes
  /// agree. The first call gives Outcome::first for what could be read.
  virtual void read(os::Instant now, std::span<model::Increment> increments) = 0;

  /// Longest time between two reads that keeps the readings unambiguous.
  [[nodiscard]] virtual Seconds longest_pause() const { return Seconds::of(30.0); }

  /// How long the meter averages inside: readings lag by this much.
  [[nodiscard]] virtual Seconds averaging() const { return Seconds{}; }

  /// Last raw reading of a domain's counter minus its first, and its wraps: what it gave, without
  /// any of the steps between. Empty for what is no counter, and for one that was reset.
  [[nodiscard]] virtual std::optional<Joules> since_first(std::size_t /*domain*/) const {
    return std::nullopt;
  }

  /// What went wrong or needs saying so far (resets, gaps, cross-checks, filtering).
  [[nodiscard]] virtual std::vector<model::Warning> warnings() const { return {}; }
};

struct Discovery {
  std::vector<std::unique_ptr<Meter>>
      meters;  ///< readable; roles of their domains are settled over all meters
  std::vector<model::Finding>
      findings;  ///< one per kind of meter calo knows, also for those not there
  std::vector<model::Warning> warnings;
};

struct DiscoveryOptions {
  std::string only;   ///< a meter's name ("rapl-powercap"), or empty for the best choice
  bool psys = false;  ///< whole platform instead of package + dram, where there is one
};

/// Looks for every meter calo knows. Never slow: no process is started unless `only` asks for it,
/// and it waits only if two packages of the real machine show the same energy (0.2 s, to tell a
/// repeated counter from a coincidence), or where perf counters stand at 0 and may be a
/// hypervisor's (4 ms) or of psys alone (20 ms).
Discovery discover(const os::SystemRoot& root, const DiscoveryOptions& options = {});

/// The names `DiscoveryOptions::only` may hold, the preferred first.
std::vector<std::string_view> known_meters();

}  // namespace calo::meters
