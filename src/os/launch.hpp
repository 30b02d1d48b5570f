#pragma once

#include <sys/types.h>

#include <csignal>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "os/file.hpp"

namespace calo::os {

/// A parent that ignores SIGCHLD makes us ignore it, too: then no child of ours leaves an exit
/// record, and no end is told. To be called at the start of a program that waits for children; each
/// Launch hands what was inherited on.
void expect_children();

/// A program about to start as our child: forked, waiting, not yet executed.
///
/// It keeps our standard streams, directory, process group and terminal, and gets
/// `mask` as its signal mask; signal dispositions are those that we were started with, and alarm(2)
/// and setitimer(2), which a program keeps when it becomes another one, go over from us. Prepare
/// early, while we are small: the kernel counts the memory of the forking process into the child's
/// high-water mark.
class Launch {
 public:
  /// Forks. The child executes `command` (found through PATH) once released, and ends silently if
  /// we die before. It gets our environment with `additions` ("NAME=value") put in, unless the
  /// kernel refuses it then as too large.
  static Result<Launch> prepare(const std::vector<std::string>& command, const sigset_t& mask,
                                const std::vector<std::string>& additions = {});

  Launch(Launch&&) noexcept = default;
  Launch& operator=(Launch&&) noexcept = default;
  /// A child that was never released ends without having executed anything, and is waited for.
  ~Launch();

  [[nodiscard]] pid_t pid() const { return pid_; }

  /// Lets the program start; returns once it has (or has not) been executed. Errors: not_found when
  /// there is no such command, permission when it cannot be executed. After an error the child has
  /// been waited for.
  Result<void> release();

 private:
  Launch() = default;
  pid_t pid_ = -1;
  bool released_ = false;
  std::string name_;
  FileDescriptor go_;      ///< we write: start
  FileDescriptor failed_;  ///< the child writes: errno of execvp
};

}  // namespace calo::os
