#pragma once

#include <sys/types.h>

#include <optional>
#include <vector>

namespace calo::os {

/// A process that only stands in our process group and keeps the signals it gets.
///
/// The kernel tells a receiver who sent a signal, but not whether it went to one process or to its
/// whole group. What the witness has got as well went to the group. It is born after us, and the
/// kernel signals the youngest member of a group first (a new member is put at the head of the
/// list, and `kill_pgrp` goes through it from there): once we have a signal of our group, the
/// witness has it, too.
///
/// It shares our memory and descriptors (clone with CLONE_VM, about 50 us), reports to nobody when
/// it ends, so that waiting for any child does not meet it, and dies with us. It counts as one more
/// process of the user (`ulimit -u`). Not thread-safe.
class GroupWitness {
 public:
  struct Heard {
    int signal = 0;
    pid_t sender = 0;  ///< 0: the kernel, or one that we cannot see
    bool by_kernel = false;
  };

  /// Empty where no process can be made. Requires: the calling thread lives as long as we do, and
  /// blocks all signals that shall not end it.
  static std::optional<GroupWitness> start();

  GroupWitness(GroupWitness&& other) noexcept;
  GroupWitness& operator=(GroupWitness&&) = delete;
  ~GroupWitness();

  [[nodiscard]] pid_t pid() const { return pid_; }

  /// What it has got since the last call, before this call. Empty without an answer: it was stopped
  /// or killed.
  std::optional<std::vector<Heard>> ask();

  struct Shared;  ///< what both processes see

 private:
  GroupWitness() = default;
  Shared* shared_ = nullptr;
  pid_t pid_ = -1;
};

}  // namespace calo::os
