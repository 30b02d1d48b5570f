#pragma once

#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "model/run.hpp"
#include "os/clock.hpp"
#include "processes/cpu_ledger.hpp"
#include "processes/proc_files.hpp"
#include "processes/pss_schedule.hpp"
#include "processes/task_events.hpp"

namespace calo::processes {

/// What the whole tree has used since the run began; never decreases.
struct TreeTotals {
  Seconds cpu{};  ///< user + system
  Seconds user{}, system{};
  std::int64_t minor_faults = 0, major_faults = 0;
  std::optional<Bytes> read_chars, written_chars, read_disk, written_disk;
};

/// What the tree holds at one instant.
struct TreeLevels {
  std::int64_t processes = 0;
  std::int64_t threads = 0;
  Bytes rss{};
  std::optional<Bytes> pss;   ///< only when it was read, and readable for every process
  std::optional<Bytes> swap;  ///< only when asked for
};

/// CPU time that one process, or a group of short-lived ones, used since the previous poll.
struct ProcessUse {
  std::int64_t id = 0;  ///< of the ProcessRecord
  Seconds cpu{};
};

/// A process tree below one subreaper, followed without root.
///
/// Live processes are polled; a process that ends is counted by its exit record: rusage of wait4(2)
/// when it was a child of ours (the main program, orphans), the `children` times of its parent
/// otherwise. So CPU time, faults and I/O of children that lived shorter than one poll are there
/// once their parent has waited for them. Whose parent ignores SIGCHLD is in no exit record: the
/// rest of its CPU time comes from the kernel's clock over the whole tree, where there is one.
class ProcessTree {
 public:
  /// `main` is our child, not yet running its program; `self` is the subreaper (we); `start` is the
  /// run's start. `events` may be empty: then processes are found by scanning /proc and the count
  /// is a lower bound.
  /// Past `most_records`, ended processes are folded by parent and name, so that memory and the
  /// file stay bounded.
  ProcessTree(std::int64_t main, std::int64_t self, os::Instant start,
              std::optional<TaskEvents> events, std::size_t most_records = 4096);

  /// A child of ours that is not of the tree, whatever /proc says; 0: there is none.
  void leave_out(std::int64_t pid) { left_out_ = pid; }

  /// Takes in births and ends, without reading /proc: cheap, call it when the buffers fill.
  void drain_events();

  /// Reads every live process. `thorough` also reads what is costly or changes slowly: I/O and
  /// swap. PSS has a schedule of its own.
  void poll(os::Instant now, bool thorough);

  /// A child of ours has ended and is still a zombie: reads what only a zombie can tell. Call
  /// before reaping.
  void before_reaping(std::int64_t pid);
  /// ... and was reaped with this status and usage (which include the children it waited for).
  /// False if it was not of the tree (a child from before the run).
  bool reaped(std::int64_t pid, int wait_status, const rusage& usage, os::Instant now);

  [[nodiscard]] const TreeTotals& totals() const { return totals_; }
  [[nodiscard]] const TreeLevels& levels() const { return levels_; }
  /// Largest sum of RSS at a poll, or RSS of one process by the kernel's own high-water mark, if
  /// larger.
  [[nodiscard]] Bytes peak_rss() const { return peak_rss_; }
  [[nodiscard]] std::optional<Bytes> peak_pss() const { return pss_.peak(peak_rss_); }
  /// What reading PSS cost in the last poll.
  [[nodiscard]] std::chrono::nanoseconds cost_of_pss() const { return cost_of_pss_; }
  [[nodiscard]] std::optional<Bytes> peak_swap() const { return peak_swap_; }
  [[nodiscard]] std::int64_t threads_peak() const { return threads_peak_; }
  [[nodiscard]] std::int64_t processes_seen() const;
  [[nodiscard]] bool count_is_exact() const { return events_.has_value() && events_->lost() == 0; }
  [[nodiscard]] std::int64_t lost_events() const { return events_ ? events_->lost() : 0; }
  [[nodiscard]] std::int64_t voluntary_switches() const { return voluntary_switches_; }
  [[nodiscard]] std::int64_t involuntary_switches() const { return involuntary_switches_; }
  /// drain_events() is to be called many times a second.
  [[nodiscard]] bool follows_events() const { return events_.has_value(); }

  /// Processes that are alive, as of the last poll or event. `session` of the main program for
  /// comparison.
  struct Live {
    std::int64_t pid = 0;
    std::int64_t session = 0;
    std::string name;
    Seconds cpu{};
  };
  [[nodiscard]] std::vector<Live> live() const;

  /// Record of the process of the tree that had this pid last, or of the group it went into; empty
  /// if there was none, or long ago.
  [[nodiscard]] std::optional<std::int64_t> id_of(std::int64_t pid) const;
  /// The record that `id` went into: itself, if it was not folded.
  [[nodiscard]] std::int64_t current(std::int64_t id) const;
  /// The record of a process or of a group, for reading; null if there is none of this number.
  [[nodiscard]] const model::ProcessRecord* look_at(std::int64_t id) const;

  /// CPU time of each process since the last call; sums to the growth of `totals().cpu`, and is
  /// added to the records: theirs sum to `totals().cpu` after it.
  std::vector<ProcessUse> take_use();

  /// What others than the ledger say of the same.
  struct Witnesses {
    /// wait4(2) of the program and of orphans, with all they had waited for.
    Seconds exit_records{};
    /// All processes that have ended were in some exit record, as far as is known.
    bool all_waited_for = true;
    std::int64_t reaped = 0;             ///< exit records
    Bytes largest_rss{};                 ///< ru_maxrss of them
    std::optional<Seconds> task_clock;   ///< of perf events, over the whole tree
    std::optional<std::int64_t> births;  ///< that the kernel told of, the program included
  };
  [[nodiscard]] Witnesses witnesses() const;
  /// Sums over the records.
  [[nodiscard]] Seconds recorded_cpu() const;
  [[nodiscard]] std::int64_t processes_recorded() const;

  /// The record of a process or of a group of short-lived ones, for reading and for adding energy.
  model::ProcessRecord& record(std::int64_t id) { return touch(id); }
  /// Records that changed since the last call; one that was folded into a group comes with count 0.
  std::vector<model::ProcessRecord> take_changed();

 private:
  struct Process {
    std::int64_t id = 0;
    std::int64_t pid = 0;
    std::uint64_t start_ticks = 0;
    std::int64_t session = 0;
    std::int64_t parent_pid = 0;
    Seconds own_cpu{};                                ///< by the process's own clock, ns
    Seconds stat_user{}, stat_system{};               ///< with children
    std::int64_t minor_faults = 0, major_faults = 0;  ///< with children
    std::int64_t threads = 1;
    Bytes rss{};
    std::optional<Bytes> swap;
    std::optional<ProcessIo> io;
    std::optional<Seconds> clock;  ///< of its threads that ended, by the kernel's word
    bool polled = false;
    os::Instant polled_at{};        ///< or when it began
    double pace = 0.0;              ///< CPU time used for each second before the last poll
    bool ignores_children = false;  ///< SIGCHLD is ignored: nobody waits for what ends below it
    os::Instant asked_at{};         ///< ... as of then
  };

  Process& add(std::int64_t pid, std::int64_t parent_pid, std::string name, os::Instant begin);
  void discover(os::Instant now);
  /// What a thread used that ended.
  void take_clock(const TaskEvent& event);
  bool read(Process& process, os::Instant now, bool thorough);
  Process* find(std::int64_t pid);
  /// Takes a process that has ended out of the live ones. `counted`: its time is in the ledger, as
  /// we have waited for it.
  void remove(std::int64_t pid, os::Instant when, bool counted);
  /// Processes that have gone since the last poll below `pid`, now dying: their times are in its
  /// own.
  void remove_gone_below(std::int64_t pid, os::Instant now);
  bool ignores_children(Process& process, os::Instant now);
  /// How the CPU time of a record is to be divided into user and system from now on.
  void divide(std::int64_t id, Seconds user, Seconds system);
  void update_totals();
  void update_levels(bool thorough);
  void read_pss();
  model::ProcessRecord& touch(std::int64_t id);
  /// Puts a record of an ended process, or of a group, into the group of its name below its parent;
  /// gives that group's id. `handed_out`: take_changed may have given it already.
  std::int64_t fold(std::int64_t id, bool handed_out);
  /// The record that stands for all short-lived processes of this name below `parent`.
  model::ProcessRecord& folded(std::int64_t parent, const std::string& name, Seconds begin);
  [[nodiscard]] Seconds since_start(os::Instant when) const { return seconds(when - start_); }

  std::int64_t main_ = 0;
  std::int64_t self_ = 0;
  std::int64_t left_out_ = 0;
  os::Instant start_;
  std::optional<TaskEvents> events_;
  std::uint64_t start_ticks_ = 0;
  std::size_t most_records_;

  std::unordered_map<std::int64_t, Process> live_;         ///< by pid
  std::unordered_map<std::int64_t, std::int64_t> ids_;     ///< by pid: the latest
  std::unordered_map<std::int64_t, std::int64_t> groups_;  ///< id that was folded -> of its group
  std::vector<std::int64_t> order_;  ///< pids of live_, parents before their children
  std::unordered_map<std::int64_t, model::ProcessRecord> records_;
  std::map<std::pair<std::int64_t, std::string>, std::int64_t> folded_;  ///< (parent, name) -> id
  std::unordered_set<std::int64_t> changed_;
  std::vector<std::int64_t>
      folded_away_;   ///< since the last take_changed; they may have been handed out before
  CpuLedger ledger_;  ///< by record id
  std::unordered_map<std::int64_t, double>
      divisions_;                             ///< system share by record id, since take_use
  std::unordered_set<std::int64_t> foreign_;  ///< pids found not to be of the tree, for the scan
  os::Instant next_forgetting_{};             ///< of them: pids come round again
  struct Dying {
    std::int64_t pid = 0;
    std::optional<ProcessStat> stat;
    std::optional<ProcessIo> io;
    std::optional<Seconds> own_cpu;
  };
  std::optional<Dying> dying_;
  std::int64_t next_id_ = 0;
  std::int64_t births_ = 0;
  std::int64_t births_told_ = 1;  ///< by events; the program's was before the first
  std::int64_t live_threads_ = 1;
  os::Instant next_scan_{};
  PssSchedule pss_;
  std::chrono::nanoseconds cost_of_pss_{};

  TreeTotals reaped_;  ///< of children of ours that were waited for
  Witnesses witnesses_;
  TreeTotals totals_;
  TreeLevels levels_;
  Bytes peak_rss_{};
  std::optional<Bytes> peak_swap_;
  std::int64_t threads_peak_ = 1;
  std::int64_t voluntary_switches_ = 0, involuntary_switches_ = 0;
};

}  // namespace calo::processes
