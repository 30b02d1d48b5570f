#pragma once

#include <chrono>
#include <cstdint>

namespace flow {

/// Tells how far the run is, on standard error: a live line on a terminal, else a line for each
/// tenth.
class Progress {
 public:
  using Clock = std::chrono::steady_clock;

  Progress(std::int64_t steps, std::int64_t cells, bool is_quiet);

  /// `done` steps of all are computed.
  void report(std::int64_t done, Clock::time_point now);
  /// Ends the live line.
  void end();

  /// Million lattice-site updates per second since the start.
  [[nodiscard]] double mlups(std::int64_t done, Clock::time_point now) const;

 private:
  std::int64_t steps_;
  std::int64_t cells_;
  bool is_quiet_;
  bool is_terminal_;
  bool has_live_line_ = false;
  std::int64_t next_tenth_ = 1;
  Clock::time_point start_;
  Clock::time_point shown_;
};

}  // namespace flow
