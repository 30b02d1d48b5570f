#include "observer/observer.hpp"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/try.hpp"
#include "observer/address_space.hpp"
#include "observer/events.hpp"
#include "observer/first_thread.hpp"
#include "observer/period.hpp"
#include "observer/records.hpp"
#include "observer/stack_walk.hpp"
#include "os/clock.hpp"

namespace calo::observer {

namespace {

using std::chrono::nanoseconds;

/// A record's time is taken before the record is written: so much later it is there.
constexpr nanoseconds being_written{1'000'000};
/// The period of the first thread is drawn anew when it was used for so many samples: a program
/// that repeats itself is in step with one period in a hundred, but not with many of them.
constexpr std::uint64_t samples_of_period = 2;
/// Collecting draws periods. Few samples tell the shares of a short run, so it is done more often
/// at the beginning.
struct Pace {
  nanoseconds age, between;
};
constexpr nanoseconds early{400'000'000};
constexpr Pace paces[] = {{early, nanoseconds{10'000'000}},
                          {nanoseconds{3'000'000'000}, nanoseconds{15'000'000}}};
constexpr nanoseconds between_collections{30'000'000};
constexpr nanoseconds while_nothing_happens{100'000'000};
/// Each of many short threads or processes should find a period of its own.
constexpr nanoseconds between_births{5'000'000};
/// So long births are counted before it is decided how many there are.
constexpr nanoseconds between_decisions{50'000'000};
/// More CPU time than this for each thread that is born: most of it is not that of short ones.
constexpr double long_life = 20e6;  // ns
/// Events whose samples are counted; beyond, all begin anew.
constexpr std::size_t most_events = 1'000'000;

ring::Instant instant(std::uint64_t ns) {
  return ring::Instant{nanoseconds{static_cast<std::int64_t>(ns)}};
}

}  // namespace

struct Observer::State {
  /// What is known of a process.
  struct Process {
    ring::Image image;
    AddressSpace space;
    std::unordered_map<std::int32_t, std::string> names;  ///< of threads
    std::unordered_set<std::int32_t> told_threads;
    bool is_told = false;    ///< the image's begin was handed out
    bool is_inside = false;  ///< the agent takes its samples, and those of its forks
    bool was_inside = false;
    std::shared_ptr<AddressSpace> before;  ///< of the program that executed this one
    ring::Counts counts;
  };

  State(Events opened, Periods drawn, nanoseconds mean)
      : events{std::move(opened)}, periods{std::move(drawn)}, period{mean} {}

  Events events;
  Periods periods;
  nanoseconds period;
  CodeFiles files;
  std::unordered_map<std::int32_t, Process> processes;  ///< by pid
  std::vector<Record> pending;                          ///< drained from the rings
  FirstThread first;
  std::unordered_map<std::uint64_t, std::uint64_t> samples_of_event;
  std::vector<ring::NativeFrame> frames;
  std::int64_t next_image = std::numeric_limits<std::int64_t>::min() + 1;
  std::uint64_t lost = 0, births = 0;
  os::Instant begin = os::monotonic_now();
  os::Instant last_draw{}, last_decision{};
  Births kind = Births::rare;
  bool nothing_came = false;  ///< since the last collection
  std::uint64_t threads_born = 0, threads_at_draw = 0, threads_at_decision = 0;
  double cpu = 0.0, cpu_at_decision = 0.0;  ///< ns that samples stand for

  void weigh_first_thread(std::uint64_t until);
  void draw_periods(os::Instant now);
  void collect();
  double weight_of(const StackSample& sample, std::uint64_t time);
  Process& process(std::int32_t pid, std::uint64_t time);
  void tell(Process& process, const ring::Sink& sink);
  void end(std::int32_t pid, std::uint64_t time, const ring::Sink& sink);
  void take(const Forked& forked, std::uint64_t time, const ring::Sink& sink);
  void take(const Named& named, std::uint64_t time, const ring::Sink& sink);
  bool take(const StackSample& sample, std::uint64_t time, const ring::Sink& sink,
            const TakenInside& is_taken_inside);
  std::size_t hand_out(std::uint64_t until, const ring::Sink& sink,
                       const TakenInside& is_taken_inside);
};

Observer::Observer(std::unique_ptr<State> state) : state_{std::move(state)} {}
Observer::Observer(Observer&&) noexcept = default;
Observer& Observer::operator=(Observer&&) noexcept = default;
Observer::~Observer() = default;

Result<Observer> Observer::open(pid_t process, nanoseconds period) {
  Periods periods{static_cast<double>(period.count()),
                  static_cast<std::uint64_t>(os::monotonic_now().time_since_epoch().count()) ^
                      static_cast<std::uint64_t>(process) << 32};
  CALO_TRY(auto events, Events::open(process, [&] { return periods.draw(Births::early); }));
  auto state = std::make_unique<State>(std::move(events), std::move(periods), period);
  state->process(process, 0).image.parent = ::getpid();
  for (std::size_t i = 0; i < state->events.size(); ++i) {
    state->first.draws[state->events.identifier(i)].push_back({0, state->events.first_period(i)});
  }
  state->last_draw = os::monotonic_now();
  return Observer{std::move(state)};
}

std::vector<int> Observer::descriptors() const {
  return state_->events.descriptors();
}
std::uint64_t Observer::lost() const {
  return state_->lost;
}
std::uint64_t Observer::births() const {
  return state_->births;
}
bool Observer::sees_kernel() const {
  return state_->events.sees_kernel();
}

void Observer::collect() {
  state_->collect();
}

nanoseconds Observer::collect_within() {
  State& state = *state_;
  nanoseconds mean = between_collections;
  const nanoseconds age = os::monotonic_now() - state.begin;
  for (const Pace& pace : paces) {
    if (age >= pace.age) continue;
    mean = pace.between;
    break;
  }
  if (state.kind == Births::common) mean = between_births;
  if (state.nothing_came) mean = while_nothing_happens;
  return state.periods.vary(mean);
}

void Observer::State::collect() {
  const std::size_t before = pending.size();
  events.drain([this](std::span<const std::byte> bytes) {
    if (auto record = parse_record(bytes, events.shape())) pending.push_back(std::move(*record));
  });
  for (std::size_t i = before; i < pending.size(); ++i) {
    if (std::holds_alternative<Forked>(pending[i].what)) ++threads_born;
    const auto* const sample = std::get_if<StackSample>(&pending[i].what);
    if (sample != nullptr && first.draws.contains(sample->event)) ++first.samples;
  }
  nothing_came = pending.size() == before;
  draw_periods(os::monotonic_now());
}

/// Shares the CPU time of the first thread out to its samples up to `until`. Without any it is left
/// for those that come.
void Observer::State::weigh_first_thread(std::uint64_t until) {
  double periods_sum = 0.0;
  for (const Record& record : pending) {
    const auto* const sample = std::get_if<StackSample>(&record.what);
    if (sample == nullptr || record.time > until || !first.draws.contains(sample->event)) continue;
    periods_sum += first.period_at(sample->event, record.time);
  }
  if (!(periods_sum > 0.0)) return;
  const std::uint64_t cpu = events.first_thread_cpu();
  const auto length = static_cast<double>(cpu - std::min(cpu, first.cpu));
  first.scale = length / periods_sum;
  if (!events.sees_kernel()) {
    // The kernel's time has no samples. Each draw cut half a period off, no more.
    const double cut =
        0.5 * static_cast<double>(first.redraws) * static_cast<double>(period.count());
    first.scale = std::min(first.scale, length / std::max(length - cut, 0.5 * length));
  }
  first.cpu = cpu;
  first.redraws = 0;
}

/// What is born from now on gets the new period; the first thread begins it anew.
void Observer::State::draw_periods(os::Instant now) {
  const bool any_born = threads_born != threads_at_draw;
  if (!any_born && first.samples < samples_of_period) return;
  if (now - last_decision >= between_decisions) {
    const auto lives = static_cast<double>(threads_born - threads_at_decision);
    kind =
        lives >= 3.0 && (cpu - cpu_at_decision) / lives < long_life ? Births::common : Births::rare;
    last_decision = now;
    threads_at_decision = threads_born;
    cpu_at_decision = cpu;
  }
  for (std::size_t i = 0; i < events.size(); ++i) {
    const std::uint64_t drawn = periods.draw(any_born              ? kind
                                             : now - begin < early ? Births::early
                                                                   : Births::none);
    events.set_period(i, drawn);
    const auto time = static_cast<std::uint64_t>(os::monotonic_now().time_since_epoch().count());
    first.draws[events.identifier(i)].push_back({time, drawn});
  }
  first.samples = 0;
  ++first.redraws;
  last_draw = now;
  threads_at_draw = threads_born;
}

double Observer::State::weight_of(const StackSample& sample, std::uint64_t time) {
  if (first.draws.contains(sample.event)) return first.scale * first.period_at(sample.event, time);
  if (samples_of_event.size() > most_events) samples_of_event.clear();
  return periods.weight(sample.period, ++samples_of_event[sample.event]);
}

Observer::State::Process& Observer::State::process(std::int32_t pid, std::uint64_t time) {
  const auto [at, is_new] = processes.try_emplace(pid);
  Process& found = at->second;
  if (is_new) {
    found.image.id = next_image++;
    found.image.pid = pid;
    found.image.birth = instant(time);
    found.image.period = period;
  }
  return found;
}

void Observer::State::tell(Process& process, const ring::Sink& sink) {
  if (!std::exchange(process.is_told, true)) sink(process.image, ring::ImageBegan{});
}

void Observer::State::end(std::int32_t pid, std::uint64_t time, const ring::Sink& sink) {
  const auto at = processes.find(pid);
  if (at == processes.end()) return;
  at->second.image.exit = instant(time);
  if (at->second.is_told) sink(at->second.image, ring::ImageEnded{at->second.counts});
  processes.erase(at);
}

void Observer::State::take(const Forked& forked, std::uint64_t time, const ring::Sink& sink) {
  if (forked.pid == forked.parent) {
    Process& own = process(forked.pid, time);
    const auto name = own.names.find(forked.parent_tid);
    if (name != own.names.end()) own.names[forked.tid] = std::string{name->second};
    return;
  }
  ++births;
  end(forked.pid, time, sink);  // the number came round again
  const Process parent = process(forked.parent, time);
  Process& child = process(forked.pid, time);
  child.image.parent = forked.parent;
  child.image.forked = true;
  child.image.executable = parent.image.executable;
  child.space = parent.space;
  child.space.forget_told();
  child.is_inside = parent.is_inside;
  if (const auto name = parent.names.find(forked.parent_tid); name != parent.names.end())
    child.names[forked.tid] = name->second;
}

void Observer::State::take(const Named& named, std::uint64_t time, const ring::Sink& sink) {
  if (named.by_exec) {
    const auto before = processes.find(named.pid);
    const std::int32_t parent = before == processes.end() ? 0 : before->second.image.parent;
    std::shared_ptr<AddressSpace> space;
    if (before != processes.end())
      space = std::make_shared<AddressSpace>(std::move(before->second.space));
    end(named.pid, time, sink);
    Process& begun = process(named.pid, time);
    begun.image.parent = parent;
    begun.before = std::move(space);
    if (begun.before != nullptr) begun.before->forget_told();
  }
  Process& own = process(named.pid, time);
  own.names[named.tid] = named.name;
  if (own.told_threads.contains(named.tid))
    sink(own.image, ring::ThreadNamed{named.tid, named.name});
}

bool Observer::State::take(const StackSample& sample, std::uint64_t time, const ring::Sink& sink,
                           const TakenInside& is_taken_inside) {
  Process& own = process(sample.pid, time);
  const double weight = weight_of(sample, time);
  cpu += weight;
  if (is_taken_inside(sample.pid, own.image.birth, instant(time))) {
    own.is_inside = own.was_inside = true;
    return false;
  }
  // The agent of a fork tells of itself with its first sample; one that was there has left.
  if (own.was_inside) own.is_inside = false;
  if (own.is_inside) return false;
  const std::uint64_t pc = sample.registers[StackSample::ip];
  AddressSpace* space = &own.space;
  ring::StackEnd end = ring::StackEnd::complete;
  const bool in_exec = sample.in_kernel && own.space.at(pc) == nullptr;
  if (in_exec && own.before != nullptr && own.before->at(pc) != nullptr) {
    // The registers are still those of the program before, its stack is gone.
    space = own.before.get();
    frames.assign(1, {pc, true});
  } else if (in_exec) {
    frames.assign(1, {pc, true});  // that program is calo's own child, before it began
  } else {
    end = walk_copy(sample, own.space, frames);
  }
  for (const ring::NativeFrame& frame : frames) {
    Code* const code = space->at(frame.interrupted ? frame.pc : frame.pc - 1);
    if (code == nullptr || code->is_told) continue;
    code->is_told = true;
    tell(own, sink);
    sink(own.image,
         ring::ModuleSeen{code->start, code->end, code->bias, code->path,
                          code->file == nullptr ? std::string_view{} : code->file->build_id()});
  }
  tell(own, sink);
  if (own.told_threads.insert(sample.tid).second) {
    if (const auto name = own.names.find(sample.tid); name != own.names.end())
      sink(own.image, ring::ThreadNamed{sample.tid, name->second});
  }
  ++own.counts.samples;
  if (end != ring::StackEnd::complete) ++own.counts.truncated;
  ring::Sample told;
  told.tid = sample.tid;
  told.time = instant(time);
  told.cpu = ring::CpuTime{static_cast<std::int64_t>(weight)};
  told.end = end;
  told.native = frames;
  sink(own.image, told);
  return true;
}

std::size_t Observer::State::hand_out(std::uint64_t until, const ring::Sink& sink,
                                      const TakenInside& is_taken_inside) {
  // Of one moment the order of a ring stays: a fork comes before what the child does.
  std::ranges::stable_sort(pending, {}, &Record::time);
  weigh_first_thread(until);
  std::size_t samples = 0;
  std::size_t taken = 0;
  for (; taken < pending.size() && pending[taken].time <= until; ++taken) {
    Record& record = pending[taken];
    if (const auto* sample = std::get_if<StackSample>(&record.what)) {
      if (take(*sample, record.time, sink, is_taken_inside)) ++samples;
    } else if (const auto* forked = std::get_if<Forked>(&record.what)) {
      take(*forked, record.time, sink);
    } else if (const auto* named = std::get_if<Named>(&record.what)) {
      take(*named, record.time, sink);
    } else if (const auto* mapped = std::get_if<Mapped>(&record.what)) {
      Process& own = process(mapped->pid, record.time);
      own.space.map(*mapped, files);
      if (own.image.executable.empty() && mapped->path.starts_with('/'))
        own.image.executable = mapped->path;
    } else if (const auto* exited = std::get_if<Exited>(&record.what)) {
      if (exited->pid == exited->tid) {
        end(exited->pid, record.time, sink);
      } else if (const auto at = processes.find(exited->pid); at != processes.end()) {
        at->second.names.erase(exited->tid);
        if (at->second.told_threads.erase(exited->tid) > 0)
          sink(at->second.image, ring::ThreadEnded{exited->tid, {}, {}});
      }
    } else if (const auto* gone = std::get_if<Lost>(&record.what)) {
      lost += gone->count;
    }
  }
  first.forget_before(until);
  pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(taken));
  return samples;
}

std::size_t Observer::drain(const ring::Sink& sink, const TakenInside& is_taken_inside) {
  const os::Instant now = os::monotonic_now();
  state_->collect();
  const auto until = static_cast<std::uint64_t>((now - being_written).time_since_epoch().count());
  return state_->hand_out(until, sink, is_taken_inside);
}

std::size_t Observer::finish(const ring::Sink& sink, const TakenInside& is_taken_inside) {
  state_->collect();
  const std::size_t samples = state_->hand_out(~std::uint64_t{0}, sink, is_taken_inside);
  for (auto& [pid, process] : state_->processes) {
    if (process.is_told) sink(process.image, ring::ImageEnded{process.counts});
  }
  state_->processes.clear();
  return samples;
}

}  // namespace calo::observer
