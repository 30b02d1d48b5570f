#include "agent/setup/load.hpp"

#include <link.h>
#include <pthread.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <unistd.h>

#include "agent/hooks/modules.hpp"
#include "agent/hooks/number.hpp"
#include "agent/hooks/output.hpp"
#include "agent/hooks/python_codes.hpp"
#include "agent/hooks/sampler.hpp"
#include "agent/hooks/search.hpp"
#include "agent/hooks/system.hpp"
#include "agent/hooks/timer.hpp"
#include "agent/setup/interpreter.hpp"
#include "agent/setup/next.hpp"
#include "agent/setup/signal_choice.hpp"

namespace calo::agent {
namespace {

pthread_key_t self_key;  ///< a thread's own Thread; its destructor ends it

/// The value of a variable, or null.
const char* variable(char** environment, const char* name) {
  for (; environment != nullptr && *environment != nullptr; ++environment) {
    const char* text = *environment;
    const char* wanted = name;
    while (*wanted != '\0' && *text == *wanted) {
      ++text;
      ++wanted;
    }
    if (*wanted == '\0' && *text == '=') return text + 1;
  }
  return nullptr;
}

bool number(const char*& text, std::uint64_t& value) {
  constexpr int most_digits = 13;
  const char* begin = text;
  value = read_number(text);
  return text != begin && text - begin <= most_digits && *text++ == ',';
}

/// The tick of the kernel, ns; 0 if it cannot be told.
std::uint64_t tick_ns() {
  timespec tick{};
  // The coarse clock moves once per tick (time(7)).
  if (system::call(SYS_clock_getres, CLOCK_MONOTONIC_COARSE, system::address(&tick)) != 0) return 0;
  return static_cast<std::uint64_t>(tick.tv_nsec);
}

/// CPU timers are looked at once per tick. A timer as slow as the tick misses half of them where
/// threads take turns: a thread that ran for less than a period since its last sample is passed
/// over. One that is faster than the tick expires at every tick, which is then the rate.
std::uint64_t timer_interval(std::uint64_t period, std::uint64_t tick) {
  return period < tick + tick / 4 ? (period < tick ? period : tick) / 4 : period;
}

/// `PERIOD_NS,RING_BYTES,DIRECTORY`. False: not what a recorder writes, and nothing is done.
bool read_session(const char* text) {
  std::uint64_t period = 0;
  std::uint64_t ring_bytes = 0;
  if (!number(text, period) || !number(text, ring_bytes)) return false;
  if (period < 10'000 || period > 100 * system::ns_per_s) return false;
  if (ring_bytes < 4096 || ring_bytes > (std::uint64_t{1} << 30) ||
      (ring_bytes & (ring_bytes - 1)) != 0) {
    return false;
  }
  std::size_t size = 0;
  for (; text[size] != '\0'; ++size) {
    if (size + 1 == longest_directory) return false;
    process.directory[size] = text[size];
  }
  process.directory[size] = '\0';
  process.period = period;
  const std::uint64_t tick = tick_ns();
  process.timer_interval = timer_interval(period, tick);
  process.ring_words = static_cast<std::uint32_t>(ring_bytes / 8);
  // A program that outlives its recorder does not find the directory any more.
  return process.directory[0] == '/' &&
         system::call(SYS_faccessat, AT_FDCWD, system::address(process.directory), W_OK | X_OK) ==
             0;
}

/// The recorder samples all programs from outside.
bool is_sampled_from_outside() {
  char path[longest_directory + sizeof ring::outside_name + 1];
  std::size_t at = 0;
  for (; process.directory[at] != '\0'; ++at) path[at] = process.directory[at];
  path[at++] = '/';
  for (const char c : ring::outside_name) path[at++] = c;
  return system::call(SYS_faccessat, AT_FDCWD, system::address(path), F_OK) == 0;
}

// glibc's pthread_atfork. Another C library does not have it, and nothing here is for it.
// NOLINTNEXTLINE(readability-identifier-naming): the name is libc's.
extern "C" __attribute__((weak)) int __register_atfork(void (*)(), void (*)(), void (*)(), void*);

void end_own_thread(void* pointer) {
  auto& thread = *static_cast<Thread*>(pointer);
  if (!is_own_memory()) return;
  // What runs after us in this thread is not sampled. A signal that is still on its way must not
  // find the place of this thread in the hands of another.
  block_own_signal();
  stop_timer(thread);
  end_thread(thread, system::own_cpu_ns());
  process.living.fetch_sub(1, std::memory_order_relaxed);
  release_thread(thread);
}

void after_fork() {
  if (!process.is_on.load(std::memory_order_relaxed)) return;
  auto* self = static_cast<Thread*>(pthread_getspecific(self_key));
  begin_child(self);
}

int learn(dl_phdr_info* info, std::size_t, void*) {
  learn_module(info->dlpi_phdr, info->dlpi_phnum, info->dlpi_addr, info->dlpi_name);
  return 0;
}

void follow_main_thread() {
  Thread* self = claim_thread();
  if (self == nullptr) return;
  // The program's name is at the very top of the first thread's stack (AT_EXECFN, getauxval(3));
  // the stack grows on demand up to its limit.
  self->stack_top = getauxval(AT_EXECFN) / 8 * 8;
  constexpr std::uint64_t most = std::uint64_t{1} << 30;
  rlimit limit{};
  self->stack_size = std::uint64_t{8} << 20;
  if (getrlimit(RLIMIT_STACK, &limit) == 0) {
    self->stack_size = limit.rlim_cur < most ? limit.rlim_cur : most;
  }
  begin_thread(*self);
}

bool place_all() {
  process.rules = static_cast<unwind::RuleCache*>(system::new_memory(sizeof(unwind::RuleCache)));
  process.threads = static_cast<Thread*>(system::new_memory(most_threads * sizeof(Thread)));
  return process.rules != nullptr && process.threads != nullptr && place_modules() &&
         place_samples() && place_codes();
}

/// From now on samples are taken. Where something cannot be had, the program runs as without us.
void begin() {
  process.may_wake = false;
  if (is_traced()) return;
  process.pid.store(system::own_pid());
  process.generation.store(1);
  process.birth = system::monotonic_ns();
  if (!place_all() || pthread_key_create(&self_key, end_own_thread) != 0) return;
  find_executable_path();
  dl_iterate_phdr(learn, nullptr);
  find_next();
  process.has_task_clock = has_task_clock();
  if (!take_signal() || __register_atfork(nullptr, nullptr, after_fork, nullptr) != 0) return;
  process.is_on.store(true);
  follow_main_thread();
}

__attribute__((constructor)) void load(int, char**, char** environment) {
  // Another C library than glibc tells constructors no environment, and is not sampled from inside.
  if (__register_atfork == nullptr) return;
  const char* disable = variable(environment, ring::disable_variable);
  if (disable != nullptr && *disable != '\0' && !(disable[0] == '0' && disable[1] == '\0')) return;
  const char* session = variable(environment, ring::session_variable);
  if (session == nullptr || !read_session(session)) return;
  process.may_wake = is_sampled_from_outside();
  if (process.may_wake && !has_interpreter()) return;
  begin();
}

__attribute__((destructor)) void unload() {
  if (process.is_on.load() && is_own_memory()) end_process();
}

}  // namespace

void wake_if_needed() {
  if (process.may_wake && has_interpreter()) begin();
}

bool is_own_memory() {
  return system::own_pid() == process.pid.load(std::memory_order_relaxed);
}

bool is_followed() {
  if (!process.is_on.load(std::memory_order_relaxed)) return false;
  if (!is_own_memory()) after_fork();
  return !process.is_over.load(std::memory_order_relaxed);
}

void begin_thread(Thread& thread) {
  thread.tid = system::own_tid();
  if (pthread_setspecific(self_key, &thread) != 0 || !start_timer(thread)) release_thread(thread);
}

Thread* own_thread() {
  auto* known = static_cast<Thread*>(pthread_getspecific(self_key));
  return known != nullptr ? known : thread_of(system::own_tid());
}

void note_main() {
  process.main = system::monotonic_ns();
  if (is_output_open()) process.header->main.store(process.main, std::memory_order_relaxed);
}

}  // namespace calo::agent
