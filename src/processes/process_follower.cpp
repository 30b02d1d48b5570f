#include "processes/process_follower.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <ranges>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "os/file.hpp"

namespace calo::processes {

namespace {

/// Scanning /proc may take at most this share of the time.
constexpr int scan_cost_factor = 200;

Result<std::string> read_process_file(std::int64_t pid, std::string_view file) {
  return os::read_text(fmt::format("/proc/{}/{}", pid, file), std::size_t{1} << 20);
}

std::optional<ProcessStat> read_stat(std::int64_t pid) {
  const auto text = read_process_file(pid, "stat");
  return text ? parse_process_stat(*text) : std::nullopt;
}

std::optional<ProcessIo> read_io(std::int64_t pid) {
  const auto text = read_process_file(pid, "io");
  return text ? parse_process_io(*text) : std::nullopt;
}

std::optional<ProcessStatus> read_status(std::int64_t pid) {
  const auto text = read_process_file(pid, "status");
  return text ? std::optional{parse_process_status(*text)} : std::nullopt;
}

Bytes rss_of(const ProcessStat& stat) {
  static const double page = static_cast<double>(::sysconf(_SC_PAGESIZE));
  return Bytes::of(static_cast<double>(stat.rss_pages) * page);
}

/// Whether the process that started at `start_ticks` (0: not known) is no more, by what its number
/// reads now. Its parent may just have waited for it: the kernel adds its time to the parent's, in
/// state X, a moment before it takes it out of /proc, and read then it would count twice.
bool is_gone(const std::optional<ProcessStat>& stat, std::uint64_t start_ticks) {
  return !stat || stat->state == 'X' || stat->state == 'x' ||
         (start_ticks != 0 && stat->start_ticks != start_ticks);
}

/// What a process is called. The kernel cuts names off at 15 bytes; `known` is what it was called
/// before.
std::string name_of(std::int64_t pid, const std::string& name, const std::string& known) {
  constexpr std::size_t longest = 15;
  if (name.size() < longest) return name;
  if (known.size() > longest && known.starts_with(name)) return known;
  const auto cmdline = read_process_file(pid, "cmdline");
  std::error_code failure;
  const auto executable = std::filesystem::read_symlink(fmt::format("/proc/{}/exe", pid), failure);
  return whole_name(name, cmdline ? *cmdline : "", failure ? "" : executable.string());
}

}  // namespace

ProcessFollower::ProcessFollower(std::int64_t main, std::int64_t self, os::Instant start,
                                 std::optional<TaskEvents> events, std::size_t most_records)
    : main_{main}, self_{self}, events_{std::move(events)}, ledger_{main, "", start, most_records} {
  if (const auto stat = read_stat(main)) {
    start_ticks_ = stat->start_ticks;
    ledger_.renamed(main, stat->name);
  }
}

void ProcessFollower::drain_events() {
  if (!events_) return;
  std::vector<TaskEvent> events = events_->drain();
  // The clock's records come after that of the end to which they belong.
  std::unordered_map<std::int64_t, std::vector<TaskEvent*>> clocks;
  for (TaskEvent& event : events) {
    if (event.what == TaskEvent::What::clock) clocks[event.pid].push_back(&event);
  }
  for (const TaskEvent& event : events) {
    if (event.what == TaskEvent::What::exit) {
      for (TaskEvent* const clock : clocks[event.pid])
        take(std::exchange(*clock, {.what = TaskEvent::What::clock}));
    }
    take(event);
  }
}

void ProcessFollower::take(const TaskEvent& event) {
  switch (event.what) {
    case TaskEvent::What::clock:
      if (event.pid != 0) ledger_.told_clock(event.pid, event.cpu);  // else it was taken before
      break;
    case TaskEvent::What::fork:
      ledger_.thread_born();
      if (event.pid == event.parent_pid) break;
      ++births_told_;
      if (ledger_.is_living(event.pid)) end(event.pid, event.when);  // the pid came round again
      ledger_.born(event.pid, event.parent_pid, ledger_.name_of(event.parent_pid), event.when);
      break;
    case TaskEvent::What::exec_or_rename:
      if (event.pid != event.tid || !ledger_.is_living(event.pid)) break;
      // After exec() it may be another program with the same beginning.
      ledger_.renamed(event.pid,
                      name_of(event.pid, event.name, event.exec ? "" : ledger_.name_of(event.pid)));
      break;
    case TaskEvent::What::exit:
      take_exit(event);
      break;
  }
}

void ProcessFollower::take_exit(const TaskEvent& event) {
  ledger_.thread_ended();
  // One that was polled stays until /proc forgets it: its parent may not have waited for it yet. An
  // orphan stays until we have waited for it.
  if (event.pid != event.tid || event.pid == main_ || event.parent_pid == self_) return;
  const auto process = ledger_.find(event.pid);
  if (process && !process->was_read && ledger_.is_living(process->parent))
    end(event.pid, event.when);
}

void ProcessFollower::end(std::int64_t pid, os::Instant when) {
  const std::int64_t parent = ledger_.find(pid)->parent;
  const bool waited_for = !ledger_.is_living(parent) || !ignores_children(parent, when);
  ledger_.ended(pid, when, waited_for);
  child_signals_.erase(pid);
}

bool ProcessFollower::ignores_children(std::int64_t pid, os::Instant now) {
  // Children that end in a crowd are asked for once.
  constexpr std::chrono::milliseconds holds_for{50};
  ChildSignal& signal = child_signals_[pid];
  if (now - signal.asked_at >= holds_for) {
    if (const auto status = read_status(pid)) signal.ignored = status->ignores_children;
    signal.asked_at = now;
  }
  return signal.ignored;
}

void ProcessFollower::scan(os::Instant now) {
  if (events_ || now < next_scan_) return;
  const auto names = os::list_directory("/proc");
  if (!names) return;
  struct Candidate {
    ProcessStat stat;
    bool taken = false;
  };
  std::vector<Candidate> candidates;
  for (const std::string& name : *names) {
    const auto pid = text::to_i64(name);
    if (!pid || *pid == self_ || *pid == left_out_ || ledger_.is_living(*pid) ||
        foreign_.contains(*pid))
      continue;
    if (const auto stat = read_stat(*pid)) candidates.push_back({*stat});
  }
  for (bool found = true; found;) {  // a parent may have a larger pid than its child
    found = false;
    for (Candidate& candidate : candidates) {
      const ProcessStat& stat = candidate.stat;
      const bool ours =
          stat.parent == self_ ? stat.start_ticks >= start_ticks_ : ledger_.is_living(stat.parent);
      if (candidate.taken || !ours) continue;
      ledger_.born(stat.pid, stat.parent, stat.name, now, stat.start_ticks);
      candidate.taken = found = true;
    }
  }
  for (const Candidate& candidate : candidates) {
    if (!candidate.taken) foreign_.insert(candidate.stat.pid);
  }
  // Pids come round again, and a foreign one may become ours: forget them all every few seconds.
  if (foreign_.size() > 1000 || now >= next_forgetting_) {
    foreign_.clear();
    next_forgetting_ = now + std::chrono::seconds{4};
  }
  next_scan_ = now + (os::monotonic_now() - now) * scan_cost_factor;
}

bool ProcessFollower::read(std::int64_t pid, os::Instant now, bool thorough) {
  auto stat = read_stat(pid);
  if (is_gone(stat, ledger_.find(pid)->start_ticks)) return false;
  ProcessReading reading;
  reading.when = now;
  reading.stat = std::move(*stat);
  reading.rss = rss_of(reading.stat);
  reading.cpu = os::process_cpu_time(pid);
  reading.name = name_of(pid, reading.stat.name, ledger_.name_of(pid));
  if (thorough && reading.stat.state != 'Z') {
    reading.thorough = {read_io(pid), read_status(pid)};
    if (const auto& status = reading.thorough->status)
      child_signals_[pid] = {status->ignores_children, now};
  }
  ledger_.read(pid, reading);
  return true;
}

void ProcessFollower::poll(os::Instant now, bool thorough) {
  // First, so that it holds nothing that the times of the processes, which are read after it, do
  // not.
  const std::optional<Seconds> clock = events_ ? events_->cpu_time() : std::nullopt;
  drain_events();
  scan(now);
  // Parents first: a child that ends meanwhile is then missed for one poll, never counted twice.
  std::vector<std::int64_t> vanished;
  for (const std::int64_t pid : ledger_.living()) {
    if (!read(pid, now, thorough)) vanished.push_back(pid);
  }
  for (const std::int64_t pid : std::views::reverse(vanished)) {
    if (pid != main_) end(pid, now);
  }
  drain_events();  // whose time is in what was read of their parents
  ledger_.settle(clock, thorough);
  pss_.reset();
  cost_of_pss_ = {};
  if (pss_schedule_.is_due(now, ledger_.levels().rss)) read_pss();
}

void ProcessFollower::read_pss() {
  const os::Instant begin = os::monotonic_now();
  pss_.emplace();
  for (const std::int64_t pid : ledger_.living()) {
    const auto text = read_process_file(pid, "smaps_rollup");
    if (const auto pss = text ? parse_pss(*text) : std::nullopt) {
      *pss_ += *pss;
    } else if (const auto stat = read_stat(pid); stat && stat->rss_pages > 0) {
      pss_.reset();  // not to be read; one that has just ended has none
      break;
    }
  }
  const os::Instant end = os::monotonic_now();
  cost_of_pss_ = end - begin;
  pss_schedule_.was_read(end, cost_of_pss_, ledger_.levels().rss, pss_);
}

void ProcessFollower::before_reaping(std::int64_t pid) {
  zombie_ = {pid, read_stat(pid), read_io(pid), os::process_cpu_time(pid)};
}

void ProcessFollower::end_gone_below(std::int64_t pid, os::Instant now) {
  for (const std::int64_t child : ledger_.below(pid)) {
    if (is_gone(read_stat(child), ledger_.find(child)->start_ticks)) end(child, now);
  }
}

bool ProcessFollower::reaped(std::int64_t pid, int wait_status, const os::Usage& usage,
                             os::Instant now) {
  Zombie zombie = std::exchange(zombie_, {});
  if (zombie.pid != pid) zombie = {};
  drain_events();
  end_gone_below(pid, now);
  if (!ledger_.was_known(pid)) {
    // An orphan that nobody has seen: ours, unless it was a child before the run or is a helper of
    // our own, which the events, when complete, would have told.
    if (!zombie.stat || zombie.stat->start_ticks < start_ticks_ || count_is_exact()) return false;
    ledger_.born(pid, self_, zombie.stat->name, now);
  }
  ProcessExit exit;
  exit.when = now;
  exit.wait_status = wait_status;
  exit.usage = usage;
  exit.cpu = zombie.cpu;
  exit.io = zombie.io;
  if (zombie.stat) exit.name = name_of(pid, zombie.stat->name, ledger_.name_of(pid));
  exit.stat = std::move(zombie.stat);
  ledger_.reaped(pid, exit);
  child_signals_.erase(pid);
  return true;
}

TreeWitnesses ProcessFollower::witnesses() const {
  TreeWitnesses result = ledger_.witnesses();
  if (count_is_exact()) result.births = births_told_;
  return result;
}

}  // namespace calo::processes
