#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/run.hpp"
#include "os/clock.hpp"
#include "os/usage.hpp"
#include "processes/cpu_ledger.hpp"
#include "processes/proc_files.hpp"
#include "processes/process_records.hpp"

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
  std::optional<Bytes> swap;  ///< only when asked for
};

/// CPU time that one process, or a group of short-lived ones, used since the previous reading.
struct ProcessUse {
  std::int64_t id = 0;  ///< of the ProcessRecord
  Seconds cpu{};
};

/// What others than the ledger say of the same.
struct TreeWitnesses {
  /// wait4(2) of the program and of orphans, with all they had waited for.
  Seconds exit_records{};
  /// All processes that have ended were in some exit record, as far as is known.
  bool all_waited_for = true;
  std::int64_t reaped = 0;             ///< exit records
  Bytes largest_rss{};                 ///< ru_maxrss of them
  std::optional<Seconds> task_clock;   ///< of perf events, over the whole tree
  std::optional<std::int64_t> births;  ///< that the kernel told of, the program included
};

/// What was read of a living process at `when`.
struct ProcessReading {
  os::Instant when{};
  ProcessStat stat;
  std::string name;  ///< the whole one; that of `stat` may be cut off
  Bytes rss{};
  std::optional<Seconds> cpu;  ///< its own clock, finer than the ticks of `stat`
  /// What is costly to read, or changes slowly.
  struct Thorough {
    std::optional<ProcessIo> io;
    std::optional<ProcessStatus> status;
  };
  std::optional<Thorough> thorough;
};

/// The end of a child of ours: what was read of the zombie, and what wait4(2) gave.
struct ProcessExit {
  os::Instant when{};
  int wait_status = 0;
  os::Usage usage;  ///< with that of the children it had waited for
  std::optional<ProcessStat> stat;
  std::string name;  ///< as in ProcessReading; of use with `stat` only
  std::optional<Seconds> cpu;
  std::optional<ProcessIo> io;
};

/// The books of a process tree: births, readings and ends in; totals, levels, the use of each
/// process and its record out.
///
/// The tree is that of the program, which is process 0 of the records, and of all it started. A
/// process is known by its pid while it lives. CPU time is counted by CpuLedger, records are kept
/// by ProcessRecords.
///
/// Invariants:
/// (1) The uses that take_use() gives sum to the growth of totals().cpu, if both are asked after
///     settle() or reaped(), before anything else is told.
/// (2) After take_use() the CPU times of the records sum to totals().cpu.
/// (3) The counts of the records sum to births().
/// (4) living() is in the order of births: ids ascend, so parents come before their children.
/// (5) totals() and the peaks never decrease. user + system = cpu.
/// (6) The record of process 0 is never folded.
///
/// Pure: no file, no clock, no system call; times are told. Not thread-safe.
class ProcessLedger {
 public:
  /// `main` is the pid of the program, born at `start` below a parent that is not of the tree.
  /// Past `most_records`, ended processes are folded by parent and name, so that memory and the
  /// file stay bounded.
  ProcessLedger(std::int64_t main, std::string name, os::Instant start, std::size_t most_records);

  /// A new process, of the tree.  Requires: no living process has this pid. `start_ticks`: 0 if not
  /// known.
  void born(std::int64_t pid, std::int64_t parent, std::string name, os::Instant when,
            std::uint64_t start_ticks = 0);
  void thread_born();
  void thread_ended() { --live_threads_; }
  /// It is called so from now on.
  void renamed(std::int64_t pid, std::string name);
  /// The kernel's clock of a thread that has ended; its process may have ended before.
  void told_clock(std::int64_t pid, Seconds cpu);
  /// What was read of a living process. Parents are to be read before their children: see
  /// CpuLedger::read.
  void read(std::int64_t pid, const ProcessReading& reading);
  /// It has ended, and we were not the ones who waited for it. `waited_for`: by its parent, at some
  /// time; false: its parent does not care.  Requires: those below it that have ended were told
  /// before.
  void ended(std::int64_t pid, os::Instant when, bool waited_for);
  /// We waited for it.  Requires: was_known(pid); those below it that have ended were told before.
  void reaped(std::int64_t pid, const ProcessExit& end);
  /// All that was read so far belongs together: enters what parents say of their children, then
  /// what the clock over the whole tree says, if there is one. `with_swap`: the readings were
  /// thorough.
  void settle(std::optional<Seconds> task_clock, bool with_swap);

  /// A living process, for who reads it.
  struct Living {
    std::int64_t id = 0;
    std::int64_t parent = 0;  ///< pid
    std::uint64_t start_ticks = 0;
    bool was_read = false;
  };
  /// Empty if no living process of the tree has this pid.
  [[nodiscard]] std::optional<Living> find(std::int64_t pid) const;
  [[nodiscard]] bool is_living(std::int64_t pid) const { return live_.contains(pid); }
  /// A process of the tree has, or had, this pid.
  [[nodiscard]] bool was_known(std::int64_t pid) const {
    return is_living(pid) || id_of(pid).has_value();
  }
  /// Pids, parents before their children.
  [[nodiscard]] const std::vector<std::int64_t>& living() const { return order_; }
  /// Pids of the living ones below this one, the youngest first.
  [[nodiscard]] std::vector<std::int64_t> below(std::int64_t pid) const;
  /// The name in its record; empty if it does not live.
  [[nodiscard]] std::string name_of(std::int64_t pid) const;

  /// Processes that are alive, as of the last reading or event. `session` of the main program for
  /// comparison.
  struct Live {
    std::int64_t pid = 0;
    std::int64_t session = 0;
    std::string name;
    Seconds cpu{};
  };
  [[nodiscard]] std::vector<Live> live() const;

  [[nodiscard]] const TreeTotals& totals() const { return totals_; }
  [[nodiscard]] const TreeLevels& levels() const { return levels_; }
  /// Largest sum of RSS at a reading, or RSS of one process by the kernel's own high-water mark, if
  /// larger.
  [[nodiscard]] Bytes peak_rss() const { return peak_rss_; }
  [[nodiscard]] std::optional<Bytes> peak_swap() const { return peak_swap_; }
  [[nodiscard]] std::int64_t threads_peak() const { return threads_peak_; }
  [[nodiscard]] std::int64_t births() const { return births_; }
  /// From exit records only.
  [[nodiscard]] std::int64_t voluntary_switches() const { return reaped_.voluntary_switches; }
  [[nodiscard]] std::int64_t involuntary_switches() const { return reaped_.involuntary_switches; }
  [[nodiscard]] const TreeWitnesses& witnesses() const { return witnesses_; }

  /// Record of the process of the tree that had this pid last, or of the group it went into; empty
  /// if there was none, or long ago.
  [[nodiscard]] std::optional<std::int64_t> id_of(std::int64_t pid) const;
  [[nodiscard]] const ProcessRecords& records() const { return records_; }
  /// The record of a process or of a group, for adding energy.
  model::ProcessRecord& record(std::int64_t id) { return records_.change(id); }
  std::vector<model::ProcessRecord> take_changed() { return records_.take_changed(); }

  /// CPU time of each process since the last call, which is added to the records.
  std::vector<ProcessUse> take_use();

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
    bool was_read = false;
    os::Instant read_at{};  ///< or when it began
    double pace = 0.0;      ///< CPU time used for each second before the last reading
  };

  [[nodiscard]] const Process* process(std::int64_t pid) const;
  Process& process(std::int64_t pid);
  /// Of the record of a living process; -1: it is not of the tree.
  [[nodiscard]] std::int64_t living_id(std::int64_t pid) const;
  /// Takes a process out of the living ones, and folds its record if it lived shortly or there are
  /// many; gives the record that its time goes to.
  std::int64_t remove(const Process& gone, os::Instant when, bool was_reaped);
  /// What the exit record says of the process itself.
  void enter_exit(Process& process, const ProcessExit& end, const std::optional<ProcessIo>& io);
  /// How the CPU time of a record is to be divided into user and system from now on.
  void divide(std::int64_t id, Seconds user, Seconds system);
  void update_levels(bool with_swap);
  void update_totals();
  [[nodiscard]] Seconds since_start(os::Instant when) const { return seconds(when - start_); }

  os::Instant start_;
  std::unordered_map<std::int64_t, Process> live_;      ///< by pid
  std::vector<std::int64_t> order_;                     ///< pids of live_
  std::unordered_map<std::int64_t, std::int64_t> ids_;  ///< by pid: the latest
  ProcessRecords records_;
  CpuLedger cpu_;  ///< by record id
  /// System share by record id, since take_use().
  std::unordered_map<std::int64_t, double> divisions_;

  std::int64_t births_ = 0;
  std::int64_t live_threads_ = 1;  ///< as told, not as read
  os::Usage reaped_;               ///< of children of ours that were waited for
  std::optional<ProcessIo> reaped_io_;
  TreeWitnesses witnesses_;
  TreeTotals totals_;
  TreeLevels levels_;
  Bytes peak_rss_{};
  std::optional<Bytes> peak_swap_;
  std::int64_t threads_peak_ = 1;
};

}  // namespace calo::processes
