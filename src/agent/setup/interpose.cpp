// The functions of libc that the program calls through us. Each does what the program asked for;
// what is added is said here.
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): sigaction is POSIX's
#include <sys/prctl.h>

#include <cstdarg>

#include <cstdint>

#include "agent/hooks/modules.hpp"
#include "agent/hooks/sampler.hpp"
#include "agent/hooks/state.hpp"
#include "agent/setup/load.hpp"
#include "agent/setup/next.hpp"
#include "agent/setup/signal_choice.hpp"

namespace calo::agent {

constinit Next next{};

void* find_next(const char* name) {
  return dlsym(RTLD_NEXT, name);
}

void find_next() {
  found(next.sigaction, "sigaction");
  found(next.signal, "signal");
  found(next.sigprocmask, "sigprocmask");
  found(next.pthread_sigmask, "pthread_sigmask");
  found(next.execv, "execv");
  found(next.execve, "execve");
  found(next.execvp, "execvp");
  found(next.execvpe, "execvpe");
  found(next.fexecve, "fexecve");
  found(next.execveat, "execveat");
  found(next.syscall, "syscall");
}

namespace {

bool is_ours(int signal) {
  return process.is_on.load(std::memory_order_relaxed) && signal == process.signal &&
         is_own_memory();
}

/// The set without our signal: it takes no time from a program to let it through.
const sigset_t* without_ours(const sigset_t* set, sigset_t& copy) {
  if (set == nullptr || !process.is_on.load(std::memory_order_relaxed) ||
      process.is_over.load(std::memory_order_relaxed)) {
    return set;
  }
  copy = *set;
  sigdelset(&copy, process.signal);
  return &copy;
}

bool holds_ours(const sigset_t* set) {
  return set != nullptr && process.is_on.load(std::memory_order_relaxed) &&
         !process.is_over.load(std::memory_order_relaxed) && is_own_memory() &&
         sigismember(set, process.signal) == 1;
}

/// A set that names our signal on purpose: those who want all of them fill it.
bool names_ours(const sigset_t* set) {
  if (!holds_ours(set)) return false;
  for (int signal = SIGRTMIN; signal <= SIGRTMAX; ++signal) {
    if (sigismember(set, signal) != 1) return true;
  }
  return false;
}

using Routine = void* (*)(void*);

/// Runs in the new thread.
void* begin_routine(void* argument) {
  auto& thread = *static_cast<Thread*>(argument);
  const Routine routine = thread.routine;
  void* const argument_of_routine = thread.argument;
  // libc keeps the thread's descriptor at the top of its stack, its own or the program's.
  thread.stack_top = static_cast<std::uint64_t>(pthread_self());
  begin_thread(thread);
  return routine(argument_of_routine);
}

using Main = int (*)(int, char**, char**);
Main program_main;

int call_main(int count, char** arguments, char** environment) {
  note_main();
  return program_main(count, arguments, environment);
}

}  // namespace

#pragma GCC visibility push(default)
extern "C" {

int pthread_create(pthread_t* created, const pthread_attr_t* attributes, void* (*routine)(void*),
                   void* argument) noexcept {
  static int (*original)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
  found(original, "pthread_create");
  wake_if_needed();
  Thread* thread = is_followed() ? claim_thread() : nullptr;
  if (thread == nullptr) return original(created, attributes, routine, argument);
  thread->routine = routine;
  thread->argument = argument;
  pthread_attr_t defaults;
  std::size_t size = 0;
  if (attributes != nullptr) {
    pthread_attr_getstacksize(attributes, &size);
  } else if (pthread_attr_init(&defaults) == 0) {
    pthread_attr_getstacksize(&defaults, &size);
    pthread_attr_destroy(&defaults);
  }
  thread->stack_size = size;
  const int result = original(created, attributes, begin_routine, thread);
  if (result != 0) release_thread(*thread);
  return result;
}

int sigaction(int signal, const struct sigaction* action, struct sigaction* old) noexcept {
  // Python's module of signals asks for all of them when it is loaded, the last one included; no
  // handler of a signal does that.
  if (signal == SIGRTMAX && action == nullptr) wake_if_needed();
  if (is_ours(signal)) {
    if (action == nullptr) {  // only asked: nothing is installed
      if (old != nullptr) *old = {};
      return 0;
    }
    give_back();
  }
  return found(next.sigaction, "sigaction")(signal, action, old);
}

void (*signal(int number, void (*handler)(int)) noexcept)(int) {
  if (is_ours(number)) give_back();
  return found(next.signal, "signal")(number, handler);
}

int sigprocmask(int how, const sigset_t* set, sigset_t* old) noexcept {
  sigset_t copy;
  if (names_ours(set)) give_back();
  if (how != SIG_UNBLOCK) set = without_ours(set, copy);
  return found(next.sigprocmask, "sigprocmask")(how, set, old);
}

int pthread_sigmask(int how, const sigset_t* set, sigset_t* old) noexcept {
  sigset_t copy;
  if (names_ours(set)) give_back();
  if (how != SIG_UNBLOCK) set = without_ours(set, copy);
  return found(next.pthread_sigmask, "pthread_sigmask")(how, set, old);
}

// Whoever waits for our signal wants somebody else's.
int sigwait(const sigset_t* set, int* signal) {
  static int (*original)(const sigset_t*, int*);
  if (holds_ours(set)) give_back();
  return found(original, "sigwait")(set, signal);
}

int sigwaitinfo(const sigset_t* set, siginfo_t* info) {
  static int (*original)(const sigset_t*, siginfo_t*);
  if (holds_ours(set)) give_back();
  return found(original, "sigwaitinfo")(set, info);
}

int sigtimedwait(const sigset_t* set, siginfo_t* info, const struct timespec* timeout) {
  static int (*original)(const sigset_t*, siginfo_t*, const struct timespec*);
  if (holds_ours(set)) give_back();
  return found(original, "sigtimedwait")(set, info, timeout);
}

int signalfd(int file, const sigset_t* set, int flags) noexcept {
  static int (*original)(int, const sigset_t*, int);
  if (holds_ours(set)) give_back();
  return found(original, "signalfd")(file, set, flags);
}

// Returns for any handler that runs, ours included.
int sigsuspend(const sigset_t* set) {
  static int (*original)(const sigset_t*);
  if (process.is_on.load(std::memory_order_relaxed) && is_own_memory()) give_up();
  return found(original, "sigsuspend")(set);
}

// Whoever confines itself may forbid what samples need.
int prctl(int what, ...) noexcept {
  va_list rest;
  va_start(rest, what);
  unsigned long given[4];
  for (unsigned long& one : given) one = va_arg(rest, unsigned long);
  va_end(rest);
  static int (*original)(int, ...);
  if (what == PR_SET_SECCOMP && process.is_on.load(std::memory_order_relaxed)) give_up();
  return found(original, "prctl")(what, given[0], given[1], given[2], given[3]);
}

// The second handler may stand on a stack that is smaller than ours.
int sigaltstack(const stack_t* stack, stack_t* old) noexcept {
  static int (*original)(const stack_t*, stack_t*);
  constexpr std::size_t large_enough = std::size_t{16} * 1024;
  if (stack != nullptr && (stack->ss_flags & SS_DISABLE) == 0 && stack->ss_size < large_enough &&
      process.is_on.load(std::memory_order_relaxed) && is_own_memory()) {
    give_up();
  }
  return found(original, "sigaltstack")(stack, old);
}

// The loader may put another library where the closed one was.
int dlclose(void* library) noexcept {
  static int (*original)(void*);
  const bool is_on = process.is_on.load(std::memory_order_relaxed);
  if (is_on) doubt_modules();
  const int result = found(original, "dlclose")(library);
  if (is_on) doubt_modules();
  return result;
}

// NOLINTNEXTLINE(readability-identifier-naming): the name is libc's.
int __libc_start_main(int (*main)(int, char**, char**), int count, char** arguments,
                      void (*initialise)(), void (*finish)(), void (*finish_loader)(),
                      void* stack_end) {
  using Start = int (*)(Main, int, char**, void (*)(), void (*)(), void (*)(), void*);
  const auto original = reinterpret_cast<Start>(find_next("__libc_start_main"));
  program_main = main;
  return original(process.is_on.load() ? call_main : main, count, arguments, initialise, finish,
                  finish_loader, stack_end);
}
}
#pragma GCC visibility pop

}  // namespace calo::agent
