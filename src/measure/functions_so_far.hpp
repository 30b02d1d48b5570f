#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "live/reading.hpp"
#include "model/profile.hpp"

namespace calo::measure {

/// The hottest functions of a program while it runs: looks their names up in a thread of its own,
/// so that nothing waits for it. Stacks that come faster than that are passed over.
class FunctionsSoFar {
 public:
  FunctionsSoFar();

  /// The stacks so far. Never waits.
  void put(model::Profile profile);
  /// Of the last stacks that were looked up; empty at first.
  [[nodiscard]] std::vector<live::FunctionSoFar> latest() const;

 private:
  void work(const std::stop_token& stop);

  mutable std::mutex mutex_;
  std::condition_variable_any came_;
  std::optional<model::Profile> next_;
  std::vector<live::FunctionSoFar> latest_;
  std::jthread thread_;  // last: it uses the others
};

}  // namespace calo::measure
