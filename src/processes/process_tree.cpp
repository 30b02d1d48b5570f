#include "processes/process_tree.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <ctime>
#include <ranges>

#include "base/expect.hpp"
#include "base/text.hpp"
#include "os/file.hpp"

namespace calo::processes {

namespace {

/// Of processes that have ended, so many are remembered by their pid.
constexpr std::size_t most_remembered = 200'000;

using std::chrono::duration_cast;
using std::chrono::nanoseconds;

/// Scanning /proc may take at most this share of the time.
constexpr int scan_cost_factor = 200;

Result<std::string> read_process_file(std::int64_t pid, std::string_view file) {
  // What belongs to a process is always read from the real /proc, whatever machine the SystemRoot
  // describes.
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

/// CPU time of all threads of a process, living and ended, in nanoseconds: any process's clock may
/// be read (clock_getcpuclockid(3)); the id is made as the kernel does, ~pid << 3 | CPUCLOCK_SCHED.
std::optional<Seconds> cpu_clock(std::int64_t pid) {
  timespec time{};
  const auto clock = static_cast<clockid_t>((~static_cast<unsigned>(pid) << 3U) | 2U);
  if (::clock_gettime(clock, &time) != 0) return std::nullopt;
  return Seconds::of(static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec));
}

Seconds of(const timeval& time) {
  return Seconds::of(static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec));
}

void enlarge(std::optional<Bytes>& sum, const std::optional<Bytes>& part) {
  if (part) sum = sum.value_or(Bytes{}) + *part;
}

void keep_larger(std::optional<Bytes>& largest, const std::optional<Bytes>& value) {
  if (value && (!largest || *largest < *value)) largest = value;
}

}  // namespace

ProcessTree::ProcessTree(std::int64_t main, std::int64_t self, os::Instant start,
                         std::optional<TaskEvents> events, std::size_t most_records)
    : main_{main},
      self_{self},
      start_{start},
      events_{std::move(events)},
      most_records_{most_records} {
  const auto stat = read_stat(main);
  start_ticks_ = stat ? stat->start_ticks : 0;
  add(main, self, stat ? stat->name : "", start);
}

ProcessTree::Process* ProcessTree::find(std::int64_t pid) {
  const auto at = live_.find(pid);
  return at == live_.end() ? nullptr : &at->second;
}

std::optional<std::int64_t> ProcessTree::id_of(std::int64_t pid) const {
  const auto at = ids_.find(pid);
  if (at == ids_.end()) return std::nullopt;
  const std::int64_t id = current(at->second);
  return records_.contains(id) ? std::optional{id} : std::nullopt;
}

std::int64_t ProcessTree::current(std::int64_t id) const {
  for (auto at = groups_.find(id); at != groups_.end(); at = groups_.find(id)) id = at->second;
  return id;
}

const model::ProcessRecord* ProcessTree::look_at(std::int64_t id) const {
  const auto at = records_.find(id);
  return at == records_.end() ? nullptr : &at->second;
}

model::ProcessRecord& ProcessTree::touch(std::int64_t id) {
  changed_.insert(id);
  return records_.at(id);
}

ProcessTree::Process& ProcessTree::add(std::int64_t pid, std::int64_t parent_pid, std::string name,
                                       os::Instant begin) {
  Process process;
  process.id = next_id_++;
  process.pid = pid;
  process.parent_pid = parent_pid;
  process.polled_at = begin;
  model::ProcessRecord record;
  record.id = process.id;
  record.pid = pid;
  if (const Process* parent = find(parent_pid)) record.parent = parent->id;
  record.name = std::move(name);
  record.begin = std::max(Seconds{}, since_start(begin));
  record.threads_peak = 1;
  records_.emplace(process.id, std::move(record));
  changed_.insert(process.id);
  ++births_;
  order_.push_back(pid);
  if (ids_.size() >= most_remembered) {
    std::erase_if(ids_, [this](const auto& known) { return !live_.contains(known.first); });
    groups_.clear();
  }
  ids_[pid] = process.id;
  const Process* const parent = find(parent_pid);
  ledger_.born(process.id, parent != nullptr ? parent->id : -1);
  return live_.insert_or_assign(pid, process).first->second;
}

model::ProcessRecord& ProcessTree::folded(std::int64_t parent, const std::string& name,
                                          Seconds begin) {
  const auto [at, is_new] = folded_.try_emplace({parent, name}, next_id_);
  if (is_new) {
    model::ProcessRecord record;
    record.id = next_id_++;
    record.parent = parent;
    record.name = name;
    record.count = 0;
    record.begin = begin;
    record.threads_peak = 1;
    records_.emplace(record.id, std::move(record));
  }
  return touch(at->second);
}

void ProcessTree::drain_events() {
  if (!events_) return;
  std::vector<TaskEvent> events = events_->drain();
  // The clock's records come after that of the end to which they belong.
  std::unordered_map<std::int64_t, std::vector<TaskEvent*>> clocks;
  for (TaskEvent& event : events) {
    if (event.what == TaskEvent::What::clock) clocks[event.pid].push_back(&event);
  }
  for (TaskEvent& event : events) {
    if (event.what == TaskEvent::What::exit) {
      for (TaskEvent* const clock : clocks[event.pid])
        take_clock(std::exchange(*clock, {.what = TaskEvent::What::clock}));
    }
    switch (event.what) {
      case TaskEvent::What::clock:
        if (event.pid != 0) take_clock(event);  // else it was taken before
        break;
      case TaskEvent::What::fork:
        threads_peak_ = std::max(threads_peak_, ++live_threads_);
        if (event.pid != event.parent_pid) {
          ++births_told_;
          if (find(event.pid) != nullptr)
            remove(event.pid, event.when, false);  // the pid came round again
          const Process* parent = find(event.parent_pid);
          add(event.pid, event.parent_pid, parent != nullptr ? records_.at(parent->id).name : "",
              event.when);
        }
        break;
      case TaskEvent::What::exec_or_rename:
        if (const Process* process = find(event.pid);
            process != nullptr && event.pid == event.tid) {
          model::ProcessRecord& record = touch(process->id);
          // After exec() it may be another program with the same beginning.
          record.name = name_of(event.pid, event.name, event.exec ? "" : record.name);
        }
        break;
      case TaskEvent::What::exit:
        --live_threads_;
        // One that was polled stays until /proc forgets it: its parent may not have waited for it
        // yet. An orphan stays until we have waited for it.
        if (const Process* process = find(event.pid);
            process != nullptr && event.pid == event.tid && !process->polled &&
            event.pid != main_ && event.parent_pid != self_ &&
            find(process->parent_pid) != nullptr) {
          remove(event.pid, event.when, false);
        }
        break;
    }
  }
}

void ProcessTree::take_clock(const TaskEvent& event) {
  if (Process* const process = find(event.pid)) {
    process->clock = process->clock.value_or(Seconds{}) + event.cpu;
  } else if (const auto id = id_of(event.pid); id && event.pid != main_) {
    ledger_.told_late(*id, records_.at(*id).parent, event.cpu);
  }
}

void ProcessTree::remove(std::int64_t pid, os::Instant when, bool counted) {
  const auto at = live_.find(pid);
  CALO_EXPECT(at != live_.end(), "only a followed process can be removed");
  const Process process = at->second;
  Process* const parent = find(process.parent_pid);
  if (parent != nullptr && !counted) ledger_.moved(process.id, parent->id);
  const bool waited_for = parent == nullptr || !ignores_children(*parent, when);
  live_.erase(at);
  std::erase(order_, pid);

  model::ProcessRecord& record = touch(process.id);
  record.end = std::max(record.begin, since_start(when));
  const bool short_lived = !process.polled && !counted;
  std::int64_t account = process.id;
  if (process.id != 0 && (short_lived || records_.size() >= most_records_))
    account = fold(process.id, process.polled);
  if (counted) return;
  witnesses_.all_waited_for = witnesses_.all_waited_for && waited_for;
  ledger_.ended(process.id,
                {account, process.polled, process.pace * seconds(when - process.polled_at),
                 process.clock, waited_for});
}

bool ProcessTree::ignores_children(Process& process, os::Instant now) {
  // Children that end in a crowd are asked for once.
  if (now - process.asked_at >= std::chrono::milliseconds{50}) {
    if (const auto text = read_process_file(process.pid, "status"))
      process.ignores_children = parse_process_status(*text).ignores_children;
    process.asked_at = now;
  }
  return process.ignores_children;
}

std::int64_t ProcessTree::fold(std::int64_t id, bool handed_out) {
  const model::ProcessRecord gone = records_.at(id);
  records_.erase(id);
  changed_.erase(id);
  if (handed_out) folded_away_.push_back(id);
  model::ProcessRecord& group = folded(gone.parent, gone.name, gone.begin);
  const std::int64_t group_id = group.id;
  groups_[id] = group_id;
  group.count += gone.count;
  group.end = std::max(group.end.value_or(Seconds{}), gone.end.value_or(Seconds{}));
  group.user += gone.user;
  group.system += gone.system;
  group.peak_rss = std::max(group.peak_rss, gone.peak_rss);
  group.minor_faults += gone.minor_faults;
  group.major_faults += gone.major_faults;
  group.dynamic += gone.dynamic;
  group.static_share += gone.static_share;
  // The groups below a process that is in a group itself now go with it, or there would be one for
  // each.
  for (auto below = folded_.lower_bound({id, ""});
       below != folded_.end() && below->first.first == id; below = folded_.lower_bound({id, ""})) {
    const std::int64_t child = below->second;
    folded_.erase(below);
    records_.at(child).parent = group_id;
    fold(child, true);
  }
  return group_id;
}

void ProcessTree::discover(os::Instant now) {
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
    if (!pid || *pid == self_ || *pid == left_out_ || live_.contains(*pid) ||
        foreign_.contains(*pid))
      continue;
    if (const auto stat = read_stat(*pid)) candidates.push_back({*stat});
  }
  for (bool found = true; found;) {  // a parent may have a larger pid than its child
    found = false;
    for (Candidate& candidate : candidates) {
      const ProcessStat& stat = candidate.stat;
      const bool ours =
          stat.parent == self_ ? stat.start_ticks >= start_ticks_ : live_.contains(stat.parent);
      if (candidate.taken || !ours) continue;
      add(stat.pid, stat.parent, stat.name, now).start_ticks = stat.start_ticks;
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

bool ProcessTree::read(Process& process, os::Instant now, bool thorough) {
  const auto stat = read_stat(process.pid);
  if (is_gone(stat, process.start_ticks)) return false;
  process.start_ticks = stat->start_ticks;
  const Seconds cpu_before = process.own_cpu;
  const os::Instant read_before = process.polled_at;
  process.polled = true;
  process.polled_at = now;
  // Or its birth was told before that of its parent: the buffers of two CPUs are read one by one.
  process.parent_pid = stat->parent;
  const Process* const parent = find(stat->parent);
  ledger_.moved(process.id, parent != nullptr ? parent->id : -1);
  process.session = stat->session;
  const Seconds in_ticks = stat->user + stat->system;
  process.own_cpu = std::max(process.own_cpu, cpu_clock(process.pid).value_or(in_ticks));
  if (now > read_before) process.pace = (process.own_cpu - cpu_before) / seconds(now - read_before);
  ledger_.read(process.id, process.own_cpu, stat->children_user + stat->children_system);
  process.stat_user = stat->user + stat->children_user;
  process.stat_system = stat->system + stat->children_system;
  process.minor_faults = stat->minor_faults + stat->children_minor_faults;
  process.major_faults = stat->major_faults + stat->children_major_faults;
  process.threads = stat->threads;
  static const double page = static_cast<double>(::sysconf(_SC_PAGESIZE));
  process.rss = Bytes::of(static_cast<double>(stat->rss_pages) * page);

  model::ProcessRecord& record = touch(process.id);
  record.name = name_of(process.pid, stat->name, record.name);
  record.minor_faults = stat->minor_faults;
  record.major_faults = stat->major_faults;
  record.threads_peak = std::max(record.threads_peak, stat->threads);
  record.peak_rss = std::max(record.peak_rss, process.rss);
  divide(process.id, stat->user, stat->system);

  if (thorough && stat->state != 'Z') {
    process.io = read_io(process.pid);
    if (process.io) {
      record.read_disk = process.io->read_disk;
      record.written_disk = process.io->written_disk;
    }
    if (const auto text = read_process_file(process.pid, "status")) {
      const ProcessStatus status = parse_process_status(*text);
      process.swap = status.swap;
      process.ignores_children = status.ignores_children;
      process.asked_at = now;
      record.peak_rss = std::max(record.peak_rss, status.peak_rss);
    }
  }
  return true;
}

void ProcessTree::poll(os::Instant now, bool thorough) {
  // First, so that it holds nothing that the times of the processes, which are read after it, do
  // not.
  const std::optional<Seconds> clock = events_ ? events_->cpu_time() : std::nullopt;
  drain_events();
  discover(now);
  // Parents first: a child that ends meanwhile is then missed for one poll, never counted twice.
  std::vector<std::int64_t> vanished;
  for (const std::int64_t pid : std::vector<std::int64_t>{order_}) {
    Process* process = find(pid);
    if (process != nullptr && !read(*process, now, thorough)) vanished.push_back(pid);
  }
  for (const std::int64_t pid : std::views::reverse(vanished)) {
    if (pid != main_) remove(pid, now, false);
  }
  drain_events();  // whose time is in what was read of their parents
  ledger_.settle();
  if (clock) {
    witnesses_.task_clock = clock;
    ledger_.complete(*clock);
  }
  update_levels(thorough);
  levels_.pss.reset();
  cost_of_pss_ = {};
  if (pss_.is_due(now, levels_.rss)) read_pss();
  update_totals();
}

void ProcessTree::read_pss() {
  const os::Instant begin = os::monotonic_now();
  levels_.pss.emplace();
  for (const auto& [pid, process] : live_) {
    const auto text = read_process_file(pid, "smaps_rollup");
    const auto pss = text ? parse_pss(*text) : std::nullopt;
    if (pss) {
      *levels_.pss += *pss;
    } else if (const auto stat = read_stat(pid); stat && stat->rss_pages > 0) {
      levels_.pss.reset();  // not to be read; one that has just ended has none
      break;
    }
  }
  const os::Instant end = os::monotonic_now();
  cost_of_pss_ = end - begin;
  pss_.was_read(end, cost_of_pss_, levels_.rss, levels_.pss);
}

void ProcessTree::update_levels(bool thorough) {
  levels_.processes = static_cast<std::int64_t>(live_.size());
  levels_.threads = 0;
  levels_.rss = Bytes{};
  levels_.swap.reset();
  for (const auto& [pid, process] : live_) {
    levels_.threads += process.threads;
    levels_.rss += process.rss;
    if (thorough) enlarge(levels_.swap, process.swap);
  }
  threads_peak_ = std::max(threads_peak_, levels_.threads);
  peak_rss_ = std::max(peak_rss_, levels_.rss);
  keep_larger(peak_swap_, levels_.swap);
}

void ProcessTree::before_reaping(std::int64_t pid) {
  dying_ = Dying{pid, read_stat(pid), read_io(pid), cpu_clock(pid)};
}

void ProcessTree::remove_gone_below(std::int64_t pid, os::Instant now) {
  const Process* const process = find(pid);
  if (process == nullptr) return;
  const std::vector<std::int64_t> below = ledger_.below(process->id);
  if (below.empty()) return;
  std::unordered_map<std::int64_t, std::int64_t> pids;  // by id
  for (const auto& [child, followed] : live_) pids[followed.id] = child;
  for (const std::int64_t id : below) {
    const Process& child = live_.at(pids.at(id));
    if (is_gone(read_stat(child.pid), child.start_ticks)) remove(child.pid, now, false);
  }
}

bool ProcessTree::reaped(std::int64_t pid, int wait_status, const rusage& usage, os::Instant now) {
  const std::optional<Dying> last = std::exchange(dying_, std::nullopt);
  const std::optional<ProcessStat> stat = last && last->pid == pid ? last->stat : std::nullopt;
  drain_events();
  remove_gone_below(pid, now);
  Process* process = find(pid);
  // Its parent ended without having waited for it, and its end was told before that of its parent.
  const auto ended = process == nullptr ? id_of(pid) : std::nullopt;
  if (process == nullptr && !ended) {
    // An orphan that nobody has seen: ours, unless it was a child before the run or is a helper of
    // our own, which the events, when complete, would have told.
    if (!stat || stat->start_ticks < start_ticks_ || count_is_exact()) return false;
    process = &add(pid, self_, stat->name, now);
  }
  const Seconds user = of(usage.ru_utime);
  const Seconds system = of(usage.ru_stime);
  const Seconds total = user + system;
  if (process != nullptr) {
    ledger_.reaped(process->id, total, last && last->pid == pid ? last->own_cpu : std::nullopt);
  } else {
    ledger_.reaped_late(*ended, total);
  }
  witnesses_.exit_records += total;
  witnesses_.largest_rss =
      std::max(witnesses_.largest_rss, Bytes::of(static_cast<double>(usage.ru_maxrss) * 1024.0));
  ++witnesses_.reaped;

  reaped_.cpu += total;
  reaped_.user += user;
  reaped_.system += system;
  reaped_.minor_faults += usage.ru_minflt;
  reaped_.major_faults += usage.ru_majflt;
  voluntary_switches_ += usage.ru_nvcsw;
  involuntary_switches_ += usage.ru_nivcsw;
  peak_rss_ = std::max(peak_rss_, Bytes::of(static_cast<double>(usage.ru_maxrss) * 1024.0));
  const std::optional<ProcessIo> io = last && last->io     ? last->io
                                      : process != nullptr ? process->io
                                                           : std::nullopt;
  if (io) {
    enlarge(reaped_.read_chars, io->read_chars);
    enlarge(reaped_.written_chars, io->written_chars);
    enlarge(reaped_.read_disk, io->read_disk);
    enlarge(reaped_.written_disk, io->written_disk);
  }

  if (process == nullptr) {
    update_totals();
    return true;
  }
  const bool alone = !stat || stat->children_user + stat->children_system == Seconds{};
  model::ProcessRecord& record = touch(process->id);
  process->polled = true;
  if (stat) {
    record.name = name_of(pid, stat->name, record.name);
    record.minor_faults = stat->minor_faults;
    record.major_faults = stat->major_faults;
    if (alone) {
      divide(process->id, user, system);
    } else {
      divide(process->id, stat->user, stat->system);
    }
  }
  if (io) {
    record.read_disk = io->read_disk;
    record.written_disk = io->written_disk;
  }
  record.wait_status = wait_status;
  if (alone)
    record.peak_rss =
        std::max(record.peak_rss, Bytes::of(static_cast<double>(usage.ru_maxrss) * 1024.0));
  remove(pid, now, true);
  update_totals();
  return true;
}

void ProcessTree::update_totals() {
  TreeTotals sum = reaped_;
  double user = 0.0;
  double both = 0.0;
  for (const auto& [pid, process] : live_) {
    user += process.stat_user.value();
    both += (process.stat_user + process.stat_system).value();
    sum.minor_faults += process.minor_faults;
    sum.major_faults += process.major_faults;
    if (process.io) {
      enlarge(sum.read_chars, process.io->read_chars);
      enlarge(sum.written_chars, process.io->written_chars);
      enlarge(sum.read_disk, process.io->read_disk);
      enlarge(sum.written_disk, process.io->written_disk);
    }
  }
  // The division into user and system of what still runs is known in ticks only.
  sum.cpu = ledger_.total();
  const Seconds running = sum.cpu - std::min(reaped_.cpu, sum.cpu);
  // At most all of it: rounded, user and system can be more than their sum.
  sum.user = std::min(sum.cpu, reaped_.user + running * (both > 0.0 ? user / both : 1.0));
  sum.system = sum.cpu - sum.user;
  totals_.cpu = sum.cpu;
  totals_.user = sum.user;
  totals_.system = sum.system;
  totals_.minor_faults = std::max(totals_.minor_faults, sum.minor_faults);
  totals_.major_faults = std::max(totals_.major_faults, sum.major_faults);
  keep_larger(totals_.read_chars, sum.read_chars);
  keep_larger(totals_.written_chars, sum.written_chars);
  keep_larger(totals_.read_disk, sum.read_disk);
  keep_larger(totals_.written_disk, sum.written_disk);
}

void ProcessTree::divide(std::int64_t id, Seconds user, Seconds system) {
  if (user + system > Seconds{}) divisions_[id] = system / (user + system);
}

ProcessTree::Witnesses ProcessTree::witnesses() const {
  Witnesses result = witnesses_;
  if (count_is_exact()) result.births = births_told_;
  return result;
}

Seconds ProcessTree::recorded_cpu() const {
  Seconds sum{};
  for (const auto& [id, record] : records_) sum += record.user + record.system;
  return sum;
}

std::int64_t ProcessTree::processes_recorded() const {
  std::int64_t sum = 0;
  for (const auto& [id, record] : records_) sum += record.count;
  return sum;
}

std::vector<ProcessUse> ProcessTree::take_use() {
  std::unordered_map<std::int64_t, Seconds> by_record;
  for (const auto& [id, cpu] : ledger_.take()) {
    const std::int64_t known = current(id);
    by_record[records_.contains(known) ? known : 0] += cpu;
  }
  for (const auto& [id, share] : divisions_) {
    if (records_.contains(id)) by_record.try_emplace(id);
  }
  const double of_all = totals_.cpu > Seconds{} ? totals_.system / totals_.cpu : 0.0;
  std::vector<ProcessUse> uses;
  uses.reserve(by_record.size());
  for (const auto& [id, cpu] : by_record) {
    model::ProcessRecord& record = touch(id);
    const Seconds before = record.user + record.system;
    const auto told = divisions_.find(id);
    // Of one that was never read it is not known, nor of those whose time came after their end.
    const double system_share = told != divisions_.end() ? told->second
                                : before > Seconds{}     ? record.system / before
                                                         : of_all;
    record.system = (before + cpu) * std::min(1.0, system_share);
    record.user = before + cpu - record.system;
    if (cpu > Seconds{}) uses.push_back({id, cpu});
  }
  divisions_.clear();
  return uses;
}

std::int64_t ProcessTree::processes_seen() const {
  return births_;
}

std::vector<ProcessTree::Live> ProcessTree::live() const {
  std::vector<Live> result;
  result.reserve(live_.size());
  for (const auto& [pid, process] : live_) {
    result.push_back({pid, process.session, records_.at(process.id).name, process.own_cpu});
  }
  return result;
}

std::vector<model::ProcessRecord> ProcessTree::take_changed() {
  std::vector<model::ProcessRecord> result;
  result.reserve(changed_.size());
  for (const std::int64_t id : changed_) {
    if (const auto at = records_.find(id); at != records_.end()) result.push_back(at->second);
  }
  changed_.clear();
  for (const std::int64_t id : folded_away_) {
    model::ProcessRecord gone;
    gone.id = id;
    gone.count = 0;
    result.push_back(std::move(gone));
  }
  folded_away_.clear();
  return result;
}

}  // namespace calo::processes
