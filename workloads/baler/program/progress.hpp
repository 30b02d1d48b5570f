#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "training.hpp"

namespace baler {

/// Time points of progress; only differences count.
using ProgressClock = std::chrono::steady_clock;

/// The line that tells how training stands: "epoch 120/1000  loss 3.2e-04  lr 1.0e-03  212 epochs/s
/// 4 s left  18.2 J". `joules` is left out when not known.
std::string progress_line(const Epoch& epoch, double elapsed_s, std::optional<double> joules);

/// "[#########......]", filled up to this share.
std::string bar(double share, std::size_t width);

/// Decides when a line is due: on a terminal at most five times a second, otherwise for each tenth,
/// and always at the end.
class Pace {
 public:
  explicit Pace(bool is_terminal) : is_terminal_{is_terminal} {}
  bool is_due(std::int64_t done, std::int64_t of, ProgressClock::time_point now);

 private:
  bool is_terminal_;
  std::int64_t tenths_ = 0;
  std::optional<ProgressClock::time_point> shown_;
};

/// Progress of something that has a number of steps, on standard error.
class Progress {
 public:
  Progress();
  ~Progress() { end(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void epoch(const Epoch& epoch);
  void step(std::int64_t done, std::int64_t of, std::string_view what);
  void end();  ///< ends the live line

 private:
  void show(double share, const std::string& line);

  bool is_terminal_;
  bool has_live_line_ = false;
  Pace pace_;
  ProgressClock::time_point start_;
};

}  // namespace baler
