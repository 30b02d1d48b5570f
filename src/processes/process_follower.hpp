#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "os/clock.hpp"
#include "os/usage.hpp"
#include "processes/process_ledger.hpp"
#include "processes/pss_schedule.hpp"
#include "processes/task_events.hpp"

namespace calo::processes {

/// Follows the process tree below one subreaper without root, and tells its ledger what it sees.
///
/// Live processes are polled; a process that ends is counted by its exit record: wait4(2) when it
/// was a child of ours (the main program, orphans), the `children` times of its parent otherwise.
/// So CPU time, faults and I/O of children that lived shorter than one poll are there once their
/// parent has waited for them. A process whose parent ignores SIGCHLD is in no exit record: the
/// rest of its CPU time comes from the kernel's clock over the whole tree, where there is one.
///
/// All of /proc is the real one, whatever machine a SystemRoot describes. Not thread-safe.
class ProcessFollower {
 public:
  /// `main` is our child, not yet running its program; `self` is the subreaper (we); `start` is the
  /// run's start. `events` may be empty: then processes are found by scanning /proc and the count
  /// is a lower bound. `most_records`: see ProcessLedger.
  ProcessFollower(std::int64_t main, std::int64_t self, os::Instant start,
                  std::optional<TaskEvents> events, std::size_t most_records = 4096);

  [[nodiscard]] const ProcessLedger& ledger() const { return ledger_; }
  ProcessLedger& ledger() { return ledger_; }

  /// A child of ours that is not of the tree, whatever /proc says; 0: there is none.
  void leave_out(std::int64_t pid) { left_out_ = pid; }

  /// Takes in births and ends, and reads little of /proc: cheap, call it when the buffers fill.
  void drain_events();

  /// Reads every live process. `thorough` also reads what is costly or changes slowly: I/O and
  /// swap. PSS has a schedule of its own.
  void poll(os::Instant now, bool thorough);

  /// A child of ours has ended and is still a zombie: reads what only a zombie can tell. Call
  /// before reaping.
  void before_reaping(std::int64_t pid);
  /// ... and was reaped with this status and usage (which include the children it waited for).
  /// False if it was not of the tree (a child from before the run).
  bool reaped(std::int64_t pid, int wait_status, const os::Usage& usage, os::Instant now);

  /// PSS of the tree as of the last poll; only when it was read, and readable for every process.
  [[nodiscard]] std::optional<Bytes> pss() const { return pss_; }
  [[nodiscard]] std::optional<Bytes> peak_pss() const {
    return pss_schedule_.peak(ledger_.peak_rss());
  }
  /// What reading PSS cost in the last poll.
  [[nodiscard]] std::chrono::nanoseconds cost_of_pss() const { return cost_of_pss_; }

  [[nodiscard]] bool count_is_exact() const { return events_.has_value() && events_->lost() == 0; }
  [[nodiscard]] std::int64_t lost_events() const { return events_ ? events_->lost() : 0; }
  /// drain_events() is to be called many times a second.
  [[nodiscard]] bool follows_events() const { return events_.has_value(); }
  /// The ledger's, and what the events say.
  [[nodiscard]] TreeWitnesses witnesses() const;

 private:
  struct Zombie {
    std::int64_t pid = 0;
    std::optional<ProcessStat> stat;
    std::optional<ProcessIo> io;
    std::optional<Seconds> cpu;
  };
  struct ChildSignal {
    bool ignored = false;
    os::Instant asked_at{};
  };

  void take(const TaskEvent& event);
  void take_exit(const TaskEvent& event);
  /// Finds new processes in /proc, where no events tell of them.
  void scan(os::Instant now);
  /// False: it is no more.
  bool read(std::int64_t pid, os::Instant now, bool thorough);
  void read_pss();
  void end(std::int64_t pid, os::Instant when);
  /// Ends those that have gone since the last poll below `pid`, which is dying: their times are in
  /// its own.
  void end_gone_below(std::int64_t pid, os::Instant now);
  /// SIGCHLD is ignored: nobody waits for what ends below it.
  bool ignores_children(std::int64_t pid, os::Instant now);

  std::int64_t main_ = 0;
  std::int64_t self_ = 0;
  std::int64_t left_out_ = 0;
  std::optional<TaskEvents> events_;
  std::uint64_t start_ticks_ = 0;  ///< of the program
  ProcessLedger ledger_;
  std::int64_t births_told_ = 1;  ///< by events; the program's was before the first
  std::unordered_map<std::int64_t, ChildSignal> child_signals_;  ///< by pid, of living ones
  Zombie zombie_;

  std::unordered_set<std::int64_t> foreign_;  ///< pids found not to be of the tree, for the scan
  os::Instant next_forgetting_{};             ///< of them: pids come round again
  os::Instant next_scan_{};

  PssSchedule pss_schedule_;
  std::optional<Bytes> pss_;
  std::chrono::nanoseconds cost_of_pss_{};
};

}  // namespace calo::processes
