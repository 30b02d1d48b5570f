#include "live/powermetrics_readings.hpp"

#include <algorithm>

#include "analysis/totals.hpp"

namespace calo::live {

namespace {

/// Timestamps come in whole seconds: only what is larger is a pause between two samples.
constexpr Seconds pause_noticed = Seconds::of(2.5);

}  // namespace

void PowermetricsReadings::begin(const formats::PowermetricsSample& sample,
                                 std::string_view machine, std::chrono::nanoseconds now_utc) {
  begun_ = true;
  header_.started_utc = sample.ended_utc.value_or(now_utc) - nanoseconds(sample.elapsed);
  header_.interval = sample.elapsed;
  header_.machine.cpu_model = machine;
  header_.machine.threads = sample.cpus;
  header_.method_notes = {
      "Read from powermetrics, whose values Apple calls estimates, not for comparing devices; the "
      "standard uncertainty of 15 % is an assumption."};
}

Reading PowermetricsReadings::enter(const formats::PowermetricsSample& sample,
                                    std::string_view machine, std::chrono::nanoseconds now_utc) {
  if (!begun_) begin(sample, machine, now_utc);
  formats::add_powermetrics_domains(header_.domains, sample);
  const std::size_t domains = header_.domains.size();
  sums_.totals.resize(domains);
  for (std::size_t i = sums_.states.size(); i < domains; ++i) {
    sums_.states.emplace_back();
    sums_.states.back().lost = samples_;
  }
  ++samples_;

  if (sample.ended_utc) {
    const Seconds pause = seconds(*sample.ended_utc - header_.started_utc) - sample.elapsed - end_;
    if (pause > pause_noticed) {
      pauses_ += pause;
      end_ += pause;
    }
  }
  end_ += sample.elapsed;
  measured_ += sample.elapsed;

  Reading reading;
  reading.length = sample.elapsed;
  reading.since_start = end_;
  reading.utc =
      std::chrono::floor<std::chrono::milliseconds>(header_.started_utc + nanoseconds(end_));
  reading.cpus = sample.cpus;
  reading.busy = sample.busy;
  busy_ += sample.busy.value_or(Seconds{});
  reading.busy_since_start = busy_;
  if (sample.busy && sample.cpus > 0) {
    reading.utilisation =
        std::clamp(*sample.busy / (sample.elapsed * static_cast<double>(sample.cpus)), 0.0, 1.0);
  }

  attribution::EnergySums interval{domains};  // for the uncertainty of its power
  interval.wall = sample.elapsed;
  bool whole = true;
  for (std::size_t i = 0; i < domains; ++i) {
    const model::Domain& domain = header_.domains[i];
    const auto given =
        std::ranges::find(sample.energy, domain.name, &std::pair<std::string, Joules>::first);
    if (given == sample.energy.end()) {
      ++sums_.states[i].lost;
      whole = whole && domain.role != model::Role::total;
      reading.domains.push_back({std::nullopt, sums_.totals[i].gross});
      continue;
    }
    ++sums_.states[i].good;
    interval.states[i].good = 1;
    interval.totals[i].gross = interval.totals[i].other_dynamic = given->second;
    sums_.totals[i] += interval.totals[i];
    reading.domains.push_back({given->second / sample.elapsed, sums_.totals[i].gross});
  }
  if (whole) reading.power = analysis::gross_power(header_, interval);
  sums_.wall = measured_;
  if (auto totals = analysis::totals(header_, sums_)) {
    reading.energy = totals->books.total.gross;
    reading.carbon = totals->gross_carbon;
    reading.scope = std::move(totals->books.scope);
  }
  return reading;
}

}  // namespace calo::live
