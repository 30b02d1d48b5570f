#pragma once

#include <cstddef>
#include <string>

#include "base/error.hpp"
#include "model/run.hpp"

namespace calo::live {

/// Where a run is to go, as the user says it.
struct PushSettings {
  std::string to;          ///< URL (target.hpp)
  std::string token_file;  ///< empty: INFLUX_TOKEN
  std::string host;        ///< label; empty: this machine's name
};

/// Sends the intervals of a run that is stored, batch after batch: the points that it sent, or
/// would have sent, while it was measured. Gives their number.
Result<std::size_t> send_run(const model::Run& run, const PushSettings& settings);

}  // namespace calo::live
