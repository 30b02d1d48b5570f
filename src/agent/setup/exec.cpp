// The calls that replace the program, and the one that can be any of them.
#include <sys/prctl.h>
#include <unistd.h>

#include <cstdarg>
#include <cstddef>

#include "agent/hooks/sampler.hpp"
#include "agent/hooks/system.hpp"
#include "agent/hooks/timer.hpp"
#include "agent/setup/load.hpp"
#include "agent/setup/next.hpp"
#include "agent/setup/signal_choice.hpp"

namespace calo::agent {
namespace {

/// While it lives, the calling thread has no event that could send a trap to the new program. If
/// there is none (exec failed), it goes on.
class Pause {
 public:
  Pause() {
    if (!process.is_on.load(std::memory_order_relaxed) || !process.has_task_clock ||
        !is_own_memory()) {
      return;
    }
    Thread* thread = own_thread();
    if (thread != nullptr && pause_event(*thread)) thread_ = thread;
  }
  ~Pause() {
    if (thread_ != nullptr) resume_event(*thread_);
  }
  Pause(const Pause&) = delete;
  Pause& operator=(const Pause&) = delete;

 private:
  Thread* thread_ = nullptr;
};

/// Calls with the arguments up to the null at their end as an array, and with what follows them.
template <class Call>
int with_array(const char* first, va_list rest, Call call) {
  std::size_t size = 0;
  if (first != nullptr) {
    va_list counted;
    va_copy(counted, rest);
    for (size = 1; va_arg(counted, char*) != nullptr;) ++size;
    va_end(counted);
  }
  auto** arguments = static_cast<char**>(__builtin_alloca((size + 1) * sizeof(char*)));
  arguments[0] = const_cast<char*>(first);
  for (std::size_t i = 1; i <= size; ++i) arguments[i] = va_arg(rest, char*);
  return call(arguments, rest);
}

}  // namespace

#pragma GCC visibility push(default)
extern "C" {

int execv(const char* path, char* const arguments[]) noexcept {
  const Pause pause;
  return found(next.execv, "execv")(path, arguments);
}

int execve(const char* path, char* const arguments[], char* const environment[]) noexcept {
  const Pause pause;
  return found(next.execve, "execve")(path, arguments, environment);
}

int execvp(const char* file, char* const arguments[]) noexcept {
  const Pause pause;
  return found(next.execvp, "execvp")(file, arguments);
}

int execvpe(const char* file, char* const arguments[], char* const environment[]) noexcept {
  const Pause pause;
  return found(next.execvpe, "execvpe")(file, arguments, environment);
}

int fexecve(int file, char* const arguments[], char* const environment[]) noexcept {
  const Pause pause;
  return found(next.fexecve, "fexecve")(file, arguments, environment);
}

int execveat(int directory, const char* path, char* const arguments[], char* const environment[],
             int flags) noexcept {
  const Pause pause;
  return found(next.execveat, "execveat")(directory, path, arguments, environment, flags);
}

int execl(const char* path, const char* first, ...) noexcept {
  va_list rest;
  va_start(rest, first);
  const int result =
      with_array(first, rest, [&](char** arguments, va_list) { return execv(path, arguments); });
  va_end(rest);
  return result;
}

int execlp(const char* file, const char* first, ...) noexcept {
  va_list rest;
  va_start(rest, first);
  const int result =
      with_array(first, rest, [&](char** arguments, va_list) { return execvp(file, arguments); });
  va_end(rest);
  return result;
}

int execle(const char* path, const char* first, ...) noexcept {
  va_list rest;
  va_start(rest, first);
  const int result = with_array(first, rest, [&](char** arguments, va_list behind) {
    return execve(path, arguments, va_arg(behind, char* const*));
  });
  va_end(rest);
  return result;
}

// A program may exec by its number.
long syscall(long number, ...) noexcept {
  va_list rest;
  va_start(rest, number);
  long given[6];
  for (long& one : given) one = va_arg(rest, long);
  va_end(rest);
  const auto call = [&] {
    return found(next.syscall, "syscall")(number, given[0], given[1], given[2], given[3], given[4],
                                          given[5]);
  };
  if (process.is_on.load(std::memory_order_relaxed) &&
      !process.is_over.load(std::memory_order_relaxed) && is_own_memory()) {
    // Calls after which system calls may be forbidden, or that our signal would disturb.
    if (number == SYS_seccomp || (number == SYS_prctl && given[0] == PR_SET_SECCOMP) ||
        number == SYS_rt_sigsuspend || number == SYS_sigaltstack) {
      give_up();
    }
    // Calls that speak of it.
    if (number == SYS_rt_sigtimedwait || number == SYS_signalfd4 || number == SYS_signalfd ||
        (number == SYS_rt_sigaction && given[0] == process.signal && given[1] != 0)) {
      give_back();
    }
  }
  if (number != SYS_execve && number != SYS_execveat) return call();
  const Pause pause;
  return call();
}
}
#pragma GCC visibility pop

}  // namespace calo::agent
