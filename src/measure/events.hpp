#pragma once

#include "base/error.hpp"
#include "base/quantity.hpp"
#include "os/file.hpp"

namespace calo::measure {

/// What a command that watches waits for: Ctrl-C and the like end it; a timer, or an input that
/// something comes from, says when to look.
struct Events {
  os::FileDescriptor signals, timer;
  int input = -1;        ///< looked at instead of the timer, if it is not -1; somebody else's
  int patience_ms = -1;  ///< after so long without input it is time to look, too; -1: never

  /// Blocks the signals in this thread: before others are started.
  static Result<Events> open(Seconds interval);
  /// The same with `input` instead of a timer.
  static Result<Events> open_for(int input, Seconds patience);
  /// What is readable when it is time to look.
  [[nodiscard]] int ticks() const { return input >= 0 ? input : timer.get(); }
  bool hangup_ends = true;  ///< false: SIGHUP is told, and ends nothing

  enum class What { tick, quiet, hangup, signal };
  struct Happening {
    What what = What::signal;
    int signal = 0;  ///< that came
  };
  /// Waits for what comes next; `quiet`: nothing within the patience, with a timer.
  [[nodiscard]] Happening next() const;
  /// True when it is time to look, false when it is time to end.
  [[nodiscard]] bool wait() const;
  /// True if the timer has come since the last call; always with an input.
  [[nodiscard]] bool take_tick() const;
};

}  // namespace calo::measure
