#pragma once

#include <chrono>
#include <optional>

#include "base/quantity.hpp"
#include "os/clock.hpp"

namespace calo::processes {

/// When the PSS of a tree is read, and whether what was read can stand for its peak.
///
/// The kernel walks through all page tables for it, milliseconds for each GB. So it is read
/// regularly but rarely, and soon after the tree has grown beyond what it held at any reading
/// before: growth of a fiftieth at a time bounds how often that can be, and a rest of fifty times
/// the cost how dense.
class PssSchedule {
 public:
  /// `rss` is the tree's now; RSS is known at every poll.
  [[nodiscard]] bool is_due(os::Instant now, Bytes rss) const;
  /// It was read at `now`; empty `pss`: it could not be.
  void was_read(os::Instant now, std::chrono::nanoseconds cost, Bytes rss,
                std::optional<Bytes> pss);
  /// The largest PSS read, if the tree was never much larger (`peak_rss`) than at some reading: a
  /// peak that was missed is not known.
  [[nodiscard]] std::optional<Bytes> peak(Bytes peak_rss) const;

 private:
  std::optional<os::Instant> last_;
  std::chrono::nanoseconds cost_{};
  Bytes largest_rss_{};  ///< of all readings
  std::optional<Bytes> peak_;
};

}  // namespace calo::processes
