#include "live/run_readings.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "analysis/totals.hpp"
#include "attribution/course.hpp"

namespace calo::live {

RunReadings::RunReadings(const model::RunHeader& header, Seconds at_least,
                         const attribution::BooksOptions& options)
    : header_{header}, at_least_{at_least}, options_{options} {
  sums_.totals.resize(header.domains.size());
}

std::optional<Reading> RunReadings::enter(const model::Interval& interval,
                                          std::span<const model::DomainState> states) {
  pending_ = pending_ ? model::merged(*pending_, interval) : interval;
  if (pending_->end - pending_->begin < at_least_) return std::nullopt;
  const model::Interval all = *std::exchange(pending_, std::nullopt);

  Reading reading;
  reading.length = all.end - all.begin;
  reading.since_start = all.end;
  reading.utc = std::chrono::floor<std::chrono::milliseconds>(
      header_.started_utc +
      std::chrono::nanoseconds{static_cast<std::int64_t>(all.end.value() * 1e9)});
  reading.cpus = header_.machine.threads;
  reading.busy = all.tree_user + all.tree_system + all.own + all.others;
  busy_ += *reading.busy;
  reading.busy_since_start = busy_;
  if (reading.cpus > 0) {
    reading.utilisation =
        std::clamp(*reading.busy / (reading.length * static_cast<double>(reading.cpus)), 0.0, 1.0);
  }
  reading.frequency_hz = all.frequency_hz;
  reading.temperature_celsius = all.temperature_celsius;

  const auto dynamic = enter_energy(all, states, reading);

  ProcessNow program;
  program.name = header_.name;
  program.cpu = all.tree_user + all.tree_system;
  program.memory = all.rss;
  program.threads = all.threads;
  if (dynamic) program.power = *dynamic / reading.length;
  program.energy = program_;
  reading.top.push_back(std::move(program));
  return reading;
}

/// What the program used above idle; empty if not all domains were read.
std::optional<Joules> RunReadings::enter_energy(const model::Interval& all,
                                                std::span<const model::DomainState> states,
                                                Reading& reading) {
  attribution::EnergySums now;
  now.wall = reading.length;
  now.totals = all.energy;
  now.states.assign(states.begin(), states.end());
  bool known = true;
  Joules dynamic{};
  for (std::size_t i = 0; i < header_.domains.size(); ++i) {
    sums_.totals[i] += all.energy[i];
    DomainNow domain{std::nullopt, sums_.totals[i].gross};
    const bool good = all.outcomes[i] == model::Outcome::good;
    if (good) domain.power = all.energy[i].gross / reading.length;
    reading.domains.push_back(domain);
    if (header_.domains[i].role != model::Role::total) continue;
    known = known && good;
    dynamic += all.energy[i].tree_dynamic;
  }
  program_ += dynamic;
  if (known) reading.power = analysis::gross_power(header_, now);
  sums_.wall = all.end;
  sums_.states.assign(states.begin(), states.end());
  sums_.tree += all.tree_user + all.tree_system;
  sums_.others += all.others;
  ++sums_.readings;
  tell_totals(all, known, reading);
  return known ? std::optional{dynamic} : std::nullopt;
}

void RunReadings::tell_totals(const model::Interval& all, bool known, Reading& reading) const {
  const auto totals = analysis::totals(header_, sums_, options_);
  if (!totals) return;
  const attribution::Books& books = totals->books;
  const Estimate<Joules>& program = books.total.attributed;
  reading.program.emplace();
  reading.program->energy = program;
  reading.program->carbon = totals->carbon;
  if (known) {
    const Watts power =
        attribution::ProgramPower{header_.domains, sums_.totals, books}.in(all) / reading.length;
    const double rel = program.value > Joules{} ? program.u / program.value : 0.0;
    reading.program->power = {power, Watts::of(std::abs(rel * power.value())), program.kind, {}};
  }
  reading.energy = books.total.gross;
  reading.carbon = totals->gross_carbon;
  reading.scope = books.scope;
}

}  // namespace calo::live
