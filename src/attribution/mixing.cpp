#include "attribution/mixing.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numbers>
#include <utility>

namespace calo::attribution {

namespace {

/// How long phases were going on in one interval, and how many marks it holds.
struct Inside {
  std::map<std::int32_t, double> seconds;  ///< by phase, with those inside it
  double marks = 0.0;
};

/// The first interval that ends after `when`.
std::size_t interval_at(const std::vector<model::Interval>& intervals, Seconds when) {
  const auto found = std::ranges::upper_bound(intervals, when, {}, &model::Interval::end);
  return static_cast<std::size_t>(found - intervals.begin());
}

Joules dynamic_of(const model::Run& run, const model::Interval& interval) {
  Joules sum{};
  for (std::size_t i = 0; i < std::min(interval.energy.size(), run.header.domains.size()); ++i) {
    if (run.header.domains[i].role == model::Role::total) sum += interval.energy[i].tree_dynamic;
  }
  return sum;
}

/// By process and interval: only intervals in which a phase begins or ends mix anything.
std::map<std::pair<std::size_t, std::int64_t>, Inside> insides(const model::Run& run) {
  std::map<std::pair<std::size_t, std::int64_t>, Inside> inside;
  const std::vector<model::PhaseSpan>& spans = run.end.phase_spans;
  for (const model::PhaseSpan& span : spans) {
    for (const Seconds mark : {span.begin, span.end}) {
      const std::size_t at = interval_at(run.intervals, mark);
      if (at < run.intervals.size()) inside[{at, span.process}].marks += 1.0;
    }
  }
  for (const model::PhaseSpan& span : spans) {
    for (std::size_t at = interval_at(run.intervals, span.begin);
         at < run.intervals.size() && run.intervals[at].begin < span.end; ++at) {
      const auto found = inside.find({at, span.process});
      if (found == inside.end()) continue;
      const model::Interval& interval = run.intervals[at];
      const Seconds part = std::min(span.end, interval.end) - std::max(span.begin, interval.begin);
      found->second.seconds[span.phase] += std::max(0.0, part.value());
    }
  }
  return inside;
}

}  // namespace

std::vector<Mixed> mixed(const model::Run& run) {
  const std::vector<model::Phase>& phases = run.end.phases;
  std::vector<Mixed> result(phases.size());
  if (run.intervals.empty() || phases.empty()) return result;
  // Neighbouring intervals of a long run were joined: of the readings in one, those at marks only
  // mix phases.
  const double readings =
      std::max(1.0, static_cast<double>(run.end.ticks) / static_cast<double>(run.intervals.size()));
  const auto all = insides(run);
  std::map<std::size_t, double> processes;  // that have marks in an interval: each has its part
  for (const auto& [key, inside] : all) processes[key.first] += 1.0;
  for (const auto& [key, inside] : all) {
    const model::Interval& interval = run.intervals[key.first];
    const double length = (interval.end - interval.begin).value();
    if (!(length > 0.0)) continue;
    const double of_it = std::min(1.0, inside.marks / readings);
    const double unknown = std::abs(dynamic_of(run, interval).value()) * of_it /
                           (std::numbers::sqrt3 * processes.at(key.first));
    const auto u = [&](double seconds) {
      const double part = std::clamp(seconds / length, 0.0, 1.0);
      return Joules::of(unknown * std::min(part, 1.0 - part));
    };
    std::map<std::int32_t, double> own = inside.seconds;
    double outside = length;
    for (const auto& [phase, seconds] : inside.seconds) {
      const std::int32_t parent = phases[static_cast<std::size_t>(phase)].parent;
      if (parent >= 0) {
        own[parent] -= seconds;
      } else {
        outside -= seconds;
      }
    }
    own[0] = outside;
    for (const auto& [phase, seconds] : own)
      result[static_cast<std::size_t>(phase)].own += u(seconds);
    for (const auto& [phase, seconds] : inside.seconds)
      result[static_cast<std::size_t>(phase)].inclusive += u(seconds);
  }
  result.front().inclusive = result.front().own;

  std::vector<double> kept(phases.size(), 0.0);
  for (const model::PhaseSpan& span : run.end.phase_spans)
    kept[static_cast<std::size_t>(span.phase)] += 1.0;
  for (std::size_t i = 1; i < phases.size(); ++i) {
    const auto times = static_cast<double>(phases[i].times);
    if (kept[i] > 0.0 && times > kept[i]) {
      result[i].own = result[i].own * (times / kept[i]);
      result[i].inclusive = result[i].inclusive * (times / kept[i]);
    }
  }
  return result;
}

}  // namespace calo::attribution
