#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "os/clock.hpp"
#include "processes/process_ledger.hpp"

namespace calo::recorder {

/// Decides how long the processes that a program left behind are followed.
///
/// Orphans in our session are followed to their end. Daemons (other sessions) are followed until
/// none has been busy for a second. Pure; times are told.
class LeftBehind {
 public:
  using Live = processes::ProcessLedger::Live;

  /// The program has ended at `now`, and left these. `session` is ours.
  LeftBehind(std::span<const Live> live, os::Instant now, std::int64_t session);

  /// Whether what lives is still to be followed. To be asked at each tick.
  bool is_followed(std::span<const Live> live, os::Instant now);

 private:
  std::int64_t session_;
  os::Instant rested_since_;
  os::Instant considered_;
  std::map<std::int64_t, Seconds> cpu_;  ///< by pid, as of then
};

}  // namespace calo::recorder
