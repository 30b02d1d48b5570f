#include "processes/pss_schedule.hpp"

#include <algorithm>

namespace calo::processes {

namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr milliseconds regular_pause{900};
constexpr int regular_cost_factor = 1000;
constexpr milliseconds growth_pause{10};
constexpr int growth_cost_factor = 50;
constexpr double growth = 1.02;
/// RSS counts shared pages in each process and is kept by the kernel in batches.
constexpr double near_peak = 1.1;

}  // namespace

bool PssSchedule::is_due(os::Instant now, Bytes rss) const {
  if (!last_) return true;
  const nanoseconds since = now - *last_;
  if (since >= std::max<nanoseconds>(regular_pause, cost_ * regular_cost_factor)) return true;
  return rss > largest_rss_ * growth &&
         since >= std::max<nanoseconds>(growth_pause, cost_ * growth_cost_factor);
}

void PssSchedule::was_read(os::Instant now, nanoseconds cost, Bytes rss, std::optional<Bytes> pss) {
  last_ = now;
  cost_ = cost;
  if (!pss) return;
  largest_rss_ = std::max(largest_rss_, rss);
  peak_ = std::max(peak_.value_or(*pss), *pss);
}

std::optional<Bytes> PssSchedule::peak(Bytes peak_rss) const {
  return peak_rss > largest_rss_ * near_peak ? std::nullopt : peak_;
}

}  // namespace calo::processes
