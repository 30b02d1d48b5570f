#pragma once

#include <span>
#include <vector>

#include "attribution/busy_time.hpp"
#include "model/run.hpp"
#include "processes/process_ledger.hpp"
#include "recorder/energy_sources.hpp"

namespace calo::recorder {

/// Shares the energy of each interval out and keeps the sums of the run.
class Accounts {
 public:
  explicit Accounts(const EnergySources& sources);

  /// Enters one interval of `length`: what each domain gave, and who was busy. A domain that could
  /// not be read is settled when it can be read again, over the whole time since.
  void enter(Seconds length, std::span<const model::Increment> increments,
             const attribution::BusyTime& busy, model::Interval& interval);

  /// Adds the tree's energy of the interval entered last to its processes, by the CPU time each
  /// used. `uses`: as ProcessLedger::take_use gives it.
  void enter_processes(processes::ProcessLedger& ledger,
                       std::span<const processes::ProcessUse> uses) const;

  /// What the interval entered last cost the tree: its dynamic energy, its part of the idle energy
  /// by CPU time, and all of the idle energy.
  [[nodiscard]] Joules tree_dynamic() const { return tree_dynamic_; }
  [[nodiscard]] Joules tree_static() const { return tree_static_; }
  [[nodiscard]] Joules idle() const { return idle_; }
  /// The tree's dynamic energy so far; NaN without a domain of role `total`.
  [[nodiscard]] Joules so_far() const;

  /// How each domain did so far.
  [[nodiscard]] std::vector<model::DomainState> states() const;

  /// Writes totals, states and peak power. `shortest` intervals and longer count for the peak.
  void write(model::RunEnd& end) const;

  void set_shortest_for_peak(Seconds length) { shortest_for_peak_ = length; }

 private:
  struct Pending {
    Seconds length{};
    attribution::BusyTime busy;
  };
  const EnergySources& sources_;
  std::vector<Pending> pending_;
  std::vector<model::EnergyShares> totals_;
  std::vector<model::DomainState> states_;
  Joules tree_dynamic_{}, tree_static_{}, idle_{};  ///< of the last interval, total domains
  Seconds shortest_for_peak_{};
  Watts peak_{};
};

}  // namespace calo::recorder
