#include "processes/process_tree.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <ctime>
#include <functional>
#include <iterator>
#include <ranges>

#include "base/expect.hpp"
#include "base/text.hpp"
#include "os/file.hpp"

namespace calo::processes {

namespace {

/// Of processes that have ended, so many are remembered by their pid.
constexpr std::size_t most_remembered = 200'000;

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

/// Scanning /proc and reading PSS may take at most these shares of the time.
constexpr int scan_cost_factor = 200;
constexpr int pss_cost_factor = 1000;

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

void add(std::optional<Bytes>& sum, const std::optional<Bytes>& part) {
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
  for (TaskEvent& event : events_->drain()) {
    switch (event.what) {
      case TaskEvent::What::fork:
        threads_peak_ = std::max(threads_peak_, ++live_threads_);
        if (event.pid != event.parent_pid) {
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
        // yet.
        if (const Process* process = find(event.pid); process != nullptr &&
                                                      event.pid == event.tid && !process->polled &&
                                                      event.pid != main_) {
          remove(event.pid, event.when, false);
        }
        break;
    }
  }
}

void ProcessTree::remove(std::int64_t pid, os::Instant when, bool counted) {
  const auto at = live_.find(pid);
  CALO_EXPECT(at != live_.end(), "only a followed process can be removed");
  hand_out(at->second);
  const Process process = at->second;
  live_.erase(at);
  std::erase(order_, pid);
  short_lived_.erase(process.id);
  std::vector<Ended> ended;
  if (const auto below = ended_.find(process.id); below != ended_.end()) {
    ended = std::move(below->second);
    ended_.erase(below);
  }

  model::ProcessRecord& record = touch(process.id);
  record.end = std::max(record.begin, since_start(when));
  Process* parent = find(process.parent_pid);
  // Without a parent to pass it to, it was waited for by one that is gone too: its time is in an
  // exit record.
  if (!counted && parent != nullptr) {
    parent->absorbed += process.cpu();
    if (process.polled)
      ended.push_back({process.id, process.pace * seconds(when - process.polled_at)});
    std::ranges::move(ended, std::back_inserter(ended_[parent->id]));
  }
  const bool short_lived = !process.polled && !counted;
  if (process.id == 0 || (!short_lived && records_.size() < most_records_)) return;

  const std::int64_t parent_id = record.parent;
  const std::int64_t group = fold(process.id, process.polled);
  if (short_lived) ++short_lived_[parent_id][group];
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
  if (const auto used = use_.find(id); used != use_.end()) {
    use_[group_id] += used->second;
    use_.erase(used);
  }
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
  if (foreign_.size() > 1000 || (now - start_) % std::chrono::seconds{4} < milliseconds{100})
    foreign_.clear();
  next_scan_ = now + (os::monotonic_now() - now) * scan_cost_factor;
}

bool ProcessTree::read(Process& process, os::Instant now, bool thorough) {
  const auto stat = read_stat(process.pid);
  if (!stat || (process.start_ticks != 0 && stat->start_ticks != process.start_ticks)) return false;
  process.start_ticks = stat->start_ticks;
  const Seconds cpu_before = process.own_cpu;
  const os::Instant read_before = process.polled_at;
  process.polled = true;
  process.polled_at = now;
  process.parent_pid = stat->parent;
  process.session = stat->session;
  const Seconds in_ticks = stat->user + stat->system;
  process.own_cpu = std::max(process.own_cpu, cpu_clock(process.pid).value_or(in_ticks));
  if (now > read_before) process.pace = (process.own_cpu - cpu_before) / seconds(now - read_before);
  process.children_cpu =
      std::max(process.children_cpu, stat->children_user + stat->children_system);
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
  const double busy = in_ticks.value();
  const double user_share = busy > 0.0 ? stat->user.value() / busy : 1.0;
  record.user = process.own_cpu * user_share;
  record.system = process.own_cpu - record.user;

  if (thorough && stat->state != 'Z') {
    process.io = read_io(process.pid);
    if (process.io) {
      record.read_disk = process.io->read_disk;
      record.written_disk = process.io->written_disk;
    }
    if (const auto text = read_process_file(process.pid, "status")) {
      const ProcessStatus status = parse_process_status(*text);
      process.swap = status.swap;
      record.peak_rss = std::max(record.peak_rss, status.peak_rss);
    }
    if (now >= next_pss_) {
      const auto text = read_process_file(process.pid, "smaps_rollup");
      process.pss = text ? parse_pss(*text) : std::nullopt;
    }
  }
  return true;
}

void ProcessTree::poll(os::Instant now, bool thorough) {
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
  if (thorough && now >= next_pss_) {
    const auto cost = os::monotonic_now() - now;
    next_pss_ = now + std::max<nanoseconds>(milliseconds{900}, cost * pss_cost_factor);
    levels_.pss.emplace();
    for (const auto& [pid, process] : live_) {
      if (!process.pss && process.rss > Bytes{}) {
        levels_.pss.reset();
        break;
      }
      *levels_.pss += process.pss.value_or(Bytes{});
    }
    keep_larger(peak_pss_, levels_.pss);
  } else {
    levels_.pss.reset();
  }
  update_levels(thorough);
  update_totals();
}

void ProcessTree::update_levels(bool thorough) {
  levels_.processes = static_cast<std::int64_t>(live_.size());
  levels_.threads = 0;
  levels_.rss = Bytes{};
  levels_.swap.reset();
  for (const auto& [pid, process] : live_) {
    levels_.threads += process.threads;
    levels_.rss += process.rss;
    if (thorough) calo::processes::add(levels_.swap, process.swap);
  }
  threads_peak_ = std::max(threads_peak_, levels_.threads);
  peak_rss_ = std::max(peak_rss_, levels_.rss);
  keep_larger(peak_swap_, levels_.swap);
}

void ProcessTree::before_reaping(std::int64_t pid) {
  dying_ = Dying{pid, read_stat(pid), read_io(pid)};
}

void ProcessTree::remove_children_waited_for_by(std::int64_t pid, os::Instant now) {
  std::vector<std::int64_t> candidates;
  for (const auto& [child, process] : live_) {
    if (child != pid && (process.parent_pid == pid || !live_.contains(process.parent_pid)))
      candidates.push_back(child);
  }
  // The younger first, so that grandchildren pass their time to children.
  std::ranges::sort(candidates, std::greater{},
                    [this](std::int64_t child) { return live_.at(child).id; });
  for (const std::int64_t child : candidates) {
    if (!read_stat(child)) remove(child, now, false);
  }
}

bool ProcessTree::reaped(std::int64_t pid, int wait_status, const rusage& usage, os::Instant now) {
  const std::optional<Dying> last = std::exchange(dying_, std::nullopt);
  const std::optional<ProcessStat> stat = last && last->pid == pid ? last->stat : std::nullopt;
  drain_events();
  remove_children_waited_for_by(pid, now);
  Process* process = find(pid);
  if (process == nullptr) {
    // An orphan that nobody has seen: ours, unless it was a child before the run or is a helper of
    // our own, which the events, when complete, would have told.
    if (!stat || stat->start_ticks < start_ticks_ || count_is_exact()) return false;
    process = &add(pid, self_, stat->name, now);
  }
  const Seconds user = of(usage.ru_utime);
  const Seconds system = of(usage.ru_stime);
  // Children that were followed but never waited for are in no exit record; a few ticks are
  // rounding.
  const Seconds children_waited =
      stat ? stat->children_user + stat->children_system : process->children_cpu;
  const Seconds unwaited = process->absorbed - children_waited;
  const Seconds extra = unwaited > Seconds::of(0.05) ? unwaited : Seconds{};

  reaped_.cpu += user + system + extra;
  reaped_.user += user + extra;
  reaped_.system += system;
  reaped_.minor_faults += usage.ru_minflt;
  reaped_.major_faults += usage.ru_majflt;
  voluntary_switches_ += usage.ru_nvcsw;
  involuntary_switches_ += usage.ru_nivcsw;
  peak_rss_ = std::max(peak_rss_, Bytes::of(static_cast<double>(usage.ru_maxrss) * 1024.0));
  const std::optional<ProcessIo> io = last && last->io ? last->io : process->io;
  if (io) {
    calo::processes::add(reaped_.read_chars, io->read_chars);
    calo::processes::add(reaped_.written_chars, io->written_chars);
    calo::processes::add(reaped_.read_disk, io->read_disk);
    calo::processes::add(reaped_.written_disk, io->written_disk);
  }

  // Its own time is what is left without its children.
  const Seconds total = user + system;
  process->children_cpu = std::max(process->children_cpu, children_waited);
  const Seconds children = std::min(total, std::max(process->children_cpu, Seconds{}));
  process->own_cpu = std::max(process->own_cpu, total - children);
  process->polled = true;
  model::ProcessRecord& record = touch(process->id);
  if (stat) {
    record.name = name_of(pid, stat->name, record.name);
    record.minor_faults = stat->minor_faults;
    record.major_faults = stat->major_faults;
    const double ticks = (stat->user + stat->system).value();
    const double total_share = total > Seconds{} ? user / total : 1.0;
    const double user_share =
        children == Seconds{} || ticks == 0.0 ? total_share : stat->user.value() / ticks;
    record.user = process->own_cpu * user_share;
    record.system = process->own_cpu - record.user;
  }
  if (io) {
    record.read_disk = io->read_disk;
    record.written_disk = io->written_disk;
  }
  record.wait_status = wait_status;
  if (children == Seconds{})
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
    sum.cpu += process.cpu();
    user += process.stat_user.value();
    both += (process.stat_user + process.stat_system).value();
    sum.minor_faults += process.minor_faults;
    sum.major_faults += process.major_faults;
    if (process.io) {
      calo::processes::add(sum.read_chars, process.io->read_chars);
      calo::processes::add(sum.written_chars, process.io->written_chars);
      calo::processes::add(sum.read_disk, process.io->read_disk);
      calo::processes::add(sum.written_disk, process.io->written_disk);
    }
  }
  // The division into user and system of what still runs is known in ticks only.
  const Seconds running = sum.cpu - reaped_.cpu;
  sum.user = reaped_.user + running * (both > 0.0 ? user / both : 1.0);
  sum.system = sum.cpu - sum.user;
  totals_.cpu = std::max(totals_.cpu, sum.cpu);
  totals_.user = sum.user;
  totals_.system = sum.system;
  totals_.minor_faults = std::max(totals_.minor_faults, sum.minor_faults);
  totals_.major_faults = std::max(totals_.major_faults, sum.major_faults);
  keep_larger(totals_.read_chars, sum.read_chars);
  keep_larger(totals_.written_chars, sum.written_chars);
  keep_larger(totals_.read_disk, sum.read_disk);
  keep_larger(totals_.written_disk, sum.written_disk);
}

void ProcessTree::hand_out(Process& process) {
  const Seconds own = process.own_cpu - process.reported_own;
  if (own > Seconds{}) {
    use_[process.id] += own;
    process.reported_own = process.own_cpu;
  }
  const Seconds children = process.unfollowed_children() - process.reported_children;
  if (!(children > Seconds{})) return;
  process.reported_children += children;
  const auto short_ones = short_lived_.find(process.id);
  Seconds left = children;
  if (const auto polled = ended_.find(process.id); polled != ended_.end()) {
    Seconds expected{};
    for (const Ended& one : polled->second) expected += one.expected;
    // Beside short-lived ones they get what they would have used at their pace, alone everything.
    const Seconds theirs =
        short_ones == short_lived_.end() ? children : std::min(children, expected);
    const auto count = static_cast<double>(polled->second.size());
    for (const Ended& one : polled->second) {
      const double share = expected > Seconds{} ? one.expected / expected : 1.0 / count;
      use_[current(one.id)] += theirs * share;
      touch(current(one.id)).user += theirs * share;
    }
    left -= theirs;
    ended_.erase(polled);
  }
  if (short_ones == short_lived_.end()) {
    if (left > Seconds{}) use_[process.id] += left;
    return;
  }
  // Their exit records are summed in the parent: shared by how many of each name ended.
  double count = 0.0;
  for (const auto& [id, n] : short_ones->second) count += static_cast<double>(n);
  for (const auto& [id, n] : short_ones->second) {
    const Seconds part = left * (static_cast<double>(n) / count);
    use_[id] += part;
    touch(id).user += part;
  }
  short_lived_.erase(short_ones);
}

std::vector<ProcessUse> ProcessTree::take_use() {
  for (auto& [pid, process] : live_) hand_out(process);
  std::vector<ProcessUse> uses;
  uses.reserve(use_.size());
  for (const auto& [id, cpu] : use_) uses.push_back({id, cpu});
  use_.clear();
  // A parent's time for its children grows when it has waited for them, in ticks: by the next poll.
  constexpr int forgotten_after = 2;
  for (auto& [parent, ended] : ended_) {
    std::erase_if(ended, [](Ended& one) { return ++one.take_uses > forgotten_after; });
  }
  std::erase_if(ended_, [](const auto& entry) { return entry.second.empty(); });
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
