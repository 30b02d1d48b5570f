#pragma once

#include <rapidcheck.h>

#include <vector>

#include "attribution/busy_time.hpp"
#include "attribution/shares.hpp"
#include "model/run.hpp"

namespace calo::attribution {

/// A run of one domain, shared out the way a recorder does it: one call of `share` for an interval.
struct Trace {
  model::RunHeader header;
  std::vector<model::EnergyShares> intervals;
  model::RunEnd end;
};

/// What happened in one interval of a trace.
struct Stretch {
  double length_s = 1.0;
  double energy_j = 0.0;
  BusyTime busy;
};

inline model::Domain domain_of(model::Component component, double u_rel) {
  model::Domain domain;
  domain.meter = "rapl-powercap";
  domain.name = component == model::Component::memory ? "dram-0" : "package-0";
  domain.scope = component == model::Component::memory ? "dram" : "package";
  domain.component = component;
  domain.u_rel = u_rel;
  domain.update_step = Seconds::of(1e-3);
  return domain;
}

inline Trace trace_of(const std::vector<Stretch>& stretches, std::optional<Watts> idle_power,
                      model::Component component = model::Component::cpu, double u_rel = 0.03) {
  Trace trace;
  trace.header.domains.push_back(domain_of(component, u_rel));
  trace.end.totals.resize(1);
  trace.end.states.resize(1);
  model::DomainState& state = trace.end.states[0];
  state.idle_known = idle_power.has_value();
  state.idle_power = idle_power.value_or(Watts{});
  for (const Stretch& stretch : stretches) {
    const Seconds length = Seconds::of(stretch.length_s);
    trace.intervals.push_back(share(Joules::of(stretch.energy_j), idle_power, length, stretch.busy,
                                    share_error(component)));
    trace.end.totals[0] += trace.intervals.back();
    trace.end.wall += length;
    trace.end.cpu_user += stretch.busy.tree;
    trace.end.own_cpu += stretch.busy.own;
    trace.end.others += stretch.busy.others;
    ++state.good;
  }
  return trace;
}

/// From 0 to `most`, often exactly 0.
inline double random_amount(double most) {
  const int thousandths =
      *rc::gen::weightedOneOf<int>({{1, rc::gen::just(0)}, {4, rc::gen::inRange(0, 1'000'001)}});
  return most * thousandths / 1e6;
}

inline std::vector<Stretch> random_stretches() {
  const int count = *rc::gen::inRange(1, 60);
  std::vector<Stretch> stretches;
  for (int i = 0; i < count; ++i) {
    Stretch stretch;
    stretch.length_s = 1e-4 + random_amount(30.0);
    stretch.energy_j = random_amount(1e4);
    stretch.busy = {Seconds::of(random_amount(200.0)), Seconds::of(random_amount(0.1)),
                    Seconds::of(random_amount(200.0))};
    stretches.push_back(stretch);
  }
  return stretches;
}

}  // namespace calo::attribution
