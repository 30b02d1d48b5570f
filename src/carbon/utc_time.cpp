#include "carbon/utc_time.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

#include "base/text.hpp"

namespace calo::carbon {

namespace {

using std::chrono::nanoseconds;

/// Takes exactly `digits` decimal digits from the front.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = 10 * value + (c - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::chrono::sys_days> take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date};
}

/// "HH:MM", "HH:MM:SS" or "HH:MM:SS.fraction".
std::optional<nanoseconds> take_time_of_day(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 24 || !take(text, ':')) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  nanoseconds time = std::chrono::hours{*hour} + std::chrono::minutes{*minute};
  if (take(text, ':')) {
    const auto second = take_number(text, 2);
    if (!second || *second > 60) return std::nullopt;
    time += std::chrono::seconds{*second};
    if (take(text, '.')) {
      std::int64_t weight = 100'000'000;
      std::size_t digits = 0;
      while (const auto digit = take_number(text, 1)) {
        time += nanoseconds{*digit * weight};
        weight /= 10;
        ++digits;
      }
      if (digits == 0) return std::nullopt;
    }
  }
  return time <= std::chrono::hours{24} ? std::optional{time} : std::nullopt;
}

/// Offset east of UTC: "", "Z", "UTC", "+01:00", "+0100", "+01".
std::optional<nanoseconds> zone_offset(std::string_view text) {
  text = text::trimmed(text);
  if (text.empty() || text == "Z" || text == "z" || text == "UTC") return nanoseconds{0};
  const bool west = text.front() == '-';
  if (!west && text.front() != '+') return std::nullopt;
  text.remove_prefix(1);
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 18) return std::nullopt;
  int minutes = 60 * *hour;
  if (!text.empty()) {
    take(text, ':');
    const auto minute = take_number(text, 2);
    if (!minute || *minute > 59 || !text.empty()) return std::nullopt;
    minutes += *minute;
  }
  return std::chrono::minutes{west ? -minutes : minutes};
}

constexpr std::chrono::sys_days earliest{std::chrono::year{1974} / 1 / 1};
// Nanoseconds since 1970 reach 2262; the last record of a series may hold for as long as all before
// it.
constexpr std::chrono::sys_days latest{std::chrono::year{2100} / 1 / 1};

std::optional<UtcTime> since_epoch(double number) {
  constexpr double earliest_s = static_cast<double>(earliest.time_since_epoch().count()) * 86400.0;
  constexpr double latest_s = static_cast<double>(latest.time_since_epoch().count()) * 86400.0;
  if (number >= earliest_s * 1e3) number /= 1e3;  // milliseconds
  if (!(number >= earliest_s) || !(number < latest_s)) return std::nullopt;
  const auto whole = std::floor(number);
  return UtcTime{std::chrono::seconds{static_cast<std::int64_t>(whole)} +
                 nanoseconds{std::llround((number - whole) * 1e9)}};
}

}  // namespace

std::optional<UtcTime> to_utc_time(std::string_view text) {
  text = text::trimmed(text);
  if (const auto number = text::to_double(text)) return since_epoch(*number);
  const auto date = take_date(text);
  if (!date || *date < earliest || *date >= latest) return std::nullopt;
  UtcTime time{*date};
  if (text.empty()) return time;
  if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
  const auto of_day = take_time_of_day(text);
  if (!of_day) return std::nullopt;
  const auto offset = zone_offset(text);
  if (!offset) return std::nullopt;
  return time + *of_day - *offset;
}

std::string in_iso8601(UtcTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss of_day{std::chrono::floor<std::chrono::seconds>(time - day)};
  const std::string minutes =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  of_day.hours().count(), of_day.minutes().count());
  if (of_day.seconds().count() == 0) return minutes + "Z";
  return fmt::format("{}:{:02}Z", minutes, of_day.seconds().count());
}

}  // namespace calo::carbon
