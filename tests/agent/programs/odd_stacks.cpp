// Stacks that are not as expected. Each case computes for a while in an odd place:
//
//   coroutines    on stacks from makecontext
//   alternate     in a signal handler on an alternate stack
//   jumps         between setjmp and longjmp
//   nested        inside of a handler inside of a handler
//   overwritten   after frames of callers were overwritten; then ends by _exit
//   crash         overwritten, then returns into it: SIGSEGV
//   tiny          in threads with the smallest stacks there are
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#include <climits>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace {

double cpu_s() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

volatile std::uint64_t sink = 1;
__attribute__((noinline)) void compute(double seconds) {
  const double end = cpu_s() + seconds;
  while (cpu_s() < end) {
    for (int i = 0; i < 10'000; ++i) sink = sink * 6364136223846793005 + 1442695040888963407;
  }
}

ucontext_t scheduler, routine;
void run_coroutine() {
  for (;;) {
    compute(0.01);
    swapcontext(&routine, &scheduler);
  }
}

int coroutines() {
  std::vector<char> stack(64 * 1024);
  getcontext(&routine);
  routine.uc_stack.ss_sp = stack.data();
  routine.uc_stack.ss_size = stack.size();
  makecontext(&routine, run_coroutine, 0);
  for (int i = 0; i < 30; ++i) swapcontext(&scheduler, &routine);
  std::puts("coroutines");
  return 0;
}

void on_signal(int) {
  compute(0.02);
}
void on_outer(int) {
  compute(0.01);
  raise(SIGUSR2);
  compute(0.01);
}

int with_handler(bool has_alternate, bool is_nested) {
  static char stack[64 * 1024];
  stack_t alternate{};
  alternate.ss_sp = stack;
  alternate.ss_size = sizeof stack;
  if (has_alternate) sigaltstack(&alternate, nullptr);
  struct sigaction action = {};
  action.sa_handler = is_nested ? on_outer : on_signal;
  action.sa_flags = has_alternate ? SA_ONSTACK : 0;
  sigaction(SIGUSR1, &action, nullptr);
  action.sa_handler = on_signal;
  sigaction(SIGUSR2, &action, nullptr);
  for (int i = 0; i < 15; ++i) raise(SIGUSR1);
  std::puts("handled");
  return 0;
}

jmp_buf place;
__attribute__((noinline)) void deep(int depth) {
  volatile char room[256];
  room[0] = static_cast<char>(depth);
  if (depth == 0) {
    compute(0.002);
    longjmp(place, 1);
  }
  deep(depth - 1);
  sink = sink + static_cast<unsigned char>(room[0]);
}

int jumps() {
  for (volatile int i = 0; i < 100; i = i + 1) {
    if (setjmp(place) == 0) deep(30);
  }
  std::puts("jumped");
  return 0;
}

__attribute__((noinline)) void overwrite(unsigned char byte, bool returns) {
  volatile unsigned char here[64];
  here[0] = byte;
  // The frames of main and of those before it, return addresses included.
  auto* from = const_cast<unsigned char*>(here);
  auto* to = static_cast<unsigned char*>(__builtin_frame_address(0)) + 400;
  for (auto* p = from; p < to; ++p) {
    *reinterpret_cast<volatile unsigned char*>(p) =
        byte == 0xff ? static_cast<unsigned char>(reinterpret_cast<std::uintptr_t>(p) * 37) : byte;
  }
  compute(0.1);
  if (!returns) _exit(7);
}

void* run_tiny(void*) {
  compute(0.05);
  return nullptr;
}

int tiny() {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, PTHREAD_STACK_MIN);
  pthread_t ids[8];
  for (auto& id : ids) {
    if (pthread_create(&id, &attributes, run_tiny, nullptr) != 0) return 1;
  }
  for (auto& id : ids) pthread_join(id, nullptr);
  std::puts("tiny");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const char* what = argv[1];
  if (std::strcmp(what, "coroutines") == 0) return coroutines();
  if (std::strcmp(what, "alternate") == 0) return with_handler(true, false);
  if (std::strcmp(what, "nested") == 0) return with_handler(false, true);
  if (std::strcmp(what, "jumps") == 0) return jumps();
  if (std::strcmp(what, "tiny") == 0) return tiny();
  if (std::strcmp(what, "overwritten") == 0) overwrite(argc > 2 ? 0xff : 0x41, false);
  if (std::strcmp(what, "crash") == 0) overwrite(0x41, true);
  return 2;
}
