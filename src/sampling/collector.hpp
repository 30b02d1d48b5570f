#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/profile.hpp"
#include "ring/events.hpp"
#include "stack_table/image_stacks.hpp"

namespace calo::sampling {

/// A sample whose stack is known to the profile.
struct TakenSample {
  std::int32_t pid = 0;
  std::int32_t parent = 0;  ///< pid of the parent
  std::int32_t thread = 0;  ///< index into Profile::threads
  std::int32_t stack = -1;  ///< index into Profile::stacks; -1: no stack stands for `unsampled`
  ring::Instant time;
  Seconds cpu{};        ///< that the sample stands for
  Seconds unsampled{};  ///< of its thread before that, or at the thread's end
};

/// Turns what agents and observers record into samples of one profile: its stacks, by their
/// numbers, and its threads.
class Collector {
 public:
  explicit Collector(stack_table::FindLoop find_loop) : stacks_{std::move(find_loop)} {}

  /// One event of ring::Session::drain.
  void take(const ring::Image& image, const ring::Event& event);

  /// Samples since the last call, in the order in which they came.
  std::vector<TakenSample> take_samples() {
    stacks_.begin_round();
    return std::exchange(taken_, {});
  }

  /// The modules' files, as they were when they were first seen.
  [[nodiscard]] const stack_table::KeptFiles& files() const { return stacks_.files(); }

  /// Without uses and buckets. `threads[].process` is the caller's to fill in.
  [[nodiscard]] model::Profile& profile() { return stacks_.table().profile(); }
  [[nodiscard]] const model::Profile& profile() const { return stacks_.table().profile(); }

 private:
  using Threads = std::unordered_map<std::int32_t, std::int32_t>;  ///< rows of an image, by tid

  void take_sample(const ring::Image& image, Threads& threads, const ring::Sample& sample);
  void take_end(const ring::Image& image, Threads& threads, const ring::ThreadEnded& ended);
  std::int32_t thread(const ring::Image& image, Threads& threads, std::int32_t tid);

  stack_table::ImageStacks stacks_;
  std::vector<TakenSample> taken_;
  std::unordered_map<std::int64_t, Threads> threads_;  ///< by Image::id
  /// By pid: the parent and the row of the first thread, which goes on through exec().
  std::unordered_map<std::int32_t, std::pair<std::int32_t, std::int32_t>> first_threads_;
  std::optional<std::int32_t> more_threads_;
};

}  // namespace calo::sampling
