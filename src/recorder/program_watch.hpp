#pragma once

#include <poll.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "os/clock.hpp"
#include "os/file.hpp"
#include "processes/process_follower.hpp"
#include "recorder/left_behind.hpp"
#include "recorder/passed_signals.hpp"

namespace calo::recorder {

/// Waits for everything that happens to a program while it is measured, until it and the processes
/// it left behind have ended: signals, ends of children, marks, samples, and the time for a tick.
///
/// - A tick reads everything. Where ticks cost more than 0.4 % of the time they become rarer. The
///   program's end and, at some distance, its marks have a tick of their own.
/// - Signals to us are passed on to the program (passed_signals.hpp); when it has ended, one that
///   asks to end ends the watch.
/// - What the program leaves behind is followed as LeftBehind says.
///
/// Not thread-safe.
class ProgramWatch {
 public:
  /// A tick that was made: when it read the sources, and the CPU time by which others become rarer.
  struct Tick {
    os::Instant at{};
    std::chrono::nanoseconds cost{};
  };
  /// What is done about what happens.
  struct Actions {
    std::function<Tick(os::Instant now)> tick;
    /// Samples fill their buffers.
    std::function<void()> collect_samples;
    /// When they are to be collected at the latest; empty: nobody takes any.
    std::function<std::optional<std::chrono::nanoseconds>()> collect_within;
    /// Marks may have come; true if a phase began or ended.
    std::function<bool()> take_marks;
    /// The program has ended, but processes it left behind have not. Told once, after two seconds.
    std::function<void(std::span<const std::string> names)> on_waiting;
  };
  /// What is waited for.
  struct Sources {
    int marks = -1;            ///< readable when marks come; -1: none do
    std::vector<int> samples;  ///< readable when samples fill their buffers
  };
  struct ProgramEnd {
    int wait_status = 0;  ///< as wait(2) gives it
    os::Instant when{};
  };

  /// Requires: block_signals() was called. `program` is our child.
  static Result<ProgramWatch> open(pid_t program);

  /// The process that stands in our group for us; 0 without one.
  [[nodiscard]] pid_t group_witness() const { return signals_.witness(); }

  /// Returns when all has ended that is to be followed. `begin` is the time of the first tick, and
  /// of the run; `interval` is that between ticks.
  void run(processes::ProcessFollower& follower, const Sources& sources, const Actions& actions,
           os::Instant begin, std::chrono::nanoseconds interval);

  /// Empty while the program runs.
  [[nodiscard]] const std::optional<ProgramEnd>& program_end() const { return program_end_; }
  /// Processes that still ran when run() returned because they had rested: "name (pid)".
  [[nodiscard]] const std::vector<std::string>& left_running() const { return left_running_; }

 private:
  explicit ProgramWatch(pid_t program, PassedSignals signals)
      : program_{program}, signals_{std::move(signals)} {}

  /// False: poll(2) has failed.
  bool wait(std::vector<pollfd>& watched);
  void answer(std::vector<pollfd>& watched);
  void answer_signals();
  void reap();
  void make_tick();
  void consider_leaving(os::Instant now);
  /// For what fills up or grows old between two ticks.
  void arm_buffer_timer();

  pid_t program_;
  PassedSignals signals_;
  os::FileDescriptor tick_timer_, buffer_timer_;

  // While run() runs.
  processes::ProcessFollower* follower_ = nullptr;
  const Actions* actions_ = nullptr;
  std::chrono::nanoseconds interval_{};
  os::Instant last_tick_{}, next_tick_{};
  std::chrono::nanoseconds between_marks_{};
  bool is_done_ = false;
  bool was_told_ = false;  ///< on_waiting

  std::optional<ProgramEnd> program_end_;
  std::optional<LeftBehind> left_behind_;
  std::vector<std::string> left_running_;
};

}  // namespace calo::recorder
