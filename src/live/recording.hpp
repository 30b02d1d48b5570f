#pragma once

#include <vector>

#include "live/reading.hpp"
#include "model/run.hpp"

namespace calo::live {

/// Readings of the whole machine that become a run: everything on it counts as the program.
class Recording {
 public:
  /// Begins with what has been read until `before`.
  Recording(model::RunHeader header, std::vector<model::DomainState> states, const Reading& before);
  /// `states`: of each domain now.
  void enter(const Reading& reading, const std::vector<model::DomainState>& states);
  [[nodiscard]] bool has_begun() const { return !run_.intervals.empty(); }
  [[nodiscard]] model::Run finish();

 private:
  model::Run run_;
  Seconds begin_{};
  std::vector<Joules> before_;
};

}  // namespace calo::live
