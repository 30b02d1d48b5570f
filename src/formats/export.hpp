#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/quantity.hpp"
#include "model/run.hpp"

namespace calo::formats {

// What the export formats have in common.

/// The shares of energy under the names all formats give them ("gross_j", ...), in joules; empty
/// where nothing is known.
using KnownShares = std::array<std::pair<std::string_view, std::optional<double>>, 8>;

/// Of a sum over a run or of an interval. Without an idle baseline the idle energy and its shares
/// are not known.
KnownShares known_shares(const model::EnergyShares& shares, bool idle_known);

/// True if an interval says nothing of a domain: it was not read, and no energy was booked.
bool is_unread(const model::EnergyShares& shares, model::Outcome outcome);

/// started + offset in nanoseconds since 1970 UTC; empty where that does not fit.
std::optional<std::int64_t> instant_ns(std::chrono::nanoseconds started_utc, Seconds offset);

/// "2025-03-01T12:00:00.000000Z", microseconds; "" if empty.
std::string iso_utc(std::optional<std::int64_t> nanoseconds);

}  // namespace calo::formats
