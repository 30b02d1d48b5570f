#pragma once

#include <cstdint>
#include <limits>

namespace baler {

/// torch.optim.lr_scheduler.ReduceLROnPlateau with the original's settings: mode min, factor 0.5,
/// smallest rate 1e-6, relative threshold 1e-4, no cooldown, eps 1e-8.
class PlateauSchedule {
 public:
  PlateauSchedule(double learning_rate, std::int64_t patience)
      : rate_{learning_rate}, patience_{patience} {}

  [[nodiscard]] double learning_rate() const { return rate_; }

  /// Hears of the loss of an epoch; the rate may be another afterwards.
  void observe(double loss);

 private:
  double rate_;
  std::int64_t patience_;
  double best_ = std::numeric_limits<double>::infinity();
  std::int64_t bad_epochs_ = 0;
};

/// The original's early stopping: an epoch counts as bad if the best loss is undercut by less than
/// `min_delta`; undercut by exactly `min_delta`, the epoch is neither good nor bad.
class EarlyStopping {
 public:
  EarlyStopping(std::int64_t patience, double min_delta)
      : patience_{patience}, min_delta_{min_delta} {}

  /// True when training should stop after this epoch.
  bool observe(double loss);

 private:
  std::int64_t patience_;
  double min_delta_;
  double best_ = std::numeric_limits<double>::infinity();
  std::int64_t bad_epochs_ = 0;
};

}  // namespace baler
