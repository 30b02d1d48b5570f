#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

#include "ring/layout.hpp"
#include "unwind/rule_cache.hpp"

/// All that the agent knows of the process it lives in: plain memory that starts as zeros, so that
/// it costs nothing where it is not touched and works before any constructor has run.
namespace calo::agent {

/// A thread that is followed. Its timer's signal carries the address, so that the handler needs no
/// thread-local storage.
struct Thread {
  enum : std::uint32_t { vacant, claimed, running };
  std::atomic<std::uint32_t> state;
  std::atomic<std::uint32_t> is_busy;  ///< its handler runs, or the books were closed
  std::int32_t tid;
  std::int32_t timer;          ///< the kernel's number of it, -1 none
  std::uint64_t event;         ///< where the event of its task clock is mapped, 0 none
  std::uint64_t event_period;  ///< ns
  bool is_foreign;             ///< found in /proc/self/task: made without pthread_create
  std::uint64_t stack_top;     ///< nothing of the stack is at or above; 0: unknown
  std::uint64_t stack_size;
  std::uint64_t accounted;   ///< CPU clock at the last sample, ns
  std::uint64_t rest_until;  ///< CPU clock before which no sample is taken, ns
  std::uint64_t unsampled;   ///< CPU time since the last record, for which no sample stands
  std::uint64_t advance;     ///< ns that the first sample stands for beyond its time
  std::uint32_t samples;
  std::uint32_t named_in;  ///< generation in which its name was written, 0: none
  char name[16];
  void* (*routine)(void*);
  void* argument;
};

inline constexpr std::size_t most_threads = 4096;
inline constexpr std::size_t longest_directory = 256;

struct Process {
  // Set once, by setup/.
  std::atomic<bool> is_on;  ///< everything below is set
  char directory[longest_directory];
  std::uint64_t period;          ///< ns, as asked for
  std::uint64_t timer_interval;  ///< ns
  std::uint32_t ring_words;
  int signal;
  bool has_task_clock;  ///< samples come from events of the task clock, by SIGTRAP
  bool may_wake;  ///< asleep: the recorder samples from outside, until there is an interpreter

  // Of the present process: a fork begins anew.
  std::atomic<std::int32_t> pid;
  std::atomic<std::uint32_t> generation;  ///< 1, 2, ...: distinguishes what parents have written
  std::uint64_t birth;
  std::uint64_t main;
  bool is_forked;
  std::atomic<bool> is_over;  ///< exit() ran, the recorder listens no more, or the agent gave up

  // The shared file, made by the first sample.
  std::atomic<std::uint32_t> output_state;  ///< 0 none, 1 being made, 2 there, 3 impossible
  ring::Header* header;
  std::atomic<std::uint64_t>* words;
  std::atomic<std::uint64_t> backed_words;

  // Books of CPU time, ns.
  std::atomic<std::uint64_t> accounted;      ///< of all threads, ever
  std::atomic<std::uint64_t> unsampled_cpu;  ///< of threads that ended without a sample
  std::atomic<std::uint64_t> unseen_threads;
  std::atomic<std::uint32_t> living;       ///< threads that are followed
  std::atomic<std::uint64_t> last_search;  ///< for threads that nobody told us of
  std::atomic<std::uint64_t> missing_cpu;  ///< known to be nobody's

  unwind::RuleCache* rules;
  std::atomic<std::uint32_t> touched;  ///< of the threads: those behind were never in use
  Thread* threads;                     ///< `most_threads` of them
};

extern Process process;

/// All threads that are or were followed. The memory behind them is not there yet: to look at it
/// would cost a process as much as to start.
inline std::span<Thread> touched_threads() {
  return {process.threads, process.touched.load(std::memory_order_relaxed)};
}

}  // namespace calo::agent
