#pragma once

#include <sys/signalfd.h>
#include <sys/types.h>

#include <csignal>
#include <deque>
#include <optional>

#include "base/error.hpp"
#include "os/clock.hpp"
#include "os/file.hpp"
#include "os/group_witness.hpp"

namespace calo::recorder {

/// Blocks, in the calling thread and those it starts from now on, every signal that a program may
/// be sent, but for SIGTTIN and SIGTTOU, which the terminal sends. Faults of our own still end us:
/// the kernel does not let them be blocked.
void block_signals();

/// Gives the program the signals that come to us and that it has not got itself, so that it gets
/// each once, as if it stood in our place.
///
/// - A signal to us alone is passed on, whatever it is; a queued one with its value.
/// - One to our process group (`kill(0, ...)`, `killpg`, the terminal) the program has got itself
///   while it is in that group. If it has left, it gets the signal from us where it could not have
///   left without calo: where we lead the group.
/// - One to us alone from the program was meant for its parent, and goes to ours.
/// - SIGTSTP stops us as well.
///
/// Who sends to us alone and then to all, as timeout(1) or a batch system does, is waited for
/// `patience`: the program then gets the one of the two that was sent to it. Two signals of one
/// sender and number within that time, one to us and one to the group, therefore count as one,
/// real-time signals excepted.
class PassedSignals {
 public:
  static constexpr std::chrono::milliseconds patience{10};

  /// Requires: block_signals() was called before.
  static Result<PassedSignals> open(pid_t program);

  /// Readable when signals have come.
  [[nodiscard]] int descriptor() const { return signals_.get(); }
  /// Of the process that stands in our group for us; 0 without one.
  [[nodiscard]] pid_t witness() const { return witness_ ? witness_->pid() : 0; }
  /// How long to wait for the descriptor before take() is to be called again, ms; -1 for ever.
  [[nodiscard]] int wait_ms() const;

  struct Came {
    bool of_child = false;     ///< SIGCHLD: a child has changed its state
    bool asks_to_end = false;  ///< one that ends a process by default, and does not mean work
  };
  /// Takes in what has come, and passes on what is due.  `has_ended`: nobody is left to pass it to.
  Came take(bool has_ended);

 private:
  struct Arrived {
    signalfd_siginfo info{};
    os::Instant due{};
  };
  struct HeardAt {
    os::GroupWitness::Heard heard;
    os::Instant until{};
  };

  PassedSignals() = default;
  void ask(os::Instant now);
  bool went_to_group(const signalfd_siginfo& info);
  void enter(const signalfd_siginfo& info, os::Instant now);
  void pass_on(const signalfd_siginfo& info) const;
  void stop_ourselves() const;
  [[nodiscard]] bool has_got_what_its_group_got() const;

  pid_t program_ = -1;
  os::FileDescriptor signals_;
  std::optional<os::GroupWitness> witness_;
  bool answers_ = false;  ///< the witness, to the last question
  std::deque<Arrived> waiting_;
  std::deque<HeardAt> heard_;
};

}  // namespace calo::recorder
