#include "power_model/power_curve.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/expect.hpp"

namespace calo::power_model {

PowerCurve::PowerCurve(std::vector<Level> levels, std::string scope, std::string method)
    : levels_{std::move(levels)}, scope_{std::move(scope)}, method_{std::move(method)} {
  CALO_EXPECT(levels_.size() >= 2, "a curve has an idle and a full level");
  CALO_EXPECT(levels_.front().utilisation == 0.0 && levels_.back().utilisation == 1.0,
              "a curve runs from 0 to 1");
  CALO_EXPECT(std::ranges::is_sorted(levels_, {}, &Level::utilisation), "utilisation ascends");
}

PowerCurve::Level PowerCurve::level_at(double utilisation) const {
  if (!(utilisation > 0.0)) return levels_.front();
  if (utilisation >= 1.0) return levels_.back();
  const auto above = std::ranges::upper_bound(levels_, utilisation, {}, &Level::utilisation);
  const Level& b = *above;
  const Level& a = *(above - 1);
  const double t = (utilisation - a.utilisation) / (b.utilisation - a.utilisation);
  const auto between = [t](Watts x, Watts y) { return x + t * (y - x); };
  return {utilisation, between(a.watts, b.watts), between(a.low, b.low), between(a.high, b.high),
          between(a.u, b.u)};
}

std::pair<Watts, Watts> PowerCurve::interval90(double utilisation) const {
  const Level level = level_at(utilisation);
  return {level.low, level.high};
}

Estimate<Watts> PowerCurve::estimate(double utilisation) const {
  const Level level = level_at(utilisation);
  return {level.watts, level.u, kind_, std::pair{level.low, level.high}};
}

PowerCurve PowerCurve::sliced(double fraction) const {
  CALO_EXPECT(fraction > 0.0 && fraction <= 1.0, "a slice is a part of its host");
  PowerCurve slice = *this;
  for (Level& level : slice.levels_) {
    level.watts = fraction * level.watts;
    level.low = fraction * level.low;
    level.high = fraction * level.high;
    level.u = fraction * level.u;
  }
  slice.scope_ = scope_ + " share";
  slice.share_ = share_ * fraction;
  return slice;
}

}  // namespace calo::power_model
