// A program that does a fixed amount of arithmetic and says what that cost, for benchmarks of what
// calo adds to it.
//
//   bench_spin ITERATIONS     prints {"wall_s": ..., "cpu_s": ...} of the loop alone
#include <sys/resource.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto in_seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return in_seconds(usage.ru_utime) + in_seconds(usage.ru_stime);
}

/// xorshift64: each step needs the one before, so no compiler and no processor can shorten the
/// chain.
std::uint64_t spin(std::uint64_t iterations) {
  std::uint64_t state = 88172645463325252U;
  for (std::uint64_t i = 0; i < iterations; ++i) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
  }
  return state;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t iterations = argc == 2 ? std::strtoull(argv[1], nullptr, 10) : 0;
  if (iterations == 0) {
    std::fputs("usage: bench_spin ITERATIONS\n", stderr);
    return 2;
  }
  using Clock = std::chrono::steady_clock;
  const double cpu_before = cpu_seconds();
  const Clock::time_point begin = Clock::now();
  const volatile std::uint64_t result = spin(iterations);
  static_cast<void>(result);
  const std::chrono::duration<double> wall = Clock::now() - begin;
  std::printf("{\"wall_s\": %.9f, \"cpu_s\": %.9f}\n", wall.count(), cpu_seconds() - cpu_before);
  return 0;
}
