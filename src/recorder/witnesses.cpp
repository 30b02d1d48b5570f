#include "recorder/witnesses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace calo::recorder {

namespace {

using model::Witness;

/// Two sums of the same CPU time.
constexpr double sums_agree = 0.01;
/// Clocks are read one after the other; exit records are in microseconds for user and system time
/// each.
constexpr double clocks_agree_s = 0.001;
constexpr double tick_s = 0.01;
/// What waits for CPU time that is known later is paid at the prices of then.
constexpr double prices_agree = 0.05;
constexpr Seconds clock_step = Seconds::of(1e-6);

double limit_of(double seconds) {
  return sums_agree * seconds + clocks_agree_s;
}

Seconds end_cpu(const model::RunEnd& end) {
  return end.cpu_user + end.cpu_system;
}

Seconds cpu_of_functions(const model::Profile& profile) {
  Seconds sum{};
  for (const model::StackUse& use : profile.uses) sum += use.cpu;
  return sum;
}

/// J/s, the most dynamic energy that a CPU second of one place in the code cost over the run.
std::optional<double> dearest_place(const model::Profile& profile) {
  struct Cost {
    Seconds cpu{};
    Joules dynamic{};
  };
  std::vector<Cost> places(profile.stacks.size());
  for (const model::StackUse& use : profile.uses) {
    Cost& place = places[static_cast<std::size_t>(use.stack)];
    place.cpu += use.cpu;
    place.dynamic += use.dynamic;
  }
  std::optional<double> dearest;
  for (const Cost& place : places) {
    if (place.cpu > clock_step)
      dearest = std::max(dearest.value_or(0.0), (place.dynamic / place.cpu).value());
  }
  return dearest;
}

}  // namespace

std::vector<Witness> witnesses(const model::RunEnd& end, const Testimony& testimony,
                               const model::Profile* profile) {
  std::vector<Witness> result;
  const auto compare = [&](std::string name, std::string what, std::string whose, double calo,
                           double other, double limit, Witness::Bound bound) {
    result.push_back(
        {std::move(name), std::move(what), std::move(whose), "s", calo, other, limit, bound});
  };
  const processes::TreeWitnesses& tree = testimony.tree;
  // Exit records hold what was waited for; the rest is in the task clock alone.
  const bool records_hold_all = tree.all_waited_for && testimony.left_running == 0;
  const double records = tree.exit_records.value();
  const auto bound = records_hold_all ? Witness::Bound::equal : Witness::Bound::at_least;
  const std::string kernel = "the kernel's exit records";
  compare("cpu-readings", "CPU time, sum of the readings", kernel, testimony.readings.value(),
          records, limit_of(records), bound);
  compare("cpu-processes", "CPU time, sum of the processes", kernel, testimony.processes.value(),
          records, limit_of(records), bound);
  if (profile != nullptr && !profile->threads.empty()) {
    // What was not sampled is the difference: there is no other count of it.
    compare("cpu-functions", "CPU time, sum of the functions", kernel,
            cpu_of_functions(*profile).value(), records_hold_all ? records : end_cpu(end).value(),
            limit_of(records), Witness::Bound::at_most);
  }
  if (tree.task_clock) {
    // It stops before the kernel takes the memory of an ended process apart (exit_mm after
    // perf_event_exit_task in do_exit, Linux 6.16), so it is a lower bound.
    const double clock = tree.task_clock->value();
    compare("cpu-task-clock", "CPU time of the program", "the kernel's task clock over the tree",
            end_cpu(end).value(), clock, limit_of(clock), Witness::Bound::at_least);
  }
  // Where it stands still it is hidden (containers, emulators).
  if (testimony.machine_busy.value_or(Seconds{}) > Seconds{} && !testimony.suspended) {
    // /proc/stat counts in ticks, on each CPU.
    const double busy = testimony.machine_busy->value();
    compare("cpu-machine", "CPU time with calo's, machine", "all busy CPUs, by /proc/stat",
            (end_cpu(end) + testimony.own).value(), busy,
            0.1 * busy + 2.0 * tick_s * testimony.cpus + tick_s, Witness::Bound::at_most);
  }
  if (testimony.cgroup_cpu && !testimony.suspended) {
    const double group = testimony.cgroup_cpu->value();
    compare("cpu-cgroup", "CPU time with calo's, group",
            "their control group (processes that left it aside)",
            (end_cpu(end) + testimony.own).value(), group,
            limit_of(group) + clocks_agree_s * testimony.cpus, Witness::Bound::at_most);
  }
  for (const Counted& counter : testimony.counters) {
    if (testimony.suspended) break;  // the energy around it is left out
    const double other = counter.since_first.value();
    result.push_back({"energy-counter", "energy of " + counter.domain,
                      "its counter, last reading minus first", "J", counter.calo.value(), other,
                      1e-9 * std::abs(other) + 1e-6, Witness::Bound::equal});
  }
  if (const auto dearest = profile == nullptr ? std::nullopt : dearest_place(*profile)) {
    const double highest = testimony.highest_price.value();
    result.push_back({"energy-price", "energy/CPU s, dearest place",
                      "dearest interval of all processes", "J", *dearest, highest,
                      prices_agree * highest, Witness::Bound::at_most});
  }
  if (tree.largest_rss > Bytes{}) {
    result.push_back({"memory-peak", "peak RSS", "the kernel's mark of one process (ru_maxrss)",
                      "B", end.peak_rss.value(), tree.largest_rss.value(),
                      0.01 * tree.largest_rss.value(), Witness::Bound::at_least});
  }
  if (tree.births) {
    result.push_back({"processes", "processes in the records", "births told by the kernel", "",
                      static_cast<double>(testimony.processes_recorded),
                      static_cast<double>(*tree.births), 0.0, Witness::Bound::equal});
  }
  std::erase_if(result, [](const Witness& witness) {
    return !std::isfinite(witness.calo) || !std::isfinite(witness.other);
  });
  return result;
}

void add_witness_warnings(model::RunEnd& end, const std::vector<Witness>& witnesses) {
  for (const Witness& witness : witnesses) {
    if (witness.ok()) continue;
    const std::string unit = witness.unit.empty() ? "" : " " + witness.unit;
    end.warnings.push_back(
        {"witness-" + witness.name,
         fmt::format("Calo's numbers disagree with another count: {} {:.6g}{}, {} {:.6g}{}. What "
                     "depends on it may be wrong; please report it.",
                     witness.what, witness.calo, unit, witness.whose, witness.other, unit)});
  }
}

}  // namespace calo::recorder
