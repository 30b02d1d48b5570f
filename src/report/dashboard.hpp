#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "live/reading.hpp"
#include "model/run.hpp"

namespace calo::report {

/// The page of `calo monitor --web`.
std::string_view dashboard_page();

/// What electricity costs, as the user says it.
struct Price {
  double per_kwh = 0.0;
  std::string currency;
};
/// "0.25 EUR", "0.25"; empty if it is no price.
std::optional<Price> price_from(std::string_view text);

/// What the page shows beside a reading.
struct DashboardState {
  bool can_record = false;
  bool is_recording = false;
  std::string message;  ///< the last thing that happened
  std::optional<Price> price;
  std::vector<live::FunctionSoFar> functions;  ///< the hottest first; empty where none are known
};

/// One event for the page, a JSON object on one line (docs/formats/live.md, "The dashboard").
std::string dashboard_event(const live::Reading& reading, const model::RunHeader& header,
                            const DashboardState& state);

}  // namespace calo::report
