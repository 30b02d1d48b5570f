#pragma once

#include "model/run.hpp"

namespace calo::formats::testing {

/// Two intervals of a program on a machine with a package, its cores and a dram that was read once.
inline model::Run example() {
  model::Run run;
  run.header.command = {"./simulate", "-n", "10 000"};
  run.header.name = "simulate, v2";
  run.header.tags = {{"grid", "128 x 128"}, {"domain", "ocean"}, {"grid", "256"}, {"empty", ""}};
  run.header.started_utc = std::chrono::seconds{1'740'830'400};  // 2025-03-01 12:00:00 UTC
  run.header.calo_version = "0.1.0";
  run.header.units = model::Units{.name = "steps", .count = 100.0};
  run.header.carbon.intensity = grams_per_kwh(50.0);
  run.header.carbon.place = "FR";
  model::Domain package{.meter = "rapl-powercap",
                        .name = "package-0",
                        .scope = "package",
                        .source = "powercap/intel-rapl:0"};
  model::Domain cores = package;
  cores.name = "core-0";
  cores.role = model::Role::inside;
  model::Domain dram = package;
  dram.name = "dram-0";
  run.header.domains = {package, cores, dram};
  const auto interval = [](double begin, double gross, model::Outcome dram_outcome) {
    model::Interval x;
    x.begin = Seconds::of(begin);
    x.end = Seconds::of(begin + 0.5);
    const model::EnergyShares shares{.gross = Joules::of(gross),
                                     .idle = Joules::of(2.0),
                                     .tree_dynamic = Joules::of(gross - 2.0),
                                     .own_dynamic = {},
                                     .other_dynamic = {},
                                     .tree_static = Joules::of(1.0),
                                     .own_static = {},
                                     .share_u = Joules::of(0.1)};
    x.energy = {shares, shares, {}};
    if (dram_outcome == model::Outcome::good) x.energy[2].gross = Joules::of(0.3);
    x.outcomes = {model::Outcome::good, model::Outcome::good, dram_outcome};
    x.tree_user = Seconds::of(0.4);
    x.processes = 2;
    x.rss = Bytes::of(1048576.0);
    return x;
  };
  run.intervals = {interval(0.0, 10.1, model::Outcome::gap),
                   interval(0.5, 0.1 + 0.2, model::Outcome::good)};
  run.intervals[1].pss = Bytes::of(1000.0);
  run.processes.push_back({.id = 1,
                           .parent = -1,
                           .pid = 4242,
                           .count = 1,
                           .name = "sim\"a,b",
                           .begin = {},
                           .end = Seconds::of(1.0),
                           .user = Seconds::of(0.8),
                           .system = {},
                           .peak_rss = Bytes::of(1048576.0),
                           .threads_peak = 1,
                           .minor_faults = 7,
                           .major_faults = 0,
                           .read_disk = {},
                           .written_disk = {},
                           .wait_status = 0,
                           .dynamic = Joules::of(6.4),
                           .static_share = Joules::of(2.0)});
  run.end.complete = true;
  run.end.totals.resize(3);
  for (const model::Interval& x : run.intervals) {
    for (std::size_t i = 0; i < 3; ++i) run.end.totals[i] += x.energy[i];
  }
  run.end.states.resize(3);
  run.end.states[0].idle_known = run.end.states[1].idle_known = true;
  for (auto& state : run.end.states) state.good = 2;
  run.end.warnings = {{"no-psys", "No psys domain."}};
  return run;
}

}  // namespace calo::formats::testing
