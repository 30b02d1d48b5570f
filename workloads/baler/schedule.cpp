#include "schedule.hpp"

#include <algorithm>

namespace baler {

void PlateauSchedule::observe(double loss) {
  constexpr double factor = 0.5;
  constexpr double smallest = 1e-6;
  constexpr double threshold = 1e-4;
  constexpr double least_change = 1e-8;
  if (loss < best_ * (1 - threshold)) {
    best_ = loss;
    bad_epochs_ = 0;
  } else {
    ++bad_epochs_;
  }
  if (bad_epochs_ <= patience_) return;
  bad_epochs_ = 0;
  const double reduced = std::max(rate_ * factor, smallest);
  if (rate_ - reduced > least_change) rate_ = reduced;
}

bool EarlyStopping::observe(double loss) {
  if (best_ - loss > min_delta_) {
    best_ = loss;
    bad_epochs_ = 0;
  } else if (best_ - loss < min_delta_) {
    ++bad_epochs_;
  }
  return bad_epochs_ > 0 && bad_epochs_ >= patience_;
}

}  // namespace baler
