#include "agent/hooks/sampler.hpp"

#include <sys/prctl.h>
#include <ucontext.h>

#include "agent/hooks/modules.hpp"
#include "agent/hooks/output.hpp"
#include "agent/hooks/python.hpp"
#include "agent/hooks/records.hpp"
#include "agent/hooks/search.hpp"
#include "agent/hooks/stack.hpp"
#include "agent/hooks/system.hpp"
#include "agent/hooks/timer.hpp"

#pragma GCC poison malloc calloc free new throw printf snprintf

namespace calo::agent {
namespace {

/// A thread that got no signal for longer than this had it blocked, or was inside the kernel, which
/// is seen at its pc. A tick is at most 10 ms (CONFIG_HZ = 100), but the host of a virtual machine
/// may keep a CPU for longer, and the thread's clock goes on.
constexpr std::uint64_t longest_gap = 100'000'000;

/// Room for one sample in the making. Handlers on more CPUs than there are rooms at once drop
/// theirs.
struct Room {
  std::atomic<std::uint32_t> is_taken;
  NativeStack native;
  PythonStack python;
};
constexpr std::size_t room_count = 32;
constinit Room* rooms = nullptr;

class TakenRoom {
 public:
  explicit TakenRoom(std::uint32_t hint) {
    for (std::size_t i = 0; i < room_count && room_ == nullptr; ++i) {
      Room& room = rooms[(hint + i) % room_count];
      if (room.is_taken.load(std::memory_order_relaxed) == 0 &&
          room.is_taken.exchange(1, std::memory_order_acquire) == 0) {
        room_ = &room;
      }
    }
  }
  ~TakenRoom() {
    if (room_ != nullptr) room_->is_taken.store(0, std::memory_order_release);
  }
  TakenRoom(const TakenRoom&) = delete;
  TakenRoom& operator=(const TakenRoom&) = delete;
  [[nodiscard]] Room* get() const { return room_; }

 private:
  Room* room_ = nullptr;
};

/// Does what would have happened without us.
void pass_on(int signal) {
  // A program that installs a handler gets the signal back first (give_back), so that this one has
  // none: the default action, of a trap as of a real-time signal, is to end the process. The signal
  // is blocked now and is delivered when this handler returns.
  struct {
    std::uint64_t handler, flags, restorer, mask;
  } action{};
  system::call(SYS_rt_sigaction, signal, system::address(&action), 0, sizeof action.mask);
  system::call(SYS_tgkill, system::own_pid(), system::own_tid(), signal);
}

/// A sample may take 1/50 of the CPU time: after one that took longer (a very deep stack) the next
/// ones are passed over. The weight of the next is then larger, so that sums stay what they are.
constexpr std::uint64_t cost_factor = 50;
constexpr std::uint64_t longest_rest = 50'000'000;

void rest_after(Thread& thread, std::uint64_t now, std::uint64_t spent) {
  const std::uint64_t rest =
      spent * cost_factor < longest_rest ? spent * cost_factor : longest_rest;
  thread.rest_until = spent * cost_factor > process.period ? now + rest : 0;
}

void take_sample(Thread& thread, const void* context) {
  const std::uint64_t now = system::monotonic_ns();
  const std::uint64_t cpu = system::own_cpu_ns();
  if (cpu < thread.rest_until) return;
  std::uint64_t weight = cpu - thread.accounted;
  thread.accounted = cpu;
  process.accounted.fetch_add(weight, std::memory_order_relaxed);
  // The first comes after a random part of a period and stands for a whole one; were it for what
  // came before alone, the beginning of a thread would hardly be seen.
  const bool is_first = thread.samples == 0;
  if ((is_first && weight > process.period) ||
      (weight > process.period + longest_gap && !is_at_system_call(context))) {
    thread.unsampled += weight - process.period;
    weight = process.period;
  } else if (is_first) {
    thread.advance = process.period - weight;
    weight = process.period;
  }
  ++thread.samples;
  if (!has_output()) {
    thread.unsampled += weight;
    return;
  }
  if (process.header->closed.load(std::memory_order_relaxed) != 0) {
    process.is_over.store(true);
    return;
  }
  process.header->samples.fetch_add(1, std::memory_order_relaxed);

  const TakenRoom taken{static_cast<std::uint32_t>(thread.tid)};
  Room* room = taken.get();
  if (room == nullptr) {
    thread.unsampled += weight;
    process.header->dropped.fetch_add(1, std::memory_order_relaxed);
    return;
  }
  if (modules_are_doubtful()) look_for_modules(now);
  bool is_unknown = false;
  walk_stack(thread, context, room->native, is_unknown);
  if (is_unknown && look_for_modules(now)) walk_stack(thread, context, room->native, is_unknown);
  walk_python(room->python);
  write_modules();
  write_thread(thread);
  write_python_codes(room->python);
  write_sample(thread, now, weight, room->native, room->python);
  search_threads(now);
  const std::uint64_t spent = system::own_cpu_ns() - cpu;
  process.header->handler_ns.fetch_add(spent, std::memory_order_relaxed);
  rest_after(thread, cpu, spent);
}

}  // namespace

void on_signal(int signal, siginfo_t* info, void* context) {
  Thread* thread = sender_of(*info);
  if (thread == nullptr) {
    pass_on(signal);
    return;
  }
  if (thread->state.load(std::memory_order_acquire) != Thread::running) return;
  if (thread->is_busy.exchange(1, std::memory_order_acquire) != 0) return;
  if (process.is_over.load(std::memory_order_relaxed)) {
    stop_timer(*thread);
  } else {
    take_sample(*thread, context);
    renew_event(*thread);
  }
  thread->is_busy.store(0, std::memory_order_release);
}

bool place_samples() {
  rooms = static_cast<Room*>(system::new_memory(room_count * sizeof(Room)));
  return rooms != nullptr;
}

Thread* claim_thread() {
  static std::atomic<std::uint32_t> hint;
  const std::uint32_t begin = hint.fetch_add(1, std::memory_order_relaxed);
  for (std::size_t i = 0; i < most_threads; ++i) {
    Thread& thread = process.threads[(begin + i) % most_threads];
    const auto number = static_cast<std::uint32_t>(&thread - process.threads) + 1;
    std::uint32_t touched = process.touched.load(std::memory_order_relaxed);
    while (touched < number && !process.touched.compare_exchange_weak(touched, number)) {
    }
    std::uint32_t expected = Thread::vacant;
    if (thread.state.load(std::memory_order_relaxed) != Thread::vacant ||
        !thread.state.compare_exchange_strong(expected, Thread::claimed)) {
      continue;
    }
    forget_timer(thread);
    thread.tid = 0;
    thread.is_foreign = false;
    thread.stack_top = thread.stack_size = thread.accounted = thread.unsampled = 0;
    thread.advance = 0;
    thread.rest_until = 0;
    thread.samples = thread.named_in = 0;
    thread.is_busy.store(0, std::memory_order_relaxed);
    return &thread;
  }
  process.unseen_threads.fetch_add(1, std::memory_order_relaxed);
  if (is_output_open()) process.header->unseen_threads.fetch_add(1, std::memory_order_relaxed);
  return nullptr;
}

void release_thread(Thread& thread) {
  thread.state.store(Thread::vacant, std::memory_order_release);
}

void end_thread(Thread& thread, std::uint64_t cpu) {
  const std::uint64_t rest = cpu > thread.accounted ? cpu - thread.accounted : 0;
  thread.accounted += rest;
  process.accounted.fetch_add(rest, std::memory_order_relaxed);
  thread.unsampled += rest > thread.advance ? rest - thread.advance : 0;
  if (is_output_open() && thread.named_in == process.generation.load()) {
    write_thread_end(thread);
  } else {
    process.unsampled_cpu.fetch_add(thread.unsampled, std::memory_order_relaxed);
    if (is_output_open()) {
      process.header->unsampled_cpu.fetch_add(thread.unsampled, std::memory_order_relaxed);
    }
  }
}

void give_up() {
  if (process.is_over.exchange(true)) return;
  for (Thread& thread : touched_threads()) {
    if (thread.state.load(std::memory_order_acquire) != Thread::running) continue;
    stop_timer(thread);
    if (thread.is_busy.exchange(1, std::memory_order_acquire) != 0) continue;
    end_thread(thread, system::clock_ns(system::cpu_clock_of(thread.tid)));
  }
  if (is_output_open()) {
    process.header->left.store(system::monotonic_ns(), std::memory_order_relaxed);
  }
}

void end_process() {
  if (process.is_over.exchange(true)) return;
  if (!is_output_open()) return;
  for (Thread& thread : touched_threads()) {
    if (thread.state.load(std::memory_order_acquire) != Thread::running) continue;
    // From now on its signals are ignored; one that is in its handler writes its own last sample.
    if (thread.is_busy.exchange(1, std::memory_order_acquire) != 0) continue;
    end_thread(thread, system::clock_ns(system::cpu_clock_of(thread.tid)));
  }
  process.header->exit.store(system::monotonic_ns(), std::memory_order_relaxed);
}

void begin_child(Thread* self) {
  process.pid.store(system::own_pid());
  process.generation.fetch_add(1);
  process.birth = system::monotonic_ns();
  process.is_forked = true;
  process.header = nullptr;
  process.words = nullptr;
  process.backed_words.store(0);
  process.output_state.store(0);
  for (auto* count : {&process.accounted, &process.unsampled_cpu, &process.unseen_threads,
                      &process.last_search, &process.missing_cpu}) {
    count->store(0);
  }
  process.living.store(0);
  for (std::size_t i = 0; i < room_count; ++i) rooms[i].is_taken.store(0);
  forget_looks();
  forget_python();
  for (Thread& thread : touched_threads()) {
    if (&thread != self && thread.state.load(std::memory_order_relaxed) != Thread::vacant) {
      thread.state.store(Thread::vacant, std::memory_order_relaxed);
    }
  }
  if (process.is_over.load() || self == nullptr) return;
  self->tid = system::own_tid();
  forget_timer(*self);  // the parent's
  self->accounted = self->unsampled = self->advance = self->rest_until = 0;
  self->samples = self->named_in = 0;
  self->is_busy.store(0);
  if (!start_timer(*self)) release_thread(*self);
}

}  // namespace calo::agent
