#include "processes/process_ledger.hpp"

#include <algorithm>
#include <utility>

#include "base/expect.hpp"

namespace calo::processes {

namespace {

/// Of processes that have ended, so many are remembered by their pid.
constexpr std::size_t most_remembered = 200'000;

void enlarge(std::optional<ProcessIo>& sum, const std::optional<ProcessIo>& part) {
  if (!part) return;
  if (!sum) sum.emplace();
  sum->read_chars += part->read_chars;
  sum->written_chars += part->written_chars;
  sum->read_disk += part->read_disk;
  sum->written_disk += part->written_disk;
}

void keep_larger(std::optional<Bytes>& largest, const std::optional<Bytes>& value) {
  if (value && (!largest || *largest < *value)) largest = value;
}

}  // namespace

ProcessLedger::ProcessLedger(std::int64_t main, std::string name, os::Instant start,
                             std::size_t most_records)
    : start_{start}, records_{most_records} {
  born(main, -1, std::move(name), start);
}

// --- births, readings, ends

void ProcessLedger::born(std::int64_t pid, std::int64_t parent, std::string name, os::Instant when,
                         std::uint64_t start_ticks) {
  CALO_EXPECT(!is_living(pid), "a pid is that of one process at a time");
  const std::int64_t parent_id = living_id(parent);
  Process process;
  process.id =
      records_.add(pid, parent_id, std::move(name), std::max(Seconds{}, since_start(when)));
  process.pid = pid;
  process.start_ticks = start_ticks;
  process.parent_pid = parent;
  process.read_at = when;
  cpu_.born(process.id, parent_id);
  ++births_;
  if (ids_.size() >= most_remembered) {
    std::erase_if(ids_, [this](const auto& known) { return !is_living(known.first); });
    records_.forget_folded();
  }
  ids_[pid] = process.id;
  order_.push_back(pid);
  live_.emplace(pid, std::move(process));
}

void ProcessLedger::thread_born() {
  threads_peak_ = std::max(threads_peak_, ++live_threads_);
}

void ProcessLedger::renamed(std::int64_t pid, std::string name) {
  records_.change(process(pid).id).name = std::move(name);
}

void ProcessLedger::told_clock(std::int64_t pid, Seconds cpu) {
  if (is_living(pid)) {
    Process& living = process(pid);
    living.clock = living.clock.value_or(Seconds{}) + cpu;
  } else if (const auto id = id_of(pid); id && *id != 0) {
    cpu_.told_late(*id, records_.find(*id)->parent, cpu);
  }
}

void ProcessLedger::read(std::int64_t pid, const ProcessReading& reading) {
  Process& process = this->process(pid);
  const ProcessStat& stat = reading.stat;
  const Seconds cpu_before = process.own_cpu;
  const os::Instant read_before = std::exchange(process.read_at, reading.when);
  process.was_read = true;
  process.start_ticks = stat.start_ticks;
  // Its parent has ended; or its birth was told before that of its parent, as the buffers of two
  // CPUs are read one by one.
  process.parent_pid = stat.parent;
  cpu_.moved(process.id, living_id(stat.parent));
  process.session = stat.session;
  process.own_cpu = std::max(process.own_cpu, reading.cpu.value_or(stat.user + stat.system));
  if (reading.when > read_before)
    process.pace = (process.own_cpu - cpu_before) / seconds(reading.when - read_before);
  cpu_.read(process.id, process.own_cpu, stat.children_user + stat.children_system);
  process.stat_user = stat.user + stat.children_user;
  process.stat_system = stat.system + stat.children_system;
  process.minor_faults = stat.minor_faults + stat.children_minor_faults;
  process.major_faults = stat.major_faults + stat.children_major_faults;
  process.threads = stat.threads;
  process.rss = reading.rss;

  model::ProcessRecord& record = records_.change(process.id);
  record.name = reading.name;
  record.minor_faults = stat.minor_faults;
  record.major_faults = stat.major_faults;
  record.threads_peak = std::max(record.threads_peak, stat.threads);
  record.peak_rss = std::max(record.peak_rss, process.rss);
  divide(process.id, stat.user, stat.system);

  if (!reading.thorough) return;
  process.io = reading.thorough->io;
  if (process.io) {
    record.read_disk = process.io->read_disk;
    record.written_disk = process.io->written_disk;
  }
  if (const auto& status = reading.thorough->status) {
    process.swap = status->swap;
    record.peak_rss = std::max(record.peak_rss, status->peak_rss);
  }
}

void ProcessLedger::ended(std::int64_t pid, os::Instant when, bool waited_for) {
  const Process gone = process(pid);
  if (const std::int64_t parent = living_id(gone.parent_pid); parent >= 0)
    cpu_.moved(gone.id, parent);
  const std::int64_t account = remove(gone, when, false);
  witnesses_.all_waited_for = witnesses_.all_waited_for && waited_for;
  cpu_.ended(gone.id, {.account = account,
                       .read_before = gone.was_read,
                       .tail = gone.pace * seconds(when - gone.read_at),
                       .clock = gone.clock,
                       .waited_for = waited_for});
}

std::int64_t ProcessLedger::remove(const Process& gone, os::Instant when, bool was_reaped) {
  live_.erase(gone.pid);
  std::erase(order_, gone.pid);
  model::ProcessRecord& record = records_.change(gone.id);
  record.end = std::max(record.begin, since_start(when));
  const bool short_lived = !gone.was_read && !was_reaped;
  if (gone.id == 0 || (!short_lived && !records_.are_full())) return gone.id;
  return records_.fold(gone.id);
}

void ProcessLedger::reaped(std::int64_t pid, const ProcessExit& end) {
  CALO_EXPECT(was_known(pid), "only a process of the tree can be waited for");
  const Seconds total = end.usage.cpu();
  if (is_living(pid)) {
    cpu_.reaped(process(pid).id, total, end.cpu);
  } else {
    // Its parent ended without having waited for it, and its end was told before that of its
    // parent.
    cpu_.reaped_late(*id_of(pid), total);
  }
  witnesses_.exit_records += total;
  witnesses_.largest_rss = std::max(witnesses_.largest_rss, end.usage.peak_rss);
  ++witnesses_.reaped;
  reaped_.user += end.usage.user;
  reaped_.system += end.usage.system;
  reaped_.minor_faults += end.usage.minor_faults;
  reaped_.major_faults += end.usage.major_faults;
  reaped_.voluntary_switches += end.usage.voluntary_switches;
  reaped_.involuntary_switches += end.usage.involuntary_switches;
  peak_rss_ = std::max(peak_rss_, end.usage.peak_rss);
  std::optional<ProcessIo> io = end.io;
  if (!io && is_living(pid)) io = process(pid).io;
  enlarge(reaped_io_, io);
  if (is_living(pid)) enter_exit(process(pid), end, io);
  update_totals();
}

void ProcessLedger::enter_exit(Process& process, const ProcessExit& end,
                               const std::optional<ProcessIo>& io) {
  // Whether the exit record is that of the process alone, as it had waited for nobody.
  const bool alone = !end.stat || end.stat->children_user + end.stat->children_system == Seconds{};
  model::ProcessRecord& record = records_.change(process.id);
  process.was_read = true;
  if (end.stat) {
    record.name = end.name;
    record.minor_faults = end.stat->minor_faults;
    record.major_faults = end.stat->major_faults;
    if (alone) {
      divide(process.id, end.usage.user, end.usage.system);
    } else {
      divide(process.id, end.stat->user, end.stat->system);
    }
  }
  if (io) {
    record.read_disk = io->read_disk;
    record.written_disk = io->written_disk;
  }
  record.wait_status = end.wait_status;
  if (alone) record.peak_rss = std::max(record.peak_rss, end.usage.peak_rss);
  remove(Process{process}, end.when, true);
}

void ProcessLedger::settle(std::optional<Seconds> task_clock, bool with_swap) {
  cpu_.settle();
  if (task_clock) {
    witnesses_.task_clock = task_clock;
    cpu_.complete(*task_clock);
  }
  update_levels(with_swap);
  update_totals();
}

// --- the tree

const ProcessLedger::Process* ProcessLedger::process(std::int64_t pid) const {
  const auto at = live_.find(pid);
  return at == live_.end() ? nullptr : &at->second;
}

ProcessLedger::Process& ProcessLedger::process(std::int64_t pid) {
  const auto at = live_.find(pid);
  CALO_EXPECT(at != live_.end(), "what is told of a process is of a living one");
  return at->second;
}

std::int64_t ProcessLedger::living_id(std::int64_t pid) const {
  const Process* const living = process(pid);
  return living != nullptr ? living->id : -1;
}

std::optional<ProcessLedger::Living> ProcessLedger::find(std::int64_t pid) const {
  const Process* const living = process(pid);
  if (living == nullptr) return std::nullopt;
  return Living{living->id, living->parent_pid, living->start_ticks, living->was_read};
}

std::vector<std::int64_t> ProcessLedger::below(std::int64_t pid) const {
  std::vector<std::int64_t> pids;
  for (const std::int64_t id : cpu_.below(living_id(pid))) pids.push_back(records_.find(id)->pid);
  return pids;
}

std::string ProcessLedger::name_of(std::int64_t pid) const {
  const Process* const living = process(pid);
  return living == nullptr ? "" : records_.find(living->id)->name;
}

std::vector<ProcessLedger::Live> ProcessLedger::live() const {
  std::vector<Live> result;
  result.reserve(live_.size());
  for (const auto& [pid, process] : live_) {
    result.push_back({pid, process.session, records_.find(process.id)->name, process.own_cpu});
  }
  return result;
}

std::optional<std::int64_t> ProcessLedger::id_of(std::int64_t pid) const {
  const auto at = ids_.find(pid);
  if (at == ids_.end()) return std::nullopt;
  const std::int64_t id = records_.current(at->second);
  return records_.find(id) != nullptr ? std::optional{id} : std::nullopt;
}

// --- sums

void ProcessLedger::update_levels(bool with_swap) {
  levels_ = {};
  levels_.processes = static_cast<std::int64_t>(live_.size());
  for (const auto& [pid, process] : live_) {
    levels_.threads += process.threads;
    levels_.rss += process.rss;
    if (with_swap && process.swap) levels_.swap = levels_.swap.value_or(Bytes{}) + *process.swap;
  }
  threads_peak_ = std::max(threads_peak_, levels_.threads);
  peak_rss_ = std::max(peak_rss_, levels_.rss);
  keep_larger(peak_swap_, levels_.swap);
}

void ProcessLedger::update_totals() {
  Seconds user{}, both{};
  std::int64_t minor_faults = reaped_.minor_faults, major_faults = reaped_.major_faults;
  std::optional<ProcessIo> io = reaped_io_;
  for (const auto& [pid, process] : live_) {
    user += process.stat_user;
    both += process.stat_user + process.stat_system;
    minor_faults += process.minor_faults;
    major_faults += process.major_faults;
    enlarge(io, process.io);
  }
  // The division into user and system of what still runs is known in ticks only.
  totals_.cpu = cpu_.total();
  const Seconds running = totals_.cpu - std::min(reaped_.cpu(), totals_.cpu);
  // At most all of it: rounded, user and system can be more than their sum.
  totals_.user =
      std::min(totals_.cpu, reaped_.user + running * (both > Seconds{} ? user / both : 1.0));
  totals_.system = totals_.cpu - totals_.user;
  totals_.minor_faults = std::max(totals_.minor_faults, minor_faults);
  totals_.major_faults = std::max(totals_.major_faults, major_faults);
  if (!io) return;
  keep_larger(totals_.read_chars, io->read_chars);
  keep_larger(totals_.written_chars, io->written_chars);
  keep_larger(totals_.read_disk, io->read_disk);
  keep_larger(totals_.written_disk, io->written_disk);
}

void ProcessLedger::divide(std::int64_t id, Seconds user, Seconds system) {
  if (user + system > Seconds{}) divisions_[id] = system / (user + system);
}

std::vector<ProcessUse> ProcessLedger::take_use() {
  std::unordered_map<std::int64_t, Seconds> by_record;
  for (const auto& [id, cpu] : cpu_.take()) {
    const std::int64_t known = records_.current(id);
    by_record[records_.find(known) != nullptr ? known : 0] += cpu;
  }
  for (const auto& [id, share] : divisions_) {
    if (records_.find(id) != nullptr) by_record.try_emplace(id);
  }
  const double of_all = totals_.cpu > Seconds{} ? totals_.system / totals_.cpu : 0.0;
  std::vector<ProcessUse> uses;
  uses.reserve(by_record.size());
  for (const auto& [id, cpu] : by_record) {
    model::ProcessRecord& record = records_.change(id);
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

}  // namespace calo::processes
