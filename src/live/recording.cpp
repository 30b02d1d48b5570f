#include "live/recording.hpp"

#include <algorithm>
#include <utility>

#include "attribution/parts.hpp"
#include "attribution/shares.hpp"

namespace calo::live {

Recording::Recording(model::RunHeader header, std::vector<model::DomainState> states,
                     const Reading& before)
    : begin_{before.since_start} {
  run_.header = std::move(header);
  run_.header.started_utc = before.utc;
  run_.header.command = {"calo", "monitor"};
  run_.header.interval = before.length;
  run_.header.method_notes.emplace_back(
      "Recorded from calo monitor: everything that ran on the machine counts as the program.");
  for (model::DomainState& state : states)
    state.good = state.gaps = state.lost = state.ambiguous = 0;
  run_.end.states = std::move(states);
  run_.end.totals.resize(run_.header.domains.size());
  for (const DomainNow& domain : before.domains) before_.push_back(domain.energy);
}

void Recording::enter(const Reading& reading, const std::vector<model::DomainState>& states) {
  model::Interval interval;
  interval.end = reading.since_start - begin_;
  interval.begin = std::max(Seconds{}, interval.end - reading.length);
  Joules gross{};
  for (std::size_t i = 0; i < run_.header.domains.size(); ++i) {
    const DomainNow& domain = reading.domains[i];
    model::DomainState& state = run_.end.states[i];
    state.factor90 = states[i].factor90;
    model::EnergyShares shares;
    if (domain.power) {
      const attribution::BusyTime all_of_it{reading.busy.value_or(Seconds::of(1.0)), {}, {}};
      shares = attribution::share(
          domain.energy - before_[i],
          state.idle_known ? std::optional{state.idle_power} : std::nullopt, reading.length,
          all_of_it.all() > Seconds{} ? all_of_it : attribution::BusyTime{Seconds::of(1.0), {}, {}},
          0.0);
      before_[i] = domain.energy;
      ++state.good;
    } else {
      ++state.gaps;
    }
    interval.energy.push_back(shares);
    interval.outcomes.push_back(domain.power ? model::Outcome::good : model::Outcome::gap);
    run_.end.totals[i] += shares;
    if (run_.header.domains[i].role == model::Role::total) gross += shares.gross;
  }
  interval.tree_user = reading.busy.value_or(Seconds{});
  interval.processes = static_cast<std::int64_t>(reading.processes.value_or(0));
  interval.rss = reading.memory_used.value_or(Bytes{});
  interval.frequency_hz = reading.frequency_hz;
  interval.temperature_celsius = reading.temperature_celsius;
  run_.end.cpu_user += interval.tree_user;
  run_.end.peak_rss = std::max(run_.end.peak_rss, interval.rss);
  run_.end.wall = run_.end.program_wall = interval.end;
  if (reading.length > Seconds{})
    run_.end.peak_power_w = std::max(run_.end.peak_power_w, (gross / reading.length).value());
  run_.intervals.push_back(std::move(interval));
  constexpr std::size_t most_held = 40'000;  // the run file keeps no more
  if (run_.intervals.size() <= most_held) return;
  run_.intervals = model::halved(std::move(run_.intervals));
}

model::Run Recording::finish() {
  model::ProcessRecord machine;
  machine.name = "machine";
  machine.end = run_.end.wall;
  machine.user = run_.end.cpu_user;
  machine.peak_rss = run_.end.peak_rss;
  const attribution::ProgramUse use =
      attribution::program_use(run_.header.domains, run_.end.totals);
  machine.dynamic = use.dynamic;
  machine.static_share = use.static_share;
  run_.processes = {machine};
  run_.end.processes = 1;
  run_.end.complete = true;
  run_.end.ticks = static_cast<std::int64_t>(run_.intervals.size());
  return std::move(run_);
}

}  // namespace calo::live
