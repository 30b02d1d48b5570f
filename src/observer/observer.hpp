#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "base/error.hpp"
#include "ring/reader.hpp"

namespace calo::observer {

/// Samples the stacks of a process and of all that descend from it, from outside: the kernel
/// interrupts each thread after random amounts of its CPU time and copies its registers and the top
/// of its stack; frames are found here. Works for static, stripped of interposition, sandboxed and
/// foreign-libc programs alike, and changes nothing in them. Python frames are not seen.
///
/// Method: docs/methods/sampling.md. Not thread-safe.
class Observer {
 public:
  /// `process` waits for its exec; samples begin then. `period`: mean CPU time between two samples.
  /// Fails as Events::open does.
  static Result<Observer> open(pid_t process, std::chrono::nanoseconds period);

  Observer(Observer&&) noexcept;
  Observer& operator=(Observer&&) noexcept;
  ~Observer();

  /// Readable when drain() should be called soon.
  [[nodiscard]] std::vector<int> descriptors() const;

  /// Whether the agent takes the samples of a process at a time, so that they must not be taken
  /// twice.
  /// `birth` is when the process was forked or executed its program.
  using TakenInside =
      std::function<bool(std::int32_t pid, ring::Instant birth, ring::Instant time)>;

  /// Hands out what was recorded until about now, in the order of time, as images of negative
  /// numbers. Returns the number of samples.
  std::size_t drain(const ring::Sink& sink, const TakenInside& is_taken_inside);
  /// The last drain.
  std::size_t finish(const ring::Sink& sink, const TakenInside& is_taken_inside);

  /// Reads the rings before they are full; drain() hands it out.
  void collect();
  /// When collect() should be called next, from now on: it draws new periods. Random, so that it is
  /// in step with nothing that the program does.
  [[nodiscard]] std::chrono::nanoseconds collect_within();

  [[nodiscard]] std::uint64_t lost() const;    ///< samples that found no room in a ring
  [[nodiscard]] std::uint64_t births() const;  ///< processes that were forked, by the kernel's word
  [[nodiscard]] bool sees_kernel() const;      ///< what the kernel does for the program is sampled

 private:
  struct State;
  explicit Observer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace calo::observer
