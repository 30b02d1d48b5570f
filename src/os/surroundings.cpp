#include "os/surroundings.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <ucontext.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>

namespace calo::os {

namespace {

constexpr std::size_t enough = std::size_t{1} << 20;

// makecontext(3) passes numbers only.
struct Call {
  int (*function)(int, char**) = nullptr;
  int argc = 0;
  char** argv = nullptr;
  int result = 0;
};
Call call_on_new_stack;

void make_call() {
  Call& call = call_on_new_stack;
  call.result = call.function(call.argc, call.argv);
}

}  // namespace

void hold_standard_descriptors() {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
    if (::fcntl(fd, F_GETFD) >= 0) continue;
    // open(2) gives the lowest number that is free. Of the wrong direction: reading or writing
    // fails as it would have.
    const int got =
        ::open("/dev/null", (fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) | O_CLOEXEC | O_NOCTTY);
    if (got >= 0 && got != fd) ::close(got);
  }
}

void survive_file_size_limit() {
  struct sigaction action{};
  if (::sigaction(SIGXFSZ, nullptr, &action) != 0 || action.sa_handler != SIG_DFL) return;
  action.sa_handler = [](int) {};
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGXFSZ, &action, nullptr);
}

int on_enough_stack(int (*function)(int, char**), int argc, char** argv) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur >= enough)
    return function(argc, argv);
  pthread_attr_t threads;
  if (::pthread_attr_init(&threads) == 0) {
    ::pthread_attr_setstacksize(&threads, enough);
    ::pthread_setattr_default_np(&threads);
    ::pthread_attr_destroy(&threads);
  }
  void* const stack = ::mmap(nullptr, enough, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0);
  ucontext_t here{};
  ucontext_t there{};
  if (stack == MAP_FAILED || ::getcontext(&there) != 0) return function(argc, argv);
  there.uc_stack.ss_sp = stack;
  there.uc_stack.ss_size = enough;
  there.uc_link = &here;
  call_on_new_stack = {function, argc, argv, 0};
  ::makecontext(&there, make_call, 0);
  if (::swapcontext(&here, &there) != 0) return function(argc, argv);
  return call_on_new_stack.result;  // nobody needs the stack unmapped: the process ends
}

}  // namespace calo::os
