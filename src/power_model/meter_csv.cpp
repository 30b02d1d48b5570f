#include "power_model/meter_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>

#include "base/text.hpp"

namespace calo::power_model {

Result<std::vector<MeterReading>> parse_meter_csv(std::string_view text, std::string_view name) {
  const auto lines = text::lines(text);
  const auto wrong = [name](std::size_t line, std::string_view what) {
    return fail(Category::malformed, fmt::format("reading {}, line {}: {}", name, line, what),
                "Give a table with the columns time_s and watts");
  };
  if (lines.empty()) return wrong(1, "the table is empty");
  const std::vector<std::string> header = text::csv_fields(lines.front());
  const auto column = [&header](std::string_view wanted) {
    const auto at = std::ranges::find_if(
        header, [wanted](const std::string& field) { return text::trimmed(field) == wanted; });
    return static_cast<std::size_t>(at - header.begin());
  };
  const std::size_t time = column("time_s");
  const std::size_t watts = column("watts");
  if (time == header.size()) return wrong(1, "no column time_s");
  if (watts == header.size()) return wrong(1, "no column watts");
  std::vector<MeterReading> readings;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (text::trimmed(lines[i]).empty()) continue;
    const std::vector<std::string> fields = text::csv_fields(lines[i]);
    const auto number = [&fields](std::size_t at) {
      return at < fields.size() ? text::to_double(fields[at]) : std::nullopt;
    };
    const auto t = number(time);
    const auto w = number(watts);
    if (!t) return wrong(i + 1, "column time_s is not a number");
    if (!w || *w < 0.0) return wrong(i + 1, "column watts is not a power");
    if (!readings.empty() && *t < readings.back().time.value())
      return wrong(i + 1, "column time_s goes back");
    readings.push_back({Seconds::of(*t), Watts::of(*w)});
  }
  return readings;
}

Result<Watts> median_power(const std::vector<MeterReading>& readings, Seconds from, Seconds to) {
  std::vector<double> inside;
  for (const MeterReading& reading : readings) {
    if (reading.time >= from && reading.time <= to) inside.push_back(reading.watts.value());
  }
  if (inside.size() < 3) {
    return fail(
        Category::usage,
        fmt::format(
            "taking the median power from {} s to {} s: {} readings are in there, three are needed",
            from.value(), to.value(), inside.size()),
        "Choose a longer window");
  }
  std::ranges::sort(inside);
  const std::size_t half = inside.size() / 2;
  const double median =
      inside.size() % 2 == 1 ? inside[half] : 0.5 * (inside[half - 1] + inside[half]);
  return Watts::of(median);
}

}  // namespace calo::power_model
