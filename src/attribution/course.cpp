#include "attribution/course.hpp"

#include <algorithm>
#include <ranges>

#include "attribution/parts.hpp"

namespace calo::attribution {

namespace {

/// Moves what is above gross to the next points that have room; gives what was left at the end.
Joules carried(Joules rest, auto&& points) {
  for (CoursePoint& point : points) {
    point.program += rest;
    rest = std::max(Joules{}, point.program - std::max(Joules{}, point.gross));
    point.program -= rest;
  }
  return rest;
}

}  // namespace

ProgramPower::ProgramPower(std::span<const model::Domain> domains,
                           std::span<const model::EnergyShares> totals, const Books& books)
    : domains_{domains} {
  const ProgramUse use = program_use(domains, totals);
  const bool by_time =
      books.policy == StaticPolicy::exclusive || books.policy == StaticPolicy::reserved;
  if (!by_time) {
    of_static_ = use.paid(books);
    return;
  }
  Joules idle{};
  for (std::size_t i = 0; i < totals.size(); ++i) {
    if (domains[i].role == model::Role::total) idle += totals[i].idle;
  }
  if (idle > Joules{}) of_idle_ = (books.total.attributed.value - use.dynamic) / idle;
}

Joules ProgramPower::in(const model::Interval& interval) const {
  Joules sum{};
  for (std::size_t i = 0; i < std::min(interval.energy.size(), domains_.size()); ++i) {
    if (domains_[i].role != model::Role::total) continue;
    const model::EnergyShares& shares = interval.energy[i];
    sum += shares.tree_dynamic + shares.idle * of_idle_ + shares.tree_static * of_static_;
  }
  return sum;
}

std::vector<CoursePoint> course(const model::RunHeader& header,
                                const std::vector<model::Interval>& intervals,
                                const model::RunEnd& end, const Books& books) {
  const ProgramPower program{header.domains, end.totals, books};
  std::vector<CoursePoint> points;
  points.reserve(intervals.size());
  for (const model::Interval& interval : intervals) {
    if (!(interval.end > interval.begin)) continue;
    CoursePoint point{interval.begin, interval.end, {}, program.in(interval)};
    for (std::size_t i = 0; i < std::min(interval.energy.size(), header.domains.size()); ++i) {
      if (header.domains[i].role == model::Role::total) point.gross += interval.energy[i].gross;
    }
    points.push_back(point);
  }
  const Joules rest = carried(Joules{}, points);
  carried(rest, points | std::views::reverse);
  return points;
}

}  // namespace calo::attribution
