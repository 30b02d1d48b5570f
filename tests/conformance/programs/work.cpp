// Exceptions through frames, threads, locks and destructors.
#include <cstdio>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

struct Counted {
  explicit Counted(int& count) : count_{count} { ++count_; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  ~Counted() { --count_; }
  int& count_;
};

int alive = 0;

[[gnu::noinline]] int thrower(int depth) {
  const Counted counted{alive};
  if (depth == 0) throw std::runtime_error("from below");
  return thrower(depth - 1) + 1;
}

[[gnu::noinline]] double hot_in_cpp(long steps) {
  volatile double x = 1.0;
  for (long i = 0; i < steps; ++i) x = x * 1.0000001;
  return x;
}

}  // namespace

int main() {
  int caught = 0;
  for (int i = 0; i < 3000; ++i) {
    try {
      thrower(20);
    } catch (const std::runtime_error& error) {
      caught += std::string{error.what()} == "from below" ? 1 : 0;
    }
  }
  std::mutex mutex;
  long sum = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      hot_in_cpp(40'000'000);
      for (int k = 0; k < 1000; ++k) {
        const std::lock_guard lock{mutex};
        ++sum;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto text = std::make_unique<std::string>("done");
  std::printf("%d caught, %d alive, sum %ld, %s\n", caught, alive, sum, text->c_str());
}
