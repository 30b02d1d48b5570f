#pragma once

#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/quantity.hpp"

namespace calo::power_model {

/// One reading of a wall meter or BMC.
struct MeterReading {
  Seconds time{};
  Watts watts{};
};

/// Columns `time_s` and `watts` by name, others ignored; times ascend. Fails with `malformed`,
/// naming line and column.
Result<std::vector<MeterReading>> parse_meter_csv(std::string_view text, std::string_view name);

/// Median power of the readings with from <= time <= to. Fails with `usage` if there are fewer than
/// three.
Result<Watts> median_power(const std::vector<MeterReading>& readings, Seconds from, Seconds to);

}  // namespace calo::power_model
