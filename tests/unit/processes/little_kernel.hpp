#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include <rapidcheck.h>

#include "base/quantity.hpp"

namespace calo::processes {

inline Seconds from_nanoseconds(std::int64_t time) {
  return Seconds::of(1e-9 * static_cast<double>(time));
}

/// A kernel in little: processes that run, fork, end and wait, in whole nanoseconds. The program is
/// process 0; the parent of orphans is the recorder, -1.
struct LittleKernel {
  using Pid = std::int64_t;
  struct Process {
    Pid parent = -1;
    std::int64_t birth = 0;  ///< a number that no other process has
    std::int64_t own = 0, children = 0;
    bool zombie = false;
    bool ignores_children = false;  ///< SIGCHLD is ignored: nobody waits for its children
  };

  std::map<Pid, Process> processes{{0, {}}};
  bool reuses_pids = false;  ///< the smallest free one is given next
  /// Pids that are not given yet: those of the kernel come round after some 32,000 others, which is
  /// longer than a look at all processes takes.
  std::set<Pid> resting;
  std::int64_t births = 1;
  std::int64_t spent = 0;

  void run(Pid pid, std::int64_t time) {
    processes.at(pid).own += time;
    spent += time;
  }

  Pid fork(Pid parent) {
    Pid pid = births;
    for (pid = reuses_pids ? 1 : births; processes.contains(pid) || resting.contains(pid);) ++pid;
    processes[pid] = {.parent = parent, .birth = births++};
    return pid;
  }

  void end(Pid pid) {
    processes.at(pid).zombie = true;
    for (auto& [child, process] : processes) {
      if (process.parent == pid) process.parent = -1;
    }
    const Pid parent = processes.at(pid).parent;
    if (parent >= 0 && processes.at(parent).ignores_children) release(pid);
  }

  void release(Pid pid) {
    processes.erase(pid);
    resting.insert(pid);
  }

  /// The parent waits: the child is gone, and its time in the parent's sum. Gives that time.
  std::int64_t wait_for(Pid pid) {
    const Process child = processes.at(pid);
    release(pid);
    const std::int64_t total = child.own + child.children;
    if (child.parent >= 0) processes.at(child.parent).children += total;
    return total;
  }

  /// Children's time as /proc shows it.
  [[nodiscard]] std::int64_t children_in_ticks(Pid pid) const {
    constexpr std::int64_t tick = 10'000'000;
    return processes.at(pid).children / tick * tick;
  }

  /// Any of the processes that `accept` takes; empty if there is none.
  template <typename Accept>
  [[nodiscard]] std::optional<Pid> pick(Accept accept) const {
    std::vector<Pid> pids;
    for (const auto& [pid, process] : processes) {
      if (accept(process)) pids.push_back(pid);
    }
    if (pids.empty()) return std::nullopt;
    return pids[*rc::gen::inRange<std::size_t>(0, pids.size())];
  }
  static bool runs(const Process& process) { return !process.zombie; }
  /// A zombie whose parent is of the tree, or not.
  static bool is_for_its_parent(const Process& process) {
    return process.zombie && process.parent >= 0;
  }
  static bool is_for_the_recorder(const Process& process) {
    return process.zombie && process.parent < 0;
  }
};

}  // namespace calo::processes
