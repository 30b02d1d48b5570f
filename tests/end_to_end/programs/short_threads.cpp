// Threads, or processes, that live for a few milliseconds of CPU time: 77 of 100 in hot_a, 23 in
// hot_b.
//   short_threads threads|processes COUNT MILLISECONDS
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <ctime>
#include <thread>

namespace {

double own_cpu() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

volatile double sink = 1.0;

}  // namespace

__attribute__((noinline)) void hot_a(double seconds) {
  while (own_cpu() < seconds) {
    for (int i = 0; i < 3000; ++i) sink = sink * 1.0000001;
  }
}
__attribute__((noinline)) void hot_b(double seconds) {
  while (own_cpu() < seconds) {
    for (int i = 0; i < 3000; ++i) sink = sink * 1.0000001;
  }
}

int main(int count, char** arguments) {
  if (count != 4) return 2;
  const int number = std::atoi(arguments[2]);
  const double seconds = std::atof(arguments[3]) / 1000.0;
  for (int i = 0; i < number; ++i) {
    const auto work = [i, seconds] { i % 100 < 77 ? hot_a(seconds) : hot_b(seconds); };
    if (std::strcmp(arguments[1], "threads") == 0) {
      std::thread{work}.join();
    } else if (const pid_t child = fork(); child == 0) {
      work();
      _exit(0);
    } else {
      waitpid(child, nullptr, 0);
    }
  }
}
