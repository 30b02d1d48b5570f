#pragma once

#include <span>

#include "model/profile.hpp"
#include "os/clock.hpp"
#include "processes/process_tree.hpp"
#include "recorder/stacks.hpp"
#include "ring/session.hpp"
#include "sampling/collector.hpp"

namespace calo::recorder {

/// Samples on their way from the programs to the profile of the run: drained, and given their part
/// of the energy of their processes. Without a session nothing happens.
class Samples {
 public:
  /// `session` may be null; it outlives this.
  explicit Samples(ring::Session* session) : session_{session} {}

  [[nodiscard]] bool are_taken() const { return session_ != nullptr; }

  /// Takes what has been recorded, and shares out what the processes used in an interval.
  void share(const processes::ProcessTree& tree, os::Instant start,
             std::span<const processes::ProcessUse> uses, Joules dynamic, Joules static_share);

  /// Takes the last ones. Nothing may be shared after it.
  void finish(const processes::ProcessTree& tree, os::Instant start);

  /// The modules' files, as they were when they were first seen.
  [[nodiscard]] const sampling::KeptFiles& files() const { return collector_.files(); }

  /// The profile as it is now, for the file. Threads go with the processes that were folded.
  [[nodiscard]] model::Profile until(const processes::ProcessTree& tree, Seconds end) const;

 private:
  enum class Drain : bool { more_may_come, last };
  void take(const processes::ProcessTree& tree, os::Instant start, Drain drain);

  ring::Session* session_;
  sampling::Collector collector_{sampling::evaluation_loop};
  Stacks stacks_;
};

}  // namespace calo::recorder
