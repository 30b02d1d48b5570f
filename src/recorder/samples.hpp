#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/profile.hpp"
#include "observer/observer.hpp"
#include "os/clock.hpp"
#include "processes/process_ledger.hpp"
#include "recorder/stacks.hpp"
#include "ring/session.hpp"
#include "sampling/collector.hpp"

namespace calo::recorder {

/// Samples on their way from the programs to the profile of the run: drained, and given their part
/// of the energy of their processes. Without a source nothing happens.
///
/// What the agent samples inside of a process, Python frames included, is not taken from outside a
/// second time.
class Samples {
 public:
  /// Both may be null; they outlive this.
  Samples(ring::Session* session, observer::Observer* observer)
      : session_{session}, observer_{observer} {}

  [[nodiscard]] bool are_taken() const { return session_ != nullptr || observer_ != nullptr; }

  /// Readable when collect() should be called.
  [[nodiscard]] std::vector<int> descriptors() const;
  /// Makes room for more samples.
  void collect();
  /// When collect() should be called next, from now on; empty if there is no hurry.
  [[nodiscard]] std::optional<std::chrono::nanoseconds> collect_within();

  /// Takes what has been recorded, and shares out what the processes used in an interval.
  void share(const processes::ProcessLedger& ledger, os::Instant start,
             const Stacks::Interval& interval, std::span<const processes::ProcessUse> uses);

  /// Takes the last ones. Nothing may be shared after it.
  void finish(const processes::ProcessLedger& ledger, os::Instant start);

  /// The most dynamic energy that a second of CPU time cost in an interval.
  [[nodiscard]] Joules highest_price() const { return stacks_.highest_price(); }

  /// The modules' files, as they were when they were first seen.
  [[nodiscard]] const stack_table::KeptFiles& files() const { return collector_.files(); }

  /// The profile as it is now, for the file. Threads go with the processes that were folded.
  [[nodiscard]] model::Profile until(const processes::ProcessLedger& ledger, Seconds end) const;

 private:
  enum class Drain : bool { more_may_come, last };
  void take(const processes::ProcessLedger& ledger, os::Instant start, Drain drain);
  /// The account of a process: one for all of its program below its parent.
  std::int64_t account_of(const processes::ProcessLedger& ledger, std::int64_t id);
  [[nodiscard]] bool is_taken_inside(std::int32_t pid, ring::Instant birth,
                                     ring::Instant time) const;

  /// When the agent sampled a process.
  struct Inside {
    ring::Instant birth;
    std::optional<ring::Instant> left;
  };

  ring::Session* session_;
  observer::Observer* observer_;
  sampling::Collector collector_{stack_table::evaluation_loop};
  Stacks stacks_;
  std::unordered_map<std::int32_t, Inside> inside_;                        ///< by pid
  std::map<std::pair<std::int64_t, std::string>, std::int64_t> accounts_;  ///< by parent, name
};

}  // namespace calo::recorder
