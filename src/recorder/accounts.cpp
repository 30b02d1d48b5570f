#include "recorder/accounts.hpp"

#include <algorithm>
#include <limits>

#include "attribution/shares.hpp"

namespace calo::recorder {

namespace {

/// Readings may fail for so long before it matters that they do.
constexpr Seconds longest_uncovered = Seconds::of(1.0);

attribution::BusyTime operator+(const attribution::BusyTime& a, const attribution::BusyTime& b) {
  return {a.tree + b.tree, a.own + b.own, a.others + b.others};
}

}  // namespace

Accounts::Accounts(const EnergySources& sources)
    : sources_{sources},
      pending_(sources.domains().size()),
      totals_(sources.domains().size()),
      states_(sources.domains().size()) {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    if (const auto& idle = sources.idle(i)) {
      states_[i].idle_known = true;
      states_[i].idle_power = idle->power;
      states_[i].idle_u = idle->u;
    }
  }
}

void Accounts::enter(Seconds length, std::span<const model::Increment> increments,
                     const attribution::BusyTime& busy, model::Interval& interval) {
  const auto domains = sources_.domains();
  interval.energy.assign(domains.size(), {});
  interval.outcomes.assign(domains.size(), model::Outcome::gap);
  tree_dynamic_ = tree_static_ = idle_ = Joules{};
  Joules gross{};
  for (std::size_t i = 0; i < domains.size(); ++i) {
    const model::Increment& increment = increments[i];
    Pending& pending = pending_[i];
    model::DomainState& state = states_[i];
    interval.outcomes[i] = increment.outcome;
    pending.length += length;
    pending.busy = pending.busy + busy;
    switch (increment.outcome) {
      case model::Outcome::first:
        pending = {};
        continue;
      case model::Outcome::gap:
        ++state.gaps;
        continue;
      case model::Outcome::gone:
        continue;
      case model::Outcome::good:
        ++state.good;
        break;
      case model::Outcome::lost:
        ++state.lost;
        break;
      case model::Outcome::ambiguous:
        ++state.ambiguous;
        break;
    }
    std::optional<Watts> idle = state.idle_known ? std::optional{state.idle_power} : std::nullopt;
    if (idle && increment.outcome == model::Outcome::lost && pending.length > Seconds{}) {
      // A lower bound has no more idle energy in it than it is: nobody used less than nothing.
      idle = std::min(*idle, std::max(Joules{}, increment.energy) / pending.length);
    }
    const model::EnergyShares shares =
        attribution::share(increment.energy, idle, pending.length, pending.busy,
                           attribution::share_error(domains[i].component));
    pending = {};
    interval.energy[i] = shares;
    totals_[i] += shares;
    if (domains[i].role == model::Role::total) {
      tree_dynamic_ += shares.tree_dynamic;
      tree_static_ += shares.tree_static;
      idle_ += shares.idle;
      gross += shares.gross;
    }
  }
  if (length > Seconds{} && length >= shortest_for_peak_) peak_ = std::max(peak_, gross / length);
}

Joules Accounts::so_far() const {
  Joules sum{};
  bool any = false;
  for (std::size_t i = 0; i < totals_.size(); ++i) {
    if (sources_.domains()[i].role != model::Role::total) continue;
    sum += totals_[i].tree_dynamic;
    any = true;
  }
  return any ? sum : Joules::of(std::numeric_limits<double>::quiet_NaN());
}

void Accounts::enter_processes(processes::ProcessLedger& ledger,
                               std::span<const processes::ProcessUse> uses) const {
  Seconds all{};
  for (const processes::ProcessUse& use : uses) all += use.cpu;
  for (const processes::ProcessUse& use : uses) {
    model::ProcessRecord& record = ledger.record(use.id);
    record.dynamic += tree_dynamic_ * (use.cpu / all);
    record.static_share += tree_static_ * (use.cpu / all);
  }
  if (uses.empty()) {
    // The tree was busy, but the time cannot be told apart: the program itself stands for it.
    model::ProcessRecord& program = ledger.record(0);
    program.dynamic += tree_dynamic_;
    program.static_share += tree_static_;
  }
}

std::vector<model::DomainState> Accounts::states() const {
  std::vector<model::DomainState> states = states_;
  for (std::size_t i = 0; i < states.size(); ++i) {
    states[i].factor90 = sources_.factor90(i);
    // What no reading covers is not in the energy, which is a lower bound.
    const bool measured = sources_.domains()[i].kind == Kind::measured;
    if (measured && states[i].good > 0 && pending_[i].length >= longest_uncovered) ++states[i].lost;
  }
  return states;
}

void Accounts::write(model::RunEnd& end) const {
  end.totals = totals_;
  end.states = states();
  end.peak_power_w = peak_.value();
}

}  // namespace calo::recorder
