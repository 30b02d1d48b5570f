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
};
extern Next next;

/// Looks up those that may be called in a signal handler, where nothing can be looked up.
void find_next();

/// Looks up another one.
void* find_next(const char* name);

}  // namespace calo::agent
