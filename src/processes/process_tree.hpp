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
#include "processes/proc_files.hpp"
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
  std::optional<Bytes> pss;   ///< only when asked for, and readable for every process
  std::optional<Bytes> swap;  ///< only when asked for
};

/// CPU time that one process (with its short-lived children) used since the previous poll.
struct ProcessUse {
  std::int64_t id = 0;  ///< of the ProcessRecord
  Seconds cpu{};
};

/// A process tree below one subreaper, followed without root.
///
/// Live processes are polled; a process that ends is counted by its exit record: rusage of wait4(2)
/// when it was a child of ours (the main program, orphans), the `children` times of its parent
/// otherwise. So CPU time, faults and I/O of children that lived shorter than one poll are there
/// once their parent has waited for them. Totals of a process whose parent ignores SIGCHLD are
/// known up to its last poll only (docs/methods/processes.md, "Limits").
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

  /// Reads every live process. `thorough` also reads what is costly or changes slowly: I/O, PSS,
  /// swap.
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
  [[nodiscard]] std::optional<Bytes> peak_pss() const { return peak_pss_; }
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

  /// CPU time of each process since the last call; sums to the growth of `totals().cpu`.
  std::vector<ProcessUse> take_use();

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
    Seconds own_cpu{};       ///< by the process's own clock, ns
    Seconds children_cpu{};  ///< waited for, in whole ticks
    /// Totals of followed children that have vanished. The parent's `children` times contain them
    /// once it has waited for them; until then, or if it never waits (SIGCHLD ignored), this keeps
    /// them.
    Seconds absorbed{};
    Seconds stat_user{}, stat_system{};               ///< with children
    std::int64_t minor_faults = 0, major_faults = 0;  ///< with children
    std::int64_t threads = 1;
    Bytes rss{};
    std::optional<Bytes> pss, swap;
    std::optional<ProcessIo> io;
    Seconds reported_own{};       ///< what take_use has handed out of own_cpu
    Seconds reported_children{};  ///< ... and of the children that were never polled
    bool polled = false;
    os::Instant polled_at{};  ///< or when it began
    double pace = 0.0;        ///< CPU time used for each second before the last poll

    [[nodiscard]] Seconds unfollowed_children() const {
      return std::max(Seconds{}, children_cpu - absorbed);
    }
    [[nodiscard]] Seconds cpu() const { return own_cpu + std::max(children_cpu, absorbed); }
  };

  Process& add(std::int64_t pid, std::int64_t parent_pid, std::string name, os::Instant begin);
  void discover(os::Instant now);
  bool read(Process& process, os::Instant now, bool thorough);
  Process* find(std::int64_t pid);
  /// Takes a process that has ended out of the live ones; its time passes to the parent unless
  /// `counted` elsewhere.
  void remove(std::int64_t pid, os::Instant when, bool counted);
  /// Processes that have gone since the last poll while `pid`, now dying, was their parent: their
  /// times are in its own.
  void remove_children_waited_for_by(std::int64_t pid, os::Instant now);
  void hand_out(Process& process);
  void update_totals();
  void update_levels(bool thorough);
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
      folded_away_;  ///< since the last take_changed; they may have been handed out before
  std::unordered_map<std::int64_t, Seconds> use_;  ///< since the last take_use, by record id
  std::unordered_map<std::int64_t, std::unordered_map<std::int64_t, std::int64_t>>
      short_lived_;  ///< by parent's record id: folded record id -> how many ended since the last
                     ///< hand-out
  /// A polled process that has ended: what it used since is in what its parent has waited for.
  struct Ended {
    std::int64_t id = 0;
    Seconds expected{};  ///< CPU time since its last poll, had it gone on at its pace
    int take_uses = 0;   ///< calls of take_use since: what it used is known at the next one
  };
  std::unordered_map<std::int64_t, std::vector<Ended>> ended_;  ///< by parent's record id
  std::unordered_set<std::int64_t> foreign_;  ///< pids found not to be of the tree, for the scan
  struct Dying {
    std::int64_t pid = 0;
    std::optional<ProcessStat> stat;
    std::optional<ProcessIo> io;
  };
  std::optional<Dying> dying_;
  std::int64_t next_id_ = 0;
  std::int64_t births_ = 0;
  std::int64_t live_threads_ = 1;
  os::Instant next_scan_{};
  os::Instant next_pss_{};

  TreeTotals reaped_;  ///< of children of ours that were waited for
  TreeTotals totals_;
  TreeLevels levels_;
  Bytes peak_rss_{};
  std::optional<Bytes> peak_pss_, peak_swap_;
  std::int64_t threads_peak_ = 1;
  std::int64_t voluntary_switches_ = 0, involuntary_switches_ = 0;
};

}  // namespace calo::processes
