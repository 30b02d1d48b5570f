#pragma once

#include <pthread.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): sigset_t is POSIX's

/// The functions that we stand in front of: libc's, or a sanitizer's.
namespace calo::agent {

struct Next {
  int (*sigaction)(int, const struct sigaction*, struct sigaction*);
  void (*(*signal)(int, void (*)(int)))(int);
  int (*sigprocmask)(int, const sigset_t*, sigset_t*);
  int (*pthread_sigmask)(int, const sigset_t*, sigset_t*);
  int (*execv)(const char*, char* const*);
  int (*execve)(const char*, char* const*, char* const*);
  int (*execvp)(const char*, char* const*);
  int (*execvpe)(const char*, char* const*, char* const*);
  int (*fexecve)(int, char* const*, char* const*);
  int (*execveat)(int, const char*, char* const*, char* const*, int);
  long (*syscall)(long, long, long, long, long, long, long);
};
extern Next next;

/// Looks up those that may be called in a signal handler or a forked child, where nothing can be
/// looked up.
void find_next();

/// Looks up another one.
void* find_next(const char* name);

/// Looked up at the first call where nobody has yet: other libraries' constructors come first.
template <class Function>
Function found(Function& function, const char* name) {
  if (function == nullptr) function = reinterpret_cast<Function>(find_next(name));
  return function;
}

}  // namespace calo::agent
