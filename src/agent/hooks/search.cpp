#include "agent/hooks/search.hpp"

#include <atomic>
#include <cstddef>

#include "agent/hooks/number.hpp"
#include "agent/hooks/sampler.hpp"
#include "agent/hooks/state.hpp"
#include "agent/hooks/system.hpp"
#include "agent/hooks/timer.hpp"

#pragma GCC poison malloc calloc free new throw printf snprintf

namespace calo::agent {
namespace {

constexpr std::uint64_t pause = 100'000'000;        // ns
constexpr std::uint64_t worth_a_look = 30'000'000;  // ns of CPU time
constexpr std::uint64_t longest_tick = 10'000'000;

std::atomic<bool> is_searching;
alignas(8) char entries[4096];  // of /proc/self/task; guarded by is_searching

/// struct linux_dirent64 (getdents64(2)).
constexpr std::size_t length_at = 16;
constexpr std::size_t name_at = 19;

void follow(std::int32_t tid) {
  Thread* thread = claim_thread();
  if (thread == nullptr) return;
  thread->tid = tid;
  thread->is_foreign = true;
  thread->accounted = system::clock_ns(system::cpu_clock_of(tid));
  thread->unsampled = thread->accounted;
  process.accounted.fetch_add(thread->accounted, std::memory_order_relaxed);
  if (!start_timer(*thread)) release_thread(*thread);
}

/// Foreign threads do not say when they end: their clock is then gone.
void drop_ended() {
  for (Thread& thread : touched_threads()) {
    if (thread.state.load(std::memory_order_acquire) != Thread::running || !thread.is_foreign ||
        system::clock_ns(system::cpu_clock_of(thread.tid)) != 0) {
      continue;
    }
    if (thread.is_busy.exchange(1, std::memory_order_acquire) != 0) continue;
    stop_timer(thread);
    end_thread(thread, 0);
    process.living.fetch_sub(1, std::memory_order_relaxed);
    release_thread(thread);
  }
}

void search() {
  drop_ended();
  const long directory = system::open_file("/proc/self/task", O_RDONLY | O_DIRECTORY);
  if (directory < 0) return;
  for (;;) {
    const long size =
        system::call(SYS_getdents64, directory, system::address(entries), sizeof entries);
    if (size <= 0) break;
    for (long at = 0; at < size;) {
      const char* entry = entries + at;
      const auto length = static_cast<unsigned char>(entry[length_at]) |
                          static_cast<unsigned char>(entry[length_at + 1]) << 8;
      if (length == 0) break;
      at += length;
      const char* name = entry + name_at;
      const auto tid = static_cast<std::int32_t>(read_number(name));
      if (tid != 0 && thread_of(tid) == nullptr) follow(tid);
    }
  }
  system::close_file(directory);
}

}  // namespace

Thread* thread_of(std::int32_t tid) {
  for (Thread& thread : touched_threads()) {
    if (thread.state.load(std::memory_order_acquire) != Thread::vacant && thread.tid == tid) {
      return &thread;
    }
  }
  return nullptr;
}

void search_threads(std::uint64_t now) {
  const std::uint64_t last = process.last_search.load(std::memory_order_relaxed);
  if (now - last < pause) return;
  const std::uint64_t used = system::process_cpu_ns();
  // Every thread may be between two samples.
  const std::uint64_t accounted =
      process.accounted.load(std::memory_order_relaxed) +
      process.missing_cpu.load(std::memory_order_relaxed) +
      process.living.load(std::memory_order_relaxed) * (process.period + longest_tick);
  process.last_search.store(now, std::memory_order_relaxed);
  if (used < accounted + worth_a_look) return;
  if (is_searching.exchange(true, std::memory_order_acquire)) return;
  search();
  // What is still missing was used by threads that have ended: no reason to look again.
  const std::uint64_t known = process.accounted.load(std::memory_order_relaxed);
  process.missing_cpu.store(used > known ? used - known : 0, std::memory_order_relaxed);
  is_searching.store(false, std::memory_order_release);
}

}  // namespace calo::agent
