#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace calo::text {

namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

template <class Integer>
std::optional<Integer> to_integer(std::string_view text) {
  text = trimmed(text);
  Integer value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct Prefix {
  double factor;
  std::string_view name;
};
constexpr std::array<Prefix, 10> prefixes = {{{1e-12, "p"},
                                              {1e-9, "n"},
                                              {1e-6, "µ"},
                                              {1e-3, "m"},
                                              {1.0, ""},
                                              {1e3, "k"},
                                              {1e6, "M"},
                                              {1e9, "G"},
                                              {1e12, "T"},
                                              {1e15, "P"}}};

Prefix prefix_for(double value) {
  const double size = std::abs(value);
  if (size == 0.0 || !std::isfinite(size)) return {1.0, ""};
  Prefix chosen = prefixes.front();
  for (const Prefix& prefix : prefixes) {
    // 0.9995 would be printed as 1.00 of the next prefix.
    if (size >= prefix.factor * 0.9995) chosen = prefix;
  }
  return chosen;
}

/// Length of the valid UTF-8 sequence that starts at `text[0]`, or 0.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  std::size_t length = first >= 0xF0 && first < 0xF5 ? 4
                       : first >= 0xE0               ? 3
                       : first >= 0xC2               ? 2
                                                     : 0;
  if (first >= 0xF5 || length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  if (first == 0xE0 && byte(1) < 0xA0) return 0;
  if (first == 0xED && byte(1) >= 0xA0) return 0;
  if (first == 0xF0 && byte(1) < 0x90) return 0;
  if (first == 0xF4 && byte(1) >= 0x90) return 0;
  return length;
}

/// C1 controls, bidirectional overrides and zero-width characters can make a terminal line lie.
bool is_deceptive(std::string_view sequence) {
  if (sequence.size() == 2)
    return sequence[0] == '\xC2' && static_cast<unsigned char>(sequence[1]) < 0xA0;
  if (sequence.size() != 3 || sequence[0] != '\xE2') return false;
  const auto second = static_cast<unsigned char>(sequence[1]);
  const auto third = static_cast<unsigned char>(sequence[2]);
  return (second == 0x80 &&
          ((third >= 0x8B && third <= 0x8F) || (third >= 0xA8 && third <= 0xAE))) ||
         (second == 0x81 && third >= 0xA0 && third <= 0xAF);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower_case(std::string_view text) {
  std::string result{text};
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> result;
  std::size_t at = 0;
  while (at < text.size()) {
    while (at < text.size() && is_space(text[at])) ++at;
    const std::size_t begin = at;
    while (at < text.size() && !is_space(text[at])) ++at;
    if (at > begin) result.push_back(text.substr(begin, at - begin));
  }
  return result;
}

std::vector<std::string_view> lines(std::string_view text) {
  std::vector<std::string_view> result;
  while (!text.empty()) {
    const auto at = text.find('\n');
    std::string_view line = text.substr(0, at);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    result.push_back(line);
    if (at == std::string_view::npos) break;
    text.remove_prefix(at + 1);
  }
  return result;
}

std::optional<double> to_double(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() ||
      !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::optional<std::uint64_t> to_u64(std::string_view text) {
  return to_integer<std::uint64_t>(text);
}
std::optional<std::int64_t> to_i64(std::string_view text) {
  return to_integer<std::int64_t>(text);
}

std::optional<Seconds> to_seconds(std::string_view text) {
  std::string_view rest = trimmed(text);
  double factor = 1.0;
  struct Unit {
    std::string_view name;
    double seconds;
  };
  constexpr std::array<Unit, 5> known = {
      {{"ms", 1e-3}, {"us", 1e-6}, {"min", 60.0}, {"s", 1.0}, {"h", 3600.0}}};
  for (const Unit& unit : known) {
    if (!rest.ends_with(unit.name)) continue;
    factor = unit.seconds;
    rest.remove_suffix(unit.name.size());
    break;
  }
  const auto number = to_double(rest);
  if (!number) return std::nullopt;
  return Seconds::of(*number * factor);
}

std::vector<std::string> csv_fields(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted) {
      if (c != '"') {
        fields.back() += c;
      } else if (i + 1 < line.size() && line[i + 1] == '"') {
        fields.back() += '"';
        ++i;
      } else {
        quoted = false;
      }
    } else if (c == '"' && fields.back().empty()) {
      quoted = true;
    } else if (c == ',') {
      fields.emplace_back();
    } else if (c != '\r' && c != '\n') {
      fields.back() += c;
    }
  }
  return fields;
}

std::string csv_quoted(std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) return std::string{field};
  std::string result = "\"";
  for (const char c : field) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

std::string printable(std::string_view text, std::size_t limit) {
  std::string result;
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    const std::string_view sequence = text.substr(0, std::max<std::size_t>(length, 1));
    const bool bad = length == 0 || static_cast<unsigned char>(text[0]) < 0x20 || text[0] == 0x7F ||
                     is_deceptive(sequence);
    if (result.size() + sequence.size() > limit) return result + "...";
    result += bad ? std::string_view{"?"} : sequence;
    text.remove_prefix(sequence.size());
  }
  return result;
}

std::string shell_quoted(const std::vector<std::string>& arguments) {
  std::string result;
  for (const std::string& argument : arguments) {
    if (!result.empty()) result += ' ';
    const bool plain = !argument.empty() && std::ranges::all_of(argument, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             std::string_view{"_-./=:,@%+"}.find(c) != std::string_view::npos;
    });
    if (plain) {
      result += argument;
      continue;
    }
    result += '\'';
    for (const char c : argument) {
      if (c == '\'') {
        result += "'\\''";
      } else {
        result += c;
      }
    }
    result += '\'';
  }
  return result;
}

namespace {

/// Rounds half away from zero in decimal: the shortest decimal form of the double is what a person
/// would have typed, so that 0.0652 and 2.5 round as written and not as their binary neighbours.
std::string rounded_at(double value, int decimals) {
  std::string shortest = fmt::format("{}", std::abs(value));
  if (shortest.find_first_of("en") != std::string::npos)
    shortest = fmt::format("{:.17f}", std::abs(value));
  std::string digits;
  int point = 0;
  bool seen_point = false;
  for (const char c : shortest) {
    if (c == '.') {
      seen_point = true;
    } else {
      digits += c;
      if (!seen_point) ++point;
    }
  }
  int keep = point + decimals;  // digits kept
  while (keep < 0) {
    digits.insert(digits.begin(), '0');
    ++point;
    ++keep;
  }
  const auto kept = static_cast<std::size_t>(keep);
  const bool up = kept < digits.size() && digits[kept] >= '5';
  digits.resize(kept, '0');
  if (up) {
    std::size_t i = kept;
    for (;;) {
      if (i == 0) {
        digits.insert(digits.begin(), '1');
        ++point;
        break;
      }
      --i;
      if (digits[i] != '9') {
        ++digits[i];
        break;
      }
      digits[i] = '0';
    }
  }
  if (decimals < 0) digits.append(static_cast<std::size_t>(-decimals), '0');
  std::string result = digits.substr(0, static_cast<std::size_t>(point));
  if (result.empty()) result = "0";
  const auto first = std::min(result.find_first_not_of('0'), result.size() - 1);
  result.erase(0, first);
  if (decimals > 0) result += "." + digits.substr(static_cast<std::size_t>(point));
  const bool zero = result.find_first_not_of("0.") == std::string::npos;
  return (std::signbit(value) && !zero ? "-" : "") + result;
}

/// Of the first digit: 0 for 1 to 9.99.
int exponent_of(double value) {
  const std::string scientific = fmt::format("{:.16e}", std::abs(value));
  std::string_view exponent = std::string_view{scientific}.substr(scientific.find('e') + 1);
  if (exponent.front() == '+') exponent.remove_prefix(1);
  return static_cast<int>(to_i64(exponent).value_or(0));
}

}  // namespace

Rounded pdg_rounded(double value, double uncertainty) {
  if (!(uncertainty > 0.0) || !std::isfinite(uncertainty)) return {significant(value), ""};
  const int exponent = exponent_of(uncertainty);
  const double three_digits = to_double(rounded_at(uncertainty, 2 - exponent)).value_or(0.0);
  const auto first_three = std::lround(three_digits * std::pow(10.0, 2 - exponent));
  const int decimals = first_three <= 354 ? 1 - exponent : -exponent;
  if (first_three > 949) uncertainty = std::pow(10.0, exponent + 1);
  return {rounded_at(value, decimals), rounded_at(uncertainty, decimals)};
}

std::string significant(double value, int digits) {
  if (value == 0.0) return "0";
  if (!std::isfinite(value)) return fmt::format("{}", value);
  const int decimals = digits - 1 - exponent_of(value);
  std::string rounded = rounded_at(value, decimals);
  // 9.996 became 10.00: one digit fewer.
  const bool grew = exponent_of(to_double(rounded).value_or(0.0)) > exponent_of(value);
  return grew ? rounded_at(value, decimals - 1) : rounded;
}

namespace {

/// What rounding brought to a thousand belongs to the next prefix: 996 mJ to two digits is 1.0 J.
bool is_thousand(const std::string& rounded) {
  return std::abs(to_double(rounded).value_or(0.0)) >= 1000.0;
}

}  // namespace

std::string with_prefix(double value, std::string_view unit, int digits) {
  Prefix prefix = prefix_for(value);
  std::string rounded = significant(value / prefix.factor, digits);
  if (is_thousand(rounded)) {
    prefix = prefix_for(1000.0 * prefix.factor);
    rounded = significant(value / prefix.factor, digits);
  }
  return fmt::format("{} {}{}", rounded, prefix.name, unit);
}

std::string with_uncertainty(double value, double u, std::string_view unit) {
  if (!std::isfinite(value) || !std::isfinite(u)) return "unavailable";
  if (!(u > 0.0)) return with_prefix(value, unit);
  Prefix prefix = prefix_for(std::max(std::abs(value), u));
  Rounded rounded = pdg_rounded(value / prefix.factor, u / prefix.factor);
  if (is_thousand(rounded.value) || is_thousand(rounded.uncertainty)) {
    prefix = prefix_for(1000.0 * prefix.factor);
    rounded = pdg_rounded(value / prefix.factor, u / prefix.factor);
  }
  if (to_double(rounded.value).value_or(0.0) == 0.0)
    return "< " + with_prefix(std::max(value, 0.0) + sigmas_in_90_percent * u, unit, 2);
  return fmt::format("{} ± {} {}{}", rounded.value, rounded.uncertainty, prefix.name, unit);
}

std::string interval(double low, double high, std::string_view unit) {
  const Prefix prefix = prefix_for(high);
  return fmt::format("{} to {} {}{}", significant(low / prefix.factor),
                     significant(high / prefix.factor), prefix.name, unit);
}

std::string bytes(double count) {
  constexpr std::array<std::string_view, 6> units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  std::size_t unit = 0;
  while (std::abs(count) >= 1023.5 && unit + 1 < units.size()) {
    count /= 1024.0;
    ++unit;
  }
  return unit == 0 ? fmt::format("{:.0f} B", count)
                   : fmt::format("{} {}", significant(count), units[unit]);
}

std::string duration(Seconds time) {
  const double s = time.value();
  if (std::abs(s) < 99.95) return with_prefix(s, "s");
  const auto whole = std::llround(s);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

std::string percent(double fraction) {
  const double value = std::abs(fraction) < 1e-9 ? 0.0 : 100.0 * fraction;
  if (value != 0.0 && std::abs(value) < 1.0) return significant(value, 2) + " %";
  return significant(value, 3) + " %";
}

}  // namespace calo::text
