#include "recorder/recorder.hpp"

#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "attribution/busy_time.hpp"
#include "base/try.hpp"
#include "os/clock.hpp"
#include "os/usage.hpp"
#include "processes/cgroup_clock.hpp"
#include "processes/machine_load.hpp"
#include "processes/process_follower.hpp"
#include "recorder/accounts.hpp"
#include "recorder/commits.hpp"
#include "recorder/phase_accounts.hpp"
#include "recorder/program_watch.hpp"
#include "recorder/samples.hpp"
#include "recorder/tree_readings.hpp"
#include "recorder/warnings.hpp"
#include "recorder/witnesses.hpp"
#include "sampling/resolve.hpp"

namespace calo::recorder {

namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

/// I/O, PSS, swap, frequency and temperature are read about this often.
constexpr milliseconds thorough_every{1000};
/// Functions of a shorter run, a few samples, are looked up when somebody asks for them: reading
/// the debug information of libc alone takes longer than such a program.
constexpr Seconds worth_resolving = Seconds::of(0.1);
/// Stacks are stored at least this rarely.
constexpr std::chrono::seconds stacks_every{5};
constexpr std::chrono::seconds first_stacks{1};
/// ... and for at most this share of the time.
constexpr int stacks_cost_factor = 500;
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
    CALO_TRY(auto watch, ProgramWatch::open(main_));
    watch_.emplace(std::move(watch));
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
    follower_->leave_out(watch_->group_witness());
    CALO_TRY_DO(launch_.release());
    watch_program();
    return finish();
  }

 private:
  /// Ticks until everything has ended.
  void watch_program() {
    const ProgramWatch::Sources sources{
        .marks = options_.marks != nullptr ? options_.marks->descriptor() : -1,
        .samples = samples_.descriptors()};
    const ProgramWatch::Actions actions{
        .tick = [this](os::Instant now) { return tick(now); },
        .collect_samples = [this] { samples_.collect(); },
        .collect_within = [this] { return samples_.collect_within(); },
        .take_marks = [this] { return take_marks(); },
        .on_waiting = options_.on_waiting};
    watch_->run(*follower_, sources, actions, start_,
                nanoseconds{static_cast<std::int64_t>(options_.interval.value() * 1e9)});
    if (watch_->left_running().empty()) return;
    std::string names;
    for (const std::string& name : watch_->left_running())
      names += (names.empty() ? "" : ", ") + name;
    warn("left-running",
         "still running after the program's end, and counted until then only: " + names + ".");
  }

  processes::ProcessLedger& ledger() { return follower_->ledger(); }
  [[nodiscard]] const processes::ProcessLedger& ledger() const { return follower_->ledger(); }

  /// Enters what the program says of its phases; true if one began or ended.
  bool take_marks() {
    if (options_.marks == nullptr) return false;
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

  ProgramWatch::Tick tick(os::Instant now) {
    nanoseconds cpu_before = os::thread_cpu_time();
    const bool thorough = now >= next_thorough_ && !watch_->program_end();
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
    accounts_.enter(length, read_sources(now, utilisation(busy, length, machine)), busy, interval);
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
    previous_ = now;
    ++ticks_;
    hand_on(std::move(interval), now);
    return {now, os::thread_cpu_time() - cpu_before};
  }

  /// Share of the machine's CPUs that were busy.
  [[nodiscard]] double utilisation(const attribution::BusyTime& busy, Seconds length,
                                   const std::optional<processes::MachineStat>& machine) const {
    const int cpus = std::max(1, header_.machine.threads > 0 ? header_.machine.threads
                                 : machine                   ? machine->cpus
                                                             : 1);
    if (!(length > Seconds{})) return 0.0;
    return std::clamp(busy.all() / (length * static_cast<double>(cpus)), 0.0, 1.0);
  }

  std::span<const model::Increment> read_sources(os::Instant now, double utilisation) {
    const auto increments = sources_.read(now, utilisation);
    if (was_suspended()) {
      // Counters may have stood still, gone on or been reset meanwhile: the interval's energy is
      // not known.
      for (model::Increment& increment : increments) increment = {Joules{}, model::Outcome::lost};
      warn("suspended",
           "The machine was suspended during the run; the interval around it is left out of the "
           "energy.");
    }
    return increments;
  }

  void fill(model::Interval& interval, const attribution::BusyTime& busy,
            const std::optional<processes::MachineStat>& machine) {
    readings_.fill(interval, *follower_, busy.tree);
    interval.own = busy.own;
    interval.others = busy.others;
    if (machine && machine_) {
      interval.steal = std::max(Seconds{}, machine->steal - machine_->steal);
      interval.context_switches =
          std::max<std::int64_t>(0, machine->context_switches - machine_->context_switches);
    }
    others_ += busy.others;
    steal_ += interval.steal;
    machine_ = machine ? machine : machine_;
  }

  /// To whoever listens, and into the file.
  void hand_on(model::Interval interval, os::Instant now) {
    if (options_.on_interval) {
      options_.on_interval(interval,
                           phases_.any() ? phases_.at(0.5 * (interval.begin + interval.end)) : "",
                           accounts_.states());
    }
    commits_.add(std::move(interval));
    if (!commits_.due(now)) return;
    commits_.add(ledger().take_changed());
    write_end(now);
    commits_.commit(now, end_);
    keep_stacks(now);
  }

  /// Stores the stacks so far, for the case that calo is killed: the rarer, the more it costs.
  void keep_stacks(os::Instant now) {
    if (!samples_.are_taken() || now < next_stacks_) return;
    const nanoseconds before = os::thread_cpu_time();
    const model::Profile profile = samples_.until(ledger(), seconds(now - start_));
    commits_.store(profile);
    if (options_.on_stacks) options_.on_stacks(profile);
    next_stacks_ = now + std::max<nanoseconds>(
                             stacks_every, (os::thread_cpu_time() - before) * stacks_cost_factor);
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
    end_.wall = seconds(now - start_);
    end_.program_wall = end_.wall;
    const auto& program_end = watch_->program_end();
    if (program_end) {
      end_.wait_status = program_end->wait_status;
      end_.program_wall = seconds(program_end->when - start_);
    }
    write_tree(end_, *follower_, program_end.has_value());
    end_.own_cpu = os::own_usage().cpu();
    end_.own_peak_rss = os::own_usage().peak_rss;
    end_.ticks = ticks_;
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
    testimony.readings = readings_.cpu();
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
  std::optional<ProgramWatch> watch_;

  attribution::BusyTimeDivider divider_;
  std::optional<processes::MachineStat> machine_start_, machine_;
  std::optional<std::int64_t> throttled_before_;
  TreeReadings readings_;
  Seconds own_start_{}, others_{}, steal_{};
  nanoseconds suspended_{};
  os::Instant next_thorough_{}, next_stacks_{};
  std::int64_t ticks_ = 0;

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
