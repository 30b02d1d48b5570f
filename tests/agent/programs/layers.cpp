// Deep stacks of optimised code without frame pointers: recursion of two functions into each other,
// library code that calls back (qsort, std::sort, std::function), in four threads. Argument:
// seconds of CPU time per thread. Says "done" and a checksum that does not depend on being sampled.
#include <pthread.h>
#include <time.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace {

double cpu_s() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

std::uint64_t next(std::uint64_t& x) {
  x ^= x << 13;
  x ^= x >> 7;
  x ^= x << 17;
  return x;
}

__attribute__((noinline)) std::uint64_t leaf(std::uint64_t x) {
  for (int i = 0; i < 2000; ++i) next(x);
  return x;
}

std::uint64_t odd(int depth, std::uint64_t x);
__attribute__((noinline)) std::uint64_t even(int depth, std::uint64_t x) {
  volatile char here[200];
  here[0] = static_cast<char>(depth);
  const std::uint64_t r = depth == 0 ? leaf(x) : odd(depth - 1, x + 1);
  return r + static_cast<unsigned char>(here[0]);
}
__attribute__((noinline)) std::uint64_t odd(int depth, std::uint64_t x) {
  const std::uint64_t r = even(depth - 1, x ^ 5);
  asm volatile("");
  return r + 1;
}

__attribute__((noinline)) std::uint64_t aligned(std::uint64_t x) {
  alignas(64) volatile double wide[16];  // realigns the stack
  wide[3] = static_cast<double>(x & 255);
  const std::uint64_t r = even(20, x);
  return r + static_cast<std::uint64_t>(wide[3]);
}

__attribute__((noinline)) std::uint64_t variable(std::uint64_t x) {
  auto* words = static_cast<volatile std::uint64_t*>(__builtin_alloca(16 + 8 * (x % 64)));
  words[0] = x;
  return aligned(x) + words[0];
}

int compare(const void* a, const void* b) {
  const auto x = *static_cast<const std::uint64_t*>(a);
  const auto y = *static_cast<const std::uint64_t*>(b);
  return x < y ? -1 : x > y ? 1 : 0;
}

std::uint64_t work(std::uint64_t seed) {
  std::uint64_t sum = variable(seed);
  std::vector<std::uint64_t> numbers(300);
  for (auto& n : numbers) n = next(seed);
  std::qsort(numbers.data(), numbers.size(), sizeof numbers[0], compare);
  sum += numbers[7];
  std::sort(numbers.begin(), numbers.end(), std::greater<>{});
  const std::function<std::uint64_t(std::uint64_t)> function = [](std::uint64_t x) {
    return leaf(x);
  };
  sum += function(numbers[0]);
  std::map<std::string, std::uint64_t> names;
  for (int i = 0; i < 40; ++i) names[std::to_string(numbers[static_cast<std::size_t>(i)])] = sum;
  char text[64];
  std::snprintf(text, sizeof text, "%.6f", static_cast<double>(sum));
  return sum + names.size() + static_cast<unsigned char>(text[0]);
}

double wanted = 1.0;

void* run(void*) {
  static_cast<void>(work(1));
  while (cpu_s() < wanted) static_cast<void>(work(7));
  return nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) wanted = std::atof(argv[1]);
  const int threads = argc > 2 ? std::atoi(argv[2]) : 4;
  std::vector<pthread_t> ids(static_cast<std::size_t>(threads));
  for (auto& id : ids) pthread_create(&id, nullptr, run, nullptr);
  run(nullptr);
  for (auto& id : ids) pthread_join(id, nullptr);
  std::printf("done %lu\n", work(42));
}
