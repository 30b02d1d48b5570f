#pragma once

#include <functional>
#include <string>
#include <vector>

#include "live/reading.hpp"
#include "measure/events.hpp"

namespace calo::cli {

/// What a service does between its start and its end.
struct Service {
  std::string what;  ///< it measures, and for whom: one line
  std::function<std::vector<live::Reading>()> look;
  std::function<bool()> is_last;
};

/// Looks until a signal or the last reading, without a terminal: a line on standard error for each
/// event, none for a reading. Tells the service manager, if there is one, when it is ready, alive
/// and stopping (sd_notify(3)). SIGHUP is noted, and nothing else.
void serve(const Service& service, measure::Events& events);

}  // namespace calo::cli
