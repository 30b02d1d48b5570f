#pragma once

#include <vector>

#include "attribution/shares.hpp"
#include "model/run.hpp"

namespace calo::report {

inline model::Domain a_domain(std::string name, std::string scope, model::Component component,
                              double u_rel) {
  model::Domain domain;
  domain.meter = "rapl-powercap";
  domain.name = std::move(name);
  domain.scope = std::move(scope);
  domain.source = "powercap/intel-rapl:0";
  domain.component = component;
  domain.u_rel = u_rel;
  domain.update_step = Seconds::of(1e-3);
  domain.package = 0;
  return domain;
}

/// Adds an interval: energy per domain, CPU time of tree, calo and others. Keeps all sums.
inline void add_interval(model::Run& run, Seconds length, const std::vector<Joules>& energy,
                         const attribution::BusyTime& busy) {
  model::Interval interval;
  interval.begin = run.end.wall;
  interval.end = interval.begin + length;
  interval.tree_user = busy.tree;
  interval.own = busy.own;
  interval.others = busy.others;
  model::ProcessRecord& process = run.processes.at(0);
  for (std::size_t i = 0; i < energy.size(); ++i) {
    const model::Domain& domain = run.header.domains[i];
    const model::DomainState& state = run.end.states[i];
    interval.energy.push_back(attribution::share(
        energy[i], state.idle_known ? std::optional{state.idle_power} : std::nullopt, length, busy,
        attribution::share_error(domain.component)));
    interval.outcomes.push_back(model::Outcome::good);
    run.end.totals[i] += interval.energy.back();
    ++run.end.states[i].good;
    if (domain.role == model::Role::total) {
      process.dynamic += interval.energy.back().tree_dynamic;
      process.static_share += interval.energy.back().tree_static;
    }
  }
  run.intervals.push_back(std::move(interval));
  process.user += busy.tree;
  run.end.wall += length;
  run.end.program_wall = run.end.wall;
  run.end.cpu_user += busy.tree;
  run.end.own_cpu += busy.own;
  run.end.others += busy.others;
}

/// A run that has measured nothing yet: header, machine and costs.
inline model::Run an_empty_run() {
  model::Run run;
  run.header.command = {"./simulate", "-n", "10000", "my input.dat"};
  run.header.name = "simulate";
  run.header.tags = {{"beam", "on"}, {"gpu", "no"}};
  run.header.started_utc = std::chrono::seconds{1'740'834'131};  // 2025-03-01 13:02:11 UTC
  run.header.calo_version = "0.1.0";
  run.header.interval = Seconds::of(0.1);
  run.header.carbon.intensity = grams_per_kwh(56.0);
  run.header.carbon.intensity_u_rel = 0.15;
  run.header.carbon.place = "FR";
  run.header.carbon.place_name = "France";
  run.header.carbon.year = 2024;
  run.header.carbon.basis = "lifecycle,generation";
  run.header.carbon.source = "OWID/Ember";
  run.header.carbon.stated = true;
  run.header.machine.cpu_model = "Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz";
  run.header.machine.sockets = 1;
  run.header.machine.cores = 16;
  run.header.machine.threads = 32;
  run.header.machine.kernel = "6.1.0";
  run.header.method_notes = {"Energy counters are read every 100 ms."};
  run.end.complete = true;
  run.end.wait_status = 0;
  run.end.processes = 3;
  run.end.processes_exact = true;
  run.end.threads_peak = 8;
  run.end.peak_rss = Bytes::of(512.0 * 1024 * 1024);
  run.end.own_peak_rss = Bytes::of(8.0 * 1024 * 1024);
  run.end.minor_faults = 1200;
  run.end.voluntary_switches = 15;
  run.end.involuntary_switches = 7;
  run.end.read_chars = Bytes::of(2048.0);
  run.end.written_chars = Bytes::of(100.0);
  run.processes.resize(1);
  run.processes[0].name = "simulate";
  run.processes[0].pid = 4711;
  run.processes[0].peak_rss = run.end.peak_rss;
  return run;
}

inline void add_domain(model::Run& run, model::Domain domain, std::optional<Watts> idle_power,
                       Watts idle_u = {}) {
  run.header.domains.push_back(std::move(domain));
  run.end.totals.emplace_back();
  model::DomainState state;
  state.idle_known = idle_power.has_value();
  state.idle_power = idle_power.value_or(Watts{});
  state.idle_u = idle_u;
  run.end.states.push_back(state);
}

/// 120 J in 4 s, idle power 10 +- 0.5 W, share 0.8, gain 3 %: 64 +- 4 J for the program.
inline model::Run a_measured_run() {
  model::Run run = an_empty_run();
  add_domain(run, a_domain("package-0", "package", model::Component::cpu, 0.03), 10.0_W,
             Watts::of(0.5));
  add_interval(run, 4.0_s, {120.0_J}, {3.2_s, 0.02_s, 0.78_s});
  run.end.peak_power_w = 41.0;
  return run;
}

/// A machine without a meter: 475 J from a power model, 90 % of the belief between 285 and 855 J.
inline model::Run a_modelled_run() {
  model::Run run = an_empty_run();
  model::Domain domain = a_domain("cpu", "cpu", model::Component::cpu, 0.4);
  domain.meter = "model";
  domain.kind = Kind::modelled;
  domain.update_step = Seconds{};
  add_domain(run, domain, 30.0_W);
  run.end.states[0].factor90 = {0.6, 1.8};
  add_interval(run, 10.0_s, {475.0_J}, {20.0_s, 0.1_s, 0.0_s});
  return run;
}

}  // namespace calo::report
