#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "attribution/books.hpp"
#include "base/estimate.hpp"
#include "base/quantity.hpp"
#include "model/run.hpp"

namespace calo::report {

/// "64 ± 4 J", "< 2.0 J", "unavailable": as `text::with_uncertainty` has it.
std::string amount(const Estimate<Joules>& energy);
std::string amount(const Estimate<Watts>& power);
std::string amount(const Estimate<Grams>& carbon);  ///< "1.0 ± 0.2 mg CO2e"
std::string amount_per(const Estimate<Joules>& energy,
                       std::string_view unit);  ///< "6 ± 1 mJ/event"
std::string amount_per(const Estimate<Grams>& carbon, std::string_view unit);

/// "90 %: 480 to 900 J" where the interval is not symmetric around the value, else empty.
std::string skewed_interval(const Estimate<Joules>& energy);
std::string skewed_interval(const Estimate<Grams>& carbon);

/// Mean and peak gross power, as uncertain as the gross energy is.
Estimate<Watts> program_power(const attribution::Books& books);  ///< the program's, on average
Estimate<Watts> mean_power(const attribution::Books& books);     ///< gross
std::optional<Estimate<Watts>> peak_power(const attribution::Books& books);

/// How often the meters and the processes were looked at: "read 9 times, every 267 ms (100 ms
/// asked for)"; empty where nothing was.
std::string readings_text(const model::Run& run);

std::string in_bytes(const std::optional<Bytes>& size);  ///< "12.3 MiB" or "unavailable"

/// A moment in the time zone of the reader: "2025-03-01 14:02:11 CET".
std::string local_time(std::chrono::nanoseconds utc);
/// The same moment for programs, ISO 8601 with microseconds: "2025-03-01T13:02:11.000000Z".
std::string iso_time(std::chrono::nanoseconds utc);

/// "France 2024, 56.0 g/kWh", "world average 2024, 471 g/kWh: no place stated (--country)"
std::string carbon_place(const model::CarbonContext& context);
/// "OWID/Ember, IT energy only, embodied carbon not included"
std::string carbon_source(const model::CarbonContext& context);

/// Pads with spaces to `width` columns of a terminal; longer text with one.
std::string padded(std::string_view text, std::size_t width);
/// The first `width` columns of text, in whole characters.
std::string first_columns(std::string_view text, std::size_t width);
/// Columns that text takes: its code points.
std::size_t columns(std::string_view text);

}  // namespace calo::report
