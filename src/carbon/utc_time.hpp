#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace calo::carbon {

/// A moment of the wall clock in UTC, to find an hour in a series of intensities; never for
/// durations of a run.
using UtcTime = std::chrono::sys_time<std::chrono::nanoseconds>;

/// Reads ISO 8601 ("2025-03-01T13:00:00Z", "2025-03-01 13:00", "2025-03-01T14:00+01:00",
/// "2025-03-01"; without a zone it is UTC) or seconds or milliseconds since 1970. Years 1974 to
/// 2199; else empty.
std::optional<UtcTime> to_utc_time(std::string_view text);

/// "2025-03-01T13:00Z", with seconds where they are not zero.
std::string in_iso8601(UtcTime time);

}  // namespace calo::carbon
