#include "recorder/recorder.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <utility>

#include "attribution/busy_time.hpp"
#include "base/try.hpp"
#include "os/clock.hpp"
#include "os/file.hpp"
#include "os/usage.hpp"
#include "processes/cgroup_clock.hpp"
#include "processes/machine_load.hpp"
#include "processes/process_follower.hpp"
#include "recorder/accounts.hpp"
#include "recorder/commits.hpp"
#include "recorder/passed_signals.hpp"
#include "recorder/phase_accounts.hpp"
#include "recorder/samples.hpp"
#include "recorder/warnings.hpp"
#include "recorder/witnesses.hpp"
#include "sampling/resolve.hpp"

namespace calo::recorder {

namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

/// I/O, PSS, swap, frequency and temperature are read about this often.
constexpr milliseconds thorough_every{1000};
/// A tick may cost 1/250 of the time: slower ones make ticks rarer.
constexpr int tick_cost_factor = 250;
/// The begin and end of a phase are read at once, but not more often than this, nor for more than a
/// hundredth of the time.
constexpr milliseconds shortest_between_marks{5};
constexpr int mark_cost_factor = 100;
/// Functions of a shorter run, a few samples, are looked up when somebody asks for them: reading
/// the debug information of libc alone takes longer than such a program.
constexpr Seconds worth_resolving = Seconds::of(0.1);
/// Between two looks at the buffers of births and ends.
constexpr nanoseconds between_drains{50'000'000};
/// Stacks are stored at least this rarely.
constexpr std::chrono::seconds stacks_every{5};
constexpr std::chrono::seconds first_stacks{1};
constexpr nanoseconds longest_tick = std::chrono::seconds{2};
/// A daemon left behind is followed until it has rested this long, below this share of a core.
constexpr milliseconds daemon_rest{1000};
constexpr double daemon_busy_share = 0.01;
/// When a person is told that the program has ended but calo has not.
constexpr milliseconds waiting_told_after{2000};
/// CLOCK_BOOTTIME runs ahead of CLOCK_MONOTONIC in suspend only.
constexpr milliseconds suspend_noticed{500};

class Recorder {
 public:
  Recorder(os::Launch launch, model::RunHeader header, EnergySources sources, store::RunWriter file,
           const os::SystemRoot& root, const RecordOptions& options)
      : launch_{std::move(launch)},
        main_{launch_.pid()},
        header_{std::move(header)},
        sources_{std::move(sources)},
        options_{options},
        load_{root},
        cgroup_{os::SystemRoot{}},  // the real one: that of a process
        accounts_{sources_},
        samples_{options.session, options.observer},
        start_{os::monotonic_now()},
        commits_{std::move(file), start_} {}

  Result<Recording> run() {
    CALO_TRY_DO(open_descriptors());
    // Orphans come to us instead of to init, so that their exit records do too.
    if (options_.adopts_orphans) ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    auto events = processes::TaskEvents::follow(main_);
    accounts_.set_shortest_for_peak(options_.interval * 0.5);

    start_ = previous_ = os::monotonic_now();
    next_stacks_ = start_ + first_stacks;
    suspended_ = os::suspended_time();
    cgroup_start_ = cgroup_.read();  // an upper bound: it begins first and ends last
    own_start_ = os::own_usage().cpu();
    machine_start_ = machine_ = load_.read();
    throttled_before_ = load_.throttle_events();
    sources_.read(start_, 0.0);
    follower_.emplace(main_, ::getpid(), start_,
                      events ? std::optional{std::move(*events)} : std::nullopt);
    follower_->leave_out(signals_->witness());
    CALO_TRY_DO(launch_.release());
    arm_timers();
    loop();
    return finish();
  }

 private:
  Result<void> open_descriptors() {
    CALO_TRY(auto signals, PassedSignals::open(main_));
    signals_.emplace(std::move(signals));
    for (os::FileDescriptor* timer : {&timer_, &event_timer_}) {
      *timer = os::FileDescriptor{::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)};
      if (!*timer) return std::unexpected{system_error(errno, "making a timer")};
    }
    return {};
  }

  enum class Again : bool { once, for_ever };
  static void arm(const os::FileDescriptor& timer, nanoseconds period, Again again) {
    itimerspec spec{};
    spec.it_value = {static_cast<time_t>(period.count() / 1'000'000'000),
                     static_cast<long>(period.count() % 1'000'000'000)};
    if (again == Again::for_ever) spec.it_interval = spec.it_value;
    ::timerfd_settime(timer.get(), 0, &spec, nullptr);
  }

  void arm_timers() {
    const nanoseconds interval{
        std::max<long long>(1'000'000, static_cast<long long>(options_.interval.value() * 1e9))};
    arm(timer_, interval, Again::for_ever);
    arm_event_timer();
  }

  /// For what fills up or grows old between two ticks.
  void arm_event_timer() {
    const auto wanted = samples_.collect_within();
    if (wanted || follower_->follows_events())
      arm(event_timer_, wanted.value_or(between_drains), Again::once);
  }

  static bool has_expired(const os::FileDescriptor& timer, const pollfd& watched) {
    if ((watched.revents & POLLIN) == 0) return false;
    std::uint64_t expirations = 0;
    return ::read(timer.get(), &expirations, sizeof expirations) == sizeof expirations;
  }

  void loop() {
    const int marks = options_.marks != nullptr ? options_.marks->descriptor() : -1;
    std::vector<pollfd> watched{{signals_->descriptor(), POLLIN, 0},
                                {timer_.get(), POLLIN, 0},
                                {marks, POLLIN, 0},
                                {event_timer_.get(), POLLIN, 0}};
    const std::size_t others = watched.size();
    for (const int descriptor : samples_.descriptors()) watched.push_back({descriptor, POLLIN, 0});
    while (!done_) {
      const int ready = ::poll(watched.data(), watched.size(), signals_->wait_ms());
      if (ready < 0) {
        if (errno == EINTR) continue;
        break;
      }
      bool is_filled = false;
      for (std::size_t i = others; i < watched.size(); ++i) {
        // The ring of a CPU on which all have ended hangs up, and would wake us for ever.
        if ((watched[i].revents & (POLLHUP | POLLERR)) != 0) watched[i].fd = -1;
        is_filled = is_filled || watched[i].revents != 0;
      }
      if (is_filled) samples_.collect();
      // Before an end is noticed: the marks of a process come before it.
      const bool marked = (watched[2].revents & POLLIN) != 0 && take_marks();
      if ((watched[0].revents & POLLIN) != 0 || signals_->wait_ms() >= 0) answer_signals();
      if (has_expired(event_timer_, watched[3])) {
        follower_->drain_events();
        samples_.collect();
        arm_event_timer();
      }
      if (marked && !done_ && os::monotonic_now() - previous_ >= between_marks_)
        tick(os::monotonic_now());
      if (has_expired(timer_, watched[1]) && !done_) {
        const os::Instant now = os::monotonic_now();
        if (now >= next_tick_) {
          tick(now);
          if (program_ended_) consider_leaving(now);
        }
      }
    }
  }

  processes::ProcessLedger& ledger() { return follower_->ledger(); }
  [[nodiscard]] const processes::ProcessLedger& ledger() const { return follower_->ledger(); }

  /// Enters what the program says of its phases; true if one began or ended.
  bool take_marks() {
    const std::vector<processes::Mark> marks = options_.marks->drain(accounts_.so_far());
    if (marks.empty()) return false;
    bool changed = false;
    follower_->drain_events();  // the process may be as new as its mark
    for (const processes::Mark& mark : marks) {
      const auto id = ledger().id_of(mark.pid);
      if (!id) continue;
      changed = changed || mark.what != processes::Mark::What::count;
      const model::ProcessRecord& record = *ledger().records().find(*id);
      phases_.enter(
          mark, *id,
          std::clamp(seconds(mark.time - start_), seconds(previous_ - start_),
                     seconds(os::monotonic_now() - start_)),
          {record.begin, record.user + record.system, record.dynamic, record.static_share});
    }
    return changed;
  }

  void share_to_phases(const model::Interval& interval,
                       std::span<const processes::ProcessUse> uses) {
    const auto parent_of = [this](std::int64_t id) {
      const model::ProcessRecord* const record = ledger().records().find(id);
      return record == nullptr ? -1 : record->parent;
    };
    for (const std::int64_t process : phases_.processes()) {
      const model::ProcessRecord* const record = ledger().records().find(process);
      if (record == nullptr || record->end) {
        phases_.ended(process,
                      record == nullptr ? interval.end : std::min(*record->end, interval.end));
      }
    }
    phases_.share({interval.begin, interval.end, accounts_.tree_dynamic(), accounts_.tree_static(),
                   accounts_.idle()},
                  uses, parent_of);
  }

  void answer_signals() {
    const PassedSignals::Came came = signals_->take(program_ended_);
    if (came.asks_to_end && program_ended_) done_ = true;
    if (came.of_child) reap();
  }

  /// A child that calls ptrace(PTRACE_TRACEME) makes us its tracer, and wait(2) then tells of its
  /// stops unasked. It expects no signal, so those that the kernel raises for us inside it must not
  /// stop it. What others send stops it for good, as below any parent that does not trace. False:
  /// there is no such stop any more.
  static bool answer_trace_stop(pid_t pid) {
    siginfo_t stop{};
    if (::waitid(P_PID, static_cast<id_t>(pid), &stop, WSTOPPED | WNOHANG | __WALL) != 0 ||
        stop.si_pid != pid)
      return false;
    siginfo_t signal{};
    if (::ptrace(PTRACE_GETSIGINFO, pid, nullptr, &signal) != 0) return true;
    constexpr int of_a_perf_event = 6;  // TRAP_PERF of linux/asm-generic/siginfo.h
    const bool sent =
        signal.si_code == SI_USER || signal.si_code == SI_TKILL || signal.si_code == SI_QUEUE;
    if ((stop.si_status >= SIGRTMIN && !sent) ||
        (stop.si_status == SIGTRAP && signal.si_code == of_a_perf_event))
      ::ptrace(PTRACE_CONT, pid, nullptr, static_cast<std::intptr_t>(stop.si_status));
    return true;
  }

  void reap() {
    if (options_.marks != nullptr) take_marks();  // who has ended is forgotten
    bool program_ended_now = false;
    for (;;) {
      siginfo_t info{};
      if (::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0) break;
      const pid_t pid = info.si_pid;
      if (info.si_code != CLD_EXITED && info.si_code != CLD_KILLED && info.si_code != CLD_DUMPED) {
        if (!answer_trace_stop(pid)) break;
        continue;
      }
      follower_->before_reaping(pid);
      int status = 0;
      rusage usage{};
      if (::wait4(pid, &status, WNOHANG, &usage) != pid) break;
      const os::Instant now = os::monotonic_now();
      follower_->reaped(pid, status, os::usage_of(usage), now);
      if (pid == main_) {
        program_ended_now = true;
        end_.wait_status = status;
        program_end_ = now;
        end_.program_wall = seconds(now - start_);
      }
    }
    if (!program_ended_now) return;
    program_ended_ = true;
    const os::Instant now = os::monotonic_now();
    tick(now);  // the true last reading
    rested_since_ = now;
    if (ledger().live().empty()) done_ = true;
  }

  /// The program has ended; decides whether what it left behind is still followed.
  void consider_leaving(os::Instant now) {
    const auto live = ledger().live();
    if (live.empty()) {
      done_ = true;
      return;
    }
    const pid_t our_session = ::getsid(0);
    bool orphans = false;
    bool busy = false;
    const double window = seconds(now - considered_).value();
    std::map<std::int64_t, Seconds> cpu;
    for (const auto& process : live) {
      orphans = orphans || process.session == our_session || process.session == 0;
      const auto before = daemon_cpu_.find(process.pid);
      const Seconds used = process.cpu - (before == daemon_cpu_.end() ? Seconds{} : before->second);
      busy = busy || used.value() > daemon_busy_share * window;
      cpu[process.pid] = process.cpu;
    }
    daemon_cpu_ = std::move(cpu);
    considered_ = now;
    if (orphans || busy) rested_since_ = now;
    if (now - rested_since_ >= daemon_rest) {
      std::string names;
      for (const auto& process : live)
        names +=
            (names.empty() ? "" : ", ") + process.name + " (" + std::to_string(process.pid) + ")";
      warn("left-running",
           "still running after the program's end, and counted until then only: " + names + ".");
      done_ = true;
    } else if (!told_ && options_.on_waiting && now - program_end_ > waiting_told_after) {
      told_ = true;
      std::vector<std::string> names;
      names.reserve(live.size());
      for (const auto& process : live) names.push_back(process.name);
      options_.on_waiting(names);
    }
  }

  void tick(os::Instant now) {
    nanoseconds cpu_before = os::thread_cpu_time();
    const bool thorough = now >= next_thorough_ && !program_ended_;
    follower_->poll(now, thorough);
    // The clock is read again: a poll of many processes takes time, and the energy belongs to all
    // of it.
    now = os::monotonic_now();
    const auto machine = load_.read();
    const Seconds own = os::own_usage().cpu();

    model::Interval interval;
    interval.begin = seconds(previous_ - start_);
    interval.end = seconds(now - start_);
    const Seconds length = interval.end - interval.begin;
    const Seconds machine_busy =
        machine && machine_start_ ? machine->busy - machine_start_->busy : Seconds{};
    const attribution::BusyTime busy =
        divider_.divide(machine_busy, ledger().totals().cpu, own - own_start_);

    const int cpus = std::max(1, header_.machine.threads > 0 ? header_.machine.threads
                                 : machine                   ? machine->cpus
                                                             : 1);
    const double utilisation =
        length > Seconds{} ? std::clamp(busy.all() / (length * static_cast<double>(cpus)), 0.0, 1.0)
                           : 0.0;
    const auto increments = sources_.read(now, utilisation);
    if (was_suspended()) {
      // Counters may have stood still, gone on or been reset meanwhile: the interval's energy is
      // not known.
      for (model::Increment& increment : increments) increment = {Joules{}, model::Outcome::lost};
      warn("suspended",
           "The machine was suspended during the run; the interval around it is left out of the "
           "energy.");
    }
    accounts_.enter(length, increments, busy, interval);
    const std::vector<processes::ProcessUse> uses = ledger().take_use();
    accounts_.enter_processes(ledger(), uses);
    const nanoseconds cpu_before_samples = os::thread_cpu_time();
    samples_.share(
        ledger(), start_,
        {interval.begin, interval.end, accounts_.tree_dynamic(), accounts_.tree_static()}, uses);
    // Samples cost by their number, and PSS has a budget of its own: rarer ticks would save
    // neither.
    cpu_before += os::thread_cpu_time() - cpu_before_samples + follower_->cost_of_pss();
    share_to_phases(interval, uses);

    fill(interval, busy, machine);
    if (thorough) {
      interval.frequency_hz = load_.frequency_hz();
      interval.temperature_celsius = load_.temperature_celsius();
      next_thorough_ = now + thorough_every;
    }
    others_ += busy.others;
    steal_ += interval.steal;
    machine_ = machine ? machine : machine_;
    previous_ = now;
    ++ticks_;
    if (options_.on_interval) {
      options_.on_interval(interval,
                           phases_.any() ? phases_.at(0.5 * (interval.begin + interval.end)) : "",
                           accounts_.states());
    }
    commits_.add(std::move(interval));
    if (commits_.due(now)) {
      commits_.add(ledger().take_changed());
      write_end(now);
      commits_.commit(now, end_);
      keep_stacks(now);
    }
    const nanoseconds pause = std::clamp<nanoseconds>(
        (os::thread_cpu_time() - cpu_before) * tick_cost_factor, nanoseconds{}, longest_tick);
    between_marks_ = std::max<nanoseconds>(shortest_between_marks,
                                           (os::thread_cpu_time() - cpu_before) * mark_cost_factor);
    next_tick_ =
        now + pause -
        duration_cast<nanoseconds>(std::chrono::duration<double>(0.5 * options_.interval.value()));
  }

  /// Stores the stacks so far, for the case that calo is killed: the rarer, the more it costs.
  void keep_stacks(os::Instant now) {
    if (!samples_.are_taken() || now < next_stacks_) return;
    const nanoseconds before = os::thread_cpu_time();
    const model::Profile profile = samples_.until(ledger(), seconds(now - start_));
    commits_.store(profile);
    if (options_.on_stacks) options_.on_stacks(profile);
    next_stacks_ =
        now + std::max<nanoseconds>(stacks_every, (os::thread_cpu_time() - before) * 500);
  }

  void fill(model::Interval& interval, const attribution::BusyTime& busy,
            const std::optional<processes::MachineStat>& machine) {
    const processes::TreeTotals& totals = ledger().totals();
    const processes::TreeLevels& levels = ledger().levels();
    // The division into user and system is in ticks: what one interval gets too much the next gets
    // less.
    const Seconds user = std::clamp(totals.user - tree_user_, Seconds{}, busy.tree);
    interval.tree_user = user;
    interval.tree_system = busy.tree - user;
    readings_cpu_ += interval.tree_user + interval.tree_system;
    tree_user_ += user;
    interval.own = busy.own;
    interval.others = busy.others;
    if (machine && machine_) {
      interval.steal = std::max(Seconds{}, machine->steal - machine_->steal);
      interval.context_switches =
          std::max<std::int64_t>(0, machine->context_switches - machine_->context_switches);
    }
    interval.processes = levels.processes;
    interval.threads = levels.threads;
    interval.rss = levels.rss;
    interval.pss = follower_->pss();
    interval.swap = levels.swap;
    interval.minor_faults = totals.minor_faults - before_.minor_faults;
    interval.major_faults = totals.major_faults - before_.major_faults;
    const auto grown = [](const std::optional<Bytes>& now,
                          const std::optional<Bytes>& before) -> std::optional<Bytes> {
      if (!now) return std::nullopt;
      return *now - before.value_or(Bytes{});
    };
    interval.read_chars = grown(totals.read_chars, before_.read_chars);
    interval.written_chars = grown(totals.written_chars, before_.written_chars);
    interval.read_disk = grown(totals.read_disk, before_.read_disk);
    interval.written_disk = grown(totals.written_disk, before_.written_disk);
    before_ = totals;
  }

  bool was_suspended() {
    const nanoseconds suspended = os::suspended_time();
    const bool grown = suspended - suspended_ > suspend_noticed;
    suspended_ = suspended;
    return grown;
  }

  void warn(std::string code, std::string text) {
    model::Warning warning{std::move(code), std::move(text)};
    if (std::ranges::find(own_warnings_, warning) == own_warnings_.end())
      own_warnings_.push_back(std::move(warning));
  }

  void write_end(os::Instant now) {
    const processes::TreeTotals& totals = ledger().totals();
    end_.wall = seconds(now - start_);
    if (!program_ended_) end_.program_wall = end_.wall;
    end_.cpu_user = totals.user;
    end_.cpu_system = totals.system;
    end_.processes = ledger().births();
    end_.processes_exact = follower_->count_is_exact();
    end_.threads_peak = ledger().threads_peak();
    end_.peak_rss = ledger().peak_rss();
    end_.peak_pss = follower_->peak_pss();
    end_.peak_swap = ledger().peak_swap();
    end_.minor_faults = totals.minor_faults;
    end_.major_faults = totals.major_faults;
    end_.voluntary_switches.reset();
    end_.involuntary_switches.reset();
    if (program_ended_) {  // known from exit records only
      end_.voluntary_switches = ledger().voluntary_switches();
      end_.involuntary_switches = ledger().involuntary_switches();
    }
    end_.read_chars = totals.read_chars;
    end_.written_chars = totals.written_chars;
    end_.read_disk = totals.read_disk;
    end_.written_disk = totals.written_disk;
    end_.own_cpu = os::own_usage().cpu();
    end_.own_peak_rss = os::own_usage().peak_rss;
    end_.ticks = ticks_;
    end_.lost_records = follower_->lost_events();
    end_.others = others_;
    end_.steal = steal_;
    accounts_.write(end_);
    end_.phases = phases_.phases();
    end_.phase_spans = phases_.spans();
    end_.warnings = sources_.warnings();
    end_.warnings.insert(end_.warnings.end(), own_warnings_.begin(), own_warnings_.end());
    add_load_warnings(end_);
  }

  [[nodiscard]] Testimony testimony() const {
    Testimony testimony;
    testimony.readings = readings_cpu_;
    testimony.processes = ledger().records().cpu();
    testimony.processes_recorded = ledger().records().processes();
    testimony.left_running = static_cast<std::int64_t>(ledger().live().size());
    testimony.tree = follower_->witnesses();
    testimony.own = os::own_usage().cpu() - own_start_;
    if (machine_ && machine_start_) testimony.machine_busy = machine_->busy - machine_start_->busy;
    if (const auto group = cgroup_.read(); group && cgroup_start_)
      testimony.cgroup_cpu = *group - *cgroup_start_;
    for (std::size_t i = 0; i < sources_.domains().size(); ++i) {
      const auto counted = sources_.since_first(i);
      if (counted && end_.totals[i].gross > Joules{})
        testimony.counters.push_back({sources_.domains()[i].name, end_.totals[i].gross, *counted});
    }
    testimony.highest_price = samples_.highest_price();
    if (machine_) testimony.cpus = std::max(1, machine_->cpus);
    testimony.suspended =
        std::ranges::find(own_warnings_, "suspended", &model::Warning::code) != own_warnings_.end();
    return testimony;
  }

  Result<Recording> finish() {
    const os::Instant now = previous_;
    phases_.finish(seconds(now - start_));
    samples_.finish(ledger(), start_);
    commits_.add(ledger().take_changed());
    write_end(now);
    add_throttle_warning(end_, throttled_before_, load_.throttle_events());
    std::optional<model::Profile> profile;
    if (samples_.are_taken()) {
      profile = samples_.until(ledger(), end_.wall);
      add_stack_warnings(end_, *profile);
    }
    const std::vector<model::Witness> others =
        witnesses(end_, testimony(), profile ? &*profile : nullptr);
    add_witness_warnings(end_, others);
    commits_.store(others);
    end_.complete = true;
    if (profile) {
      if (options_.trace != nullptr) {
        for (std::string& missing : options_.trace->collect(*profile))
          end_.warnings.push_back({"trace", std::move(missing)});
      }
      commits_.commit(now, end_);  // looking functions up may take longer than somebody waits
      const symbols::Settings settings = sampling::settings_from_environment();
      if (end_.cpu_user + end_.cpu_system >= worth_resolving) {
        sampling::resolve(*profile, settings, options_.on_resolving, &samples_.files());
      } else {
        sampling::resolve_replaced(*profile, settings, samples_.files());
      }
      commits_.store(*profile);
    }
    // Whoever shows the run now or later reads the same; the last commit itself is in neither.
    end_.own_cpu = os::own_usage().cpu();
    end_.own_peak_rss = os::own_usage().peak_rss;
    commits_.finish(now, end_);
    return Recording{std::move(header_), std::move(end_), std::move(profile), others,
                     commits_.failure()};
  }

  os::Launch launch_;
  pid_t main_;
  model::RunHeader header_;
  EnergySources sources_;
  const RecordOptions& options_;
  processes::MachineLoad load_;
  processes::CgroupClock cgroup_;
  std::optional<Seconds> cgroup_start_;
  Accounts accounts_;
  PhaseAccounts phases_;
  Samples samples_;
  os::Instant start_, previous_{};
  Commits commits_;
  std::optional<processes::ProcessFollower> follower_;
  std::optional<PassedSignals> signals_;
  os::FileDescriptor timer_, event_timer_;

  attribution::BusyTimeDivider divider_;
  std::optional<processes::MachineStat> machine_start_, machine_;
  std::optional<std::int64_t> throttled_before_;
  processes::TreeTotals before_;
  Seconds own_start_{}, readings_cpu_{}, tree_user_{}, others_{}, steal_{};
  nanoseconds suspended_{};
  os::Instant next_tick_{}, next_thorough_{}, next_stacks_{};
  nanoseconds between_marks_ = shortest_between_marks;
  std::int64_t ticks_ = 0;

  bool program_ended_ = false, done_ = false, told_ = false;
  os::Instant program_end_{}, rested_since_{}, considered_{};
  std::map<std::int64_t, Seconds> daemon_cpu_;
  std::vector<model::Warning> own_warnings_;
  model::RunEnd end_;
};

}  // namespace

Result<Recording> record(os::Launch launch, model::RunHeader header, EnergySources sources,
                         store::RunWriter file, const os::SystemRoot& root,
                         const RecordOptions& options) {
  return Recorder{
      std::move(launch), std::move(header), std::move(sources), std::move(file), root, options}
      .run();
}

}  // namespace calo::recorder
