#include "recorder/phase_accounts.hpp"

#include <algorithm>
#include <limits>
#include <ranges>
#include <utility>

namespace calo::recorder {

namespace {

constexpr std::size_t deepest = 64;
constexpr std::size_t most_lanes = 4096;
constexpr int most_ancestors = 256;

}  // namespace

std::int32_t PhaseAccounts::number(std::int32_t parent, const std::string& name, Seconds when) {
  for (std::size_t i = 1; i < phases_.size(); ++i) {
    if (phases_[i].parent == parent && phases_[i].name == name) return static_cast<std::int32_t>(i);
  }
  if (phases_.size() >= model::most_phases) {
    // The last one takes whatever is new from now on.
    const bool there = phases_.back().parent == -1 && phases_.back().name == "(more phases)";
    if (there) return static_cast<std::int32_t>(phases_.size() - 1);
    parent = -1;
  }
  model::Phase phase;
  phase.parent = parent;
  phase.name = phases_.size() >= model::most_phases ? "(more phases)" : name;
  phase.begin = phase.end = when;
  phases_.push_back(std::move(phase));
  return static_cast<std::int32_t>(phases_.size() - 1);
}

void PhaseAccounts::begin(Lane& lane, const processes::Mark& mark, Seconds when) {
  const std::int32_t around = lane.open.empty() ? -1 : lane.open.back().phase;
  const std::int32_t phase = number(around, mark.name, when);
  ++phases_[static_cast<std::size_t>(phase)].times;
  lane.open.push_back({phase, when});
  lane.changes.push_back({when, mark.cpu, phase});
}

void PhaseAccounts::close(const Open& open, std::int64_t process, Seconds when) {
  model::Phase& phase = phases_[static_cast<std::size_t>(open.phase)];
  phase.end = std::max(phase.end, when);
  if (spans_.size() < model::most_phase_spans)
    spans_.push_back({open.phase, process, open.begin, when});
}

void PhaseAccounts::end(Lane& lane, std::int64_t process, const processes::Mark& mark,
                        Seconds when) {
  const auto same = [&](const Open& open) {
    return phases_[static_cast<std::size_t>(open.phase)].name == mark.name;
  };
  const auto found = std::find_if(lane.open.rbegin(), lane.open.rend(), same);
  if (found == lane.open.rend()) return;  // it never began, or its begin was lost
  const auto left = static_cast<std::size_t>(lane.open.rend() - found) - 1;
  while (lane.open.size() > left) {
    close(lane.open.back(), process, when);
    lane.open.pop_back();
  }
  lane.changes.push_back({when, mark.cpu, lane.current()});
}

void PhaseAccounts::enter(const processes::Mark& mark, std::int64_t process, Seconds when,
                          const SoFar& so_far) {
  using What = processes::Mark::What;
  const bool is_new = !lanes_.contains(process);
  if (is_new && lanes_.size() >= most_lanes) return;
  Lane& lane = lanes_[process];
  if (is_new) lane.cpu = so_far.cpu;
  switch (mark.what) {
    case What::begin:
      if (lane.open.size() < deepest) begin(lane, mark, when);
      break;
    case What::end:
      end(lane, process, mark, when);
      break;
    case What::count:
      phases_[static_cast<std::size_t>(lane.current())].count += mark.count;
      break;
    case What::since_start:
      if (is_new) {
        start_before(lane, mark.name, so_far);
      } else if (lane.open.size() < deepest) {
        begin(lane, mark, when);  // it comes too late
      }
      break;
  }
}

/// What the process has used until now was entered as outside.
void PhaseAccounts::start_before(Lane& lane, const std::string& name, const SoFar& so_far) {
  const std::int32_t phase = number(-1, name, so_far.begin);
  model::Phase& started = phases_[static_cast<std::size_t>(phase)];
  model::Phase& outside = phases_.front();
  ++started.times;
  started.cpu += so_far.cpu;
  outside.cpu -= so_far.cpu;
  started.dynamic += so_far.dynamic;
  outside.dynamic -= so_far.dynamic;
  started.static_by_cpu += so_far.static_share;
  outside.static_by_cpu -= so_far.static_share;
  if (outside.wall > Seconds{}) {
    const Seconds wall = std::clamp(outside.end - so_far.begin, Seconds{}, outside.wall);
    const Joules idle = outside.static_by_time * (wall / outside.wall);
    started.wall += wall;
    outside.wall -= wall;
    started.static_by_time += idle;
    outside.static_by_time -= idle;
  }
  lane.open.push_back({phase, so_far.begin});
  lane.at_begin = phase;
}

PhaseAccounts::Lane* PhaseAccounts::lane_of(std::int64_t process, const ParentOf& parent_of) {
  for (int i = 0; i < most_ancestors && process >= 0; ++i) {
    const auto found = lanes_.find(process);
    if (found != lanes_.end()) return &found->second;
    process = parent_of(process);
  }
  return nullptr;
}

void PhaseAccounts::add(std::int32_t phase, const IntervalCost& cost, double share, Seconds cpu,
                        double part) {
  model::Phase& to = phases_[static_cast<std::size_t>(phase)];
  to.dynamic += cost.dynamic * (share * part);
  to.static_by_cpu += cost.static_by_cpu * (share * part);
  to.cpu += cpu * part;
}

void PhaseAccounts::share_by_time(const Lane& lane, const IntervalCost& cost, double share,
                                  Seconds cpu) {
  const Seconds length = cost.end - cost.begin;
  Seconds from = cost.begin;
  std::int32_t phase = lane.at_begin;
  double left = 1.0;
  for (const Change& change : lane.changes) {
    const Seconds until = std::clamp(change.time, from, cost.end);
    const double part = length > Seconds{} ? std::min(left, (until - from) / length) : 0.0;
    add(phase, cost, share, cpu, part);
    left -= part;
    from = until;
    phase = change.phase;
  }
  add(phase, cost, share, cpu, left);
}

bool PhaseAccounts::share_by_cpu(const Lane& lane, const IntervalCost& cost, double share,
                                 Seconds cpu) {
  // CPU time of short-lived children is in `cpu`, but not in the process's clock.
  constexpr double tolerance = 1.05;
  Seconds from = lane.cpu;
  for (const Change& change : lane.changes) {
    if (change.cpu < from) return false;
    from = change.cpu;
  }
  if (from - lane.cpu > tolerance * cpu) return false;

  from = lane.cpu;
  std::int32_t phase = lane.at_begin;
  double left = 1.0;
  for (const Change& change : lane.changes) {
    const double part = cpu > Seconds{} ? std::min(left, (change.cpu - from) / cpu) : 0.0;
    add(phase, cost, share, cpu, part);
    left -= part;
    from = change.cpu;
    phase = change.phase;
  }
  add(phase, cost, share, cpu, left);
  return true;
}

void PhaseAccounts::share_use(const IntervalCost& cost, const processes::ProcessUse& use,
                              double share, const ParentOf& parent_of) {
  const auto own = lanes_.find(use.id);
  if (own != lanes_.end()) {
    Lane& lane = own->second;
    if (share_by_cpu(lane, cost, share, use.cpu)) {
      lane.cpu += use.cpu;
    } else {
      share_by_time(lane, cost, share, use.cpu);
      const Change& last = lane.changes.back();
      const Seconds length = cost.end - cost.begin;
      const double after =
          length > Seconds{} ? std::clamp((cost.end - last.time) / length, 0.0, 1.0) : 0.0;
      lane.cpu = last.cpu + use.cpu * after;
    }
  } else if (const Lane* around = lane_of(use.id, parent_of)) {
    share_by_time(*around, cost, share, use.cpu);
  } else {
    add(0, cost, share, use.cpu, 1.0);
  }
}

/// Time, and the idle energy by time: `part` of it is the lane's.
void PhaseAccounts::share_time(const Lane& lane, const IntervalCost& cost, double part) {
  const Seconds length = cost.end - cost.begin;
  Seconds from = cost.begin;
  std::int32_t phase = lane.at_begin;
  Joules left = cost.idle * part;
  const auto give = [&](Seconds until, bool last) {
    model::Phase& to = phases_[static_cast<std::size_t>(phase)];
    const Joules idle =
        last || !(length > Seconds{}) ? left : cost.idle * (part * ((until - from) / length));
    to.wall += until - from;
    to.static_by_time += idle;
    to.end = std::max(to.end, until);
    left -= idle;
    from = until;
  };
  for (const Change& change : lane.changes) {
    give(std::clamp(change.time, from, cost.end), false);
    phase = change.phase;
  }
  give(cost.end, true);
}

void PhaseAccounts::share(const IntervalCost& cost, std::span<const processes::ProcessUse> uses,
                          const ParentOf& parent_of) {
  Seconds all{};
  for (const processes::ProcessUse& use : uses) all += use.cpu;
  if (all > Seconds{}) {
    for (const processes::ProcessUse& use : uses) share_use(cost, use, use.cpu / all, parent_of);
  } else if (const Lane* program = lane_of(0, parent_of)) {
    // Nobody in particular: the program itself stands for it, as it does among processes.
    share_by_time(*program, cost, 1.0, Seconds{});
  } else {
    add(0, cost, 1.0, Seconds{}, 1.0);
  }

  for (const auto& [process, lane] : lanes_)
    share_time(lane, cost, 1.0 / static_cast<double>(lanes_.size()));
  if (lanes_.empty()) {
    phases_.front().wall += cost.end - cost.begin;
    phases_.front().static_by_time += cost.idle;
  }
  phases_.front().end = cost.end;

  for (auto& [process, lane] : lanes_) {
    lane.at_begin = lane.current();
    lane.changes.clear();
  }
  std::erase_if(lanes_, [](const auto& entry) { return entry.second.has_ended; });
}

void PhaseAccounts::ended(std::int64_t process, Seconds when) {
  const auto found = lanes_.find(process);
  if (found == lanes_.end() || found->second.has_ended) return;
  Lane& lane = found->second;
  while (!lane.open.empty()) {
    close(lane.open.back(), process, when);
    lane.open.pop_back();
  }
  lane.has_ended = true;
}

std::vector<std::int64_t> PhaseAccounts::processes() const {
  std::vector<std::int64_t> ids;
  ids.reserve(lanes_.size());
  for (const auto& [process, lane] : lanes_) ids.push_back(process);
  return ids;
}

std::string PhaseAccounts::at(Seconds when) const {
  std::vector<model::PhaseSpan> recent;
  for (auto span = spans_.rbegin(); span != spans_.rend() && span->end > when; ++span)
    recent.push_back(*span);
  std::ranges::reverse(recent);
  const Seconds still = Seconds::of(std::numeric_limits<double>::infinity());
  for (const auto& [process, lane] : lanes_) {
    // Innermost first, as they will end.
    for (const Open& open : std::views::reverse(lane.open))
      recent.push_back({open.phase, process, open.begin, still});
  }
  return model::phase_at(when, phases_, recent);
}

void PhaseAccounts::finish(Seconds when) {
  for (auto& [process, lane] : lanes_) ended(process, when);
}

std::vector<model::Phase> PhaseAccounts::phases() const {
  return any() ? phases_ : std::vector<model::Phase>{};
}

}  // namespace calo::recorder
