#include "observer/first_thread.hpp"

#include <algorithm>
#include <iterator>

namespace calo::observer {

double FirstThread::period_at(std::uint64_t event, std::uint64_t time) const {
  const std::deque<Draw>& drawn = draws.at(event);
  const auto later = std::ranges::upper_bound(drawn, time, {}, &Draw::time);
  return static_cast<double>(later == drawn.begin() ? later->period : std::prev(later)->period);
}

void FirstThread::forget_before(std::uint64_t time) {
  for (auto& [event, drawn] : draws) {
    while (drawn.size() > 1 && drawn[1].time <= time) drawn.pop_front();
  }
}

}  // namespace calo::observer
