#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/estimate.hpp"
#include "model/run.hpp"

namespace calo::attribution {

/// Who pays for the idle energy (docs/methods/attribution.md, "The static part").
enum class StaticPolicy {
  none,          ///< nobody: it stays `idle`
  exclusive,     ///< the program, all of it
  reserved,      ///< the program, by the share of the CPUs it has reserved
  proportional,  ///< everybody, by busy CPU time
};
std::string_view name(StaticPolicy policy);
std::optional<StaticPolicy> static_policy_from(std::string_view name);

/// A machine is the program's alone from this share of the busy time on.
inline constexpr double exclusive_from = 0.95;

struct BooksOptions {
  /// Empty: exclusive when the tree holds `exclusive_from` of the busy time or more, else none.
  std::optional<StaticPolicy> policy;
  double reserved_share = 1.0;  ///< reserved CPUs / all CPUs, for StaticPolicy::reserved
};

/// The energy of one domain, or of all `total` domains together, shared out. attributed + other +
/// idle = gross.
struct Balance {
  Estimate<Joules> gross;
  /// What nobody pays for; empty without an idle baseline. In a total of which only some domains
  /// have a baseline, theirs.
  std::optional<Estimate<Joules>> idle;
  std::optional<Estimate<Joules>> baseline;  ///< idle power * time, whoever pays for it
  std::optional<Estimate<Joules>> net;       ///< gross - baseline; may be negative
  Estimate<Joules> attributed;               ///< the program's
  Estimate<Joules> other;                    ///< everyone else's, calo's own included
  /// calo's own, a part of `other`; empty without an idle baseline of each domain: next to a
  /// program that waits, calo would seem to have used the idle energy.
  std::optional<Estimate<Joules>> own;
  /// What was shared out: the larger of gross and idle power * time of each domain, summed. The
  /// parts come from the difference of the two, so they round relative to it.
  Joules size{};
};

/// How finely a run's energy can be told apart: what energies of short stretches and small parts
/// hang on beside gains and shares. Over the domains of role `total`.
struct Resolution {
  Joules step_u{};       ///< of one difference of the counters: their steps, at the mean power
  Watts idle_u{};        ///< of idle powers that were read, not modelled
  Seconds wall{};        ///< of the run
  Seconds interval{};    ///< between two readings, on average
  double program = 0.0;  ///< the program's part of the idle energy, by CPU time
};

struct DomainBalance {
  std::size_t domain = 0;  ///< index in the run's header
  Balance balance;
};

struct Books {
  Balance total;  ///< over the domains of role `total`
  std::vector<DomainBalance>
      domains;        ///< every domain that gave a reading; `inside` and `alternative` ones too
  std::string scope;  ///< of the total: "package+dram"
  StaticPolicy policy = StaticPolicy::none;
  bool policy_chosen = false;  ///< by calo, not by the user
  double tree_share = 0.0;     ///< of the machine's busy CPU time
  Watts mean_power{};          ///< gross
  Watts program_power{};       ///< attributed energy / time
  Resolution resolution;
  std::optional<Watts> peak_power;  ///< empty when the run was shorter than two intervals
  /// The run was too short for the counters: all that can be said of the gross energy is
  /// `upper_bound`, or nothing where that is empty because the counters did not step
  /// (docs/methods/energy.md, "Time resolution").
  bool below_resolution = false;
  std::optional<Joules> upper_bound;
};

/// What books are made from: the sums over a stretch of time, be it a run, an interval, or all that
/// was watched so far.
struct EnergySums {
  std::vector<model::EnergyShares> totals;  ///< one per domain
  std::vector<model::DomainState> states;   ///< one per domain
  Seconds wall{};
  Seconds tree{};    ///< CPU time of the program
  Seconds others{};  ///< CPU time of everybody but the program and calo
  std::int64_t readings = 0;
  Watts peak{};  ///< largest gross power over one interval; 0 unknown

  EnergySums() = default;
  /// Of so many domains, none of which has given anything.
  explicit EnergySums(std::size_t domains) : totals(domains), states(domains) {}
  explicit EnergySums(const model::RunEnd& end);
};

/// The books of a stretch of time. Empty if no domain of role `total` gave a reading: the energy is
/// not known.
std::optional<Books> books(std::span<const model::Domain> domains, const EnergySums& sums,
                           const BooksOptions& options = {});

/// Error of attributed + other + idle = gross for one balance, relative to `size` or the largest of
/// the four; 0 is perfect.
double imbalance(const Balance& balance);

/// Relative uncertainty (k = 1) of a counter difference over `length` when the counter steps every
/// `step`.
double step_uncertainty(Seconds step, Seconds length);

}  // namespace calo::attribution
