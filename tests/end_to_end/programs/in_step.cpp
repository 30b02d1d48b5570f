// Works for half of each period in `true_half`, half in `other_half`, in step with the kernel's
// tick.
//   in_step PERIOD_MS SECONDS
#include <cstdlib>
#include <ctime>

namespace {

double clock_of(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

volatile double sink = 1.0;

void work() {
  for (int i = 0; i < 300; ++i) sink = sink * 1.0000001;
}

}  // namespace

__attribute__((noinline)) void first_half(double until) {
  while (clock_of(CLOCK_PROCESS_CPUTIME_ID) < until) work();
}
__attribute__((noinline)) void second_half(double until) {
  while (clock_of(CLOCK_PROCESS_CPUTIME_ID) < until) work();
}

int main(int count, char** arguments) {
  if (count != 3) return 2;
  const double period = std::atof(arguments[1]) / 1000.0;
  const double end = std::atof(arguments[2]);
  for (double at = clock_of(CLOCK_PROCESS_CPUTIME_ID); at < end; at += period) {
    first_half(at + 0.5 * period);
    second_half(at + period);
  }
}
