#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace calo {

/// Calls `work(i)` for each i below `count`, in no order, on as many threads as there are CPUs, at
/// most 16; in this thread alone where there is little to do. `work` must not throw.
inline void in_parallel(std::size_t count, std::size_t worth_a_thread,
                        const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  const auto all = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  const std::size_t threads =
      std::min({std::size_t{16}, std::size_t{std::max(1U, std::thread::hardware_concurrency())},
                std::max(std::size_t{1}, count / std::max(std::size_t{1}, worth_a_thread))});
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back(all);
  all();
}

}  // namespace calo
