#pragma once

#include "base/error.hpp"
#include "base/quantity.hpp"
#include "os/file.hpp"

namespace calo::cli {

/// What a command that watches waits for: Ctrl-C and the like end it, the timer says when to look.
struct Events {
  os::FileDescriptor signals, timer;

  /// Blocks the signals in this thread: before others are started.
  static Result<Events> open(Seconds interval);
  /// True when it is time to look, false when it is time to end.
  [[nodiscard]] bool wait() const;
  /// True if the timer has come since the last call.
  [[nodiscard]] bool take_tick() const;
};

}  // namespace calo::cli
