#pragma once

#include <cstdint>
#include <deque>
#include <unordered_map>

namespace calo::observer {

/// The first thread of a process. Its clock is known, and its periods are drawn anew at times that
/// do not depend on what it does: its samples between two drains stand for its CPU time between
/// them, by their periods (docs/methods/sampling.md).
struct FirstThread {
  struct Draw {
    std::uint64_t time = 0;    ///< ns, from when it is in force
    std::uint64_t period = 0;  ///< ns of CPU time
  };
  std::unordered_map<std::uint64_t, std::deque<Draw>> draws;  ///< by event, in order of time
  std::uint64_t samples = 0;                                  ///< since the last draw
  std::uint64_t redraws = 0;                                  ///< since the clock was read
  std::uint64_t cpu = 0;  ///< ns, by its clock, that samples stand for so far
  double scale = 1.0;     ///< CPU time for each ns of the periods that are handed out

  /// The period, ns, that a sample of the event came after. Requires: `draws` has the event.
  [[nodiscard]] double period_at(std::uint64_t event, std::uint64_t time) const;
  /// Draws that were over before `time`; the one in force then is kept.
  void forget_before(std::uint64_t time);
};

}  // namespace calo::observer
