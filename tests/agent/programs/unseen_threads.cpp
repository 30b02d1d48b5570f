// Threads made with clone(2) directly, of which no library knows; argument: seconds of CPU time
// each.
#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

std::atomic<int> ended;
double wanted_s = 0.5;

/// The new thread shares the thread-local storage of its parent: it may not call libc.
double cpu_s() {
  timespec t{};
  long result = SYS_clock_gettime;
  asm volatile("syscall"
               : "+a"(result)
               : "D"(CLOCK_THREAD_CPUTIME_ID), "S"(&t)
               : "rcx", "r11", "memory");
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

int run(void*) {
  volatile std::uint64_t x = 1;
  while (cpu_s() < wanted_s) {
    for (int i = 0; i < 10'000; ++i) x = x * 6364136223846793005 + 1;
  }
  ++ended;
  // Only this thread ends.
  for (;;) {
    long result = SYS_exit;
    asm volatile("syscall" : "+a"(result) : "D"(0) : "rcx", "r11", "memory");
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) wanted_s = std::atof(argv[1]);
  constexpr std::size_t size = 256 * 1024;
  for (int i = 0; i < 2; ++i) {
    auto* stack = static_cast<char*>(mmap(nullptr, size, PROT_READ | PROT_WRITE,
                                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0));
    if (clone(run, stack + size,
              CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM,
              nullptr) < 0) {
      return 1;
    }
  }
  volatile std::uint64_t x = 1;
  while (ended < 2) {
    for (int i = 0; i < 10'000; ++i) x = x * 6364136223846793005 + 1;
  }
  std::puts("done");
  return 0;
}
