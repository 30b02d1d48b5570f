#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/estimate.hpp"
#include "base/quantity.hpp"

namespace calo::text {

std::string_view trimmed(std::string_view text);
std::string lower_case(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::vector<std::string_view> words(std::string_view text);  ///< split at runs of white space
std::vector<std::string_view> lines(std::string_view text);  ///< without the line ends; "\r\n" too

/// The whole of `text` as a number (surrounding white space allowed), else empty. "nan", "inf" and
/// hex are refused.
std::optional<double> to_double(std::string_view text);
std::optional<std::uint64_t> to_u64(std::string_view text);
std::optional<std::int64_t> to_i64(std::string_view text);
/// "250ms", "2", "1min", "2h": a time, in seconds where no unit is given.
std::optional<Seconds> to_seconds(std::string_view text);

/// One record of a comma-separated file: fields may be quoted, "" inside quotes is one quote.
std::vector<std::string> csv_fields(std::string_view line);
/// A field as CSV wants it: quoted if it holds a comma, a quote or a line end.
std::string csv_quoted(std::string_view field);

/// Makes text from a foreign program safe to print on one line of a terminal: control characters
/// and invalid UTF-8 become '?', at most `limit` bytes (then "...").
std::string printable(std::string_view text, std::size_t limit = 200);

/// A command as one would type it: arguments quoted for a POSIX shell where needed.
std::string shell_quoted(const std::vector<std::string>& arguments);

/// Rounds a value to the digits its uncertainty supports, by the rule of the Particle Data Group:
/// first three digits of u 100-354 -> two digits, 355-949 -> one, 950-999 -> 1000 and two; half
/// away from zero, in decimal. "0.827", "0.119" -> {"0.83", "0.12"}. u = 0 or not finite: the value
/// with 3 significant digits, "" as uncertainty.
struct Rounded {
  std::string value;
  std::string uncertainty;
};
Rounded pdg_rounded(double value, double uncertainty);

/// A number with `digits` significant digits, without exponent: 0.00123, 12.3, 123000.
std::string significant(double value, int digits = 3);

/// A value with an SI prefix chosen by size (n, u as "µ", m, none, k, M, G, T, P): "12.3 mJ". Never
/// "0.0 J" unless the value is zero; 0 is "0 J".
std::string with_prefix(double value, std::string_view unit, int digits = 3);

/// "64 ± 4 J": value and standard uncertainty under one prefix, rounded by the PDG rule. A value
/// that rounding would turn into zero is given as the upper end of its 90 % interval: "< 2.0 J". u
/// = 0: three digits. "unavailable" if one of both is not a number.
std::string with_uncertainty(double value, double u, std::string_view unit);

/// "480 to 900 J": both ends under one prefix.
std::string interval(double low, double high, std::string_view unit);

std::string bytes(double count);       ///< binary prefixes: "12.3 MiB", "1000 B"
std::string duration(Seconds time);    ///< "123 ms", "12.3 s", "3 min 12 s", "2 h 03 min"
std::string percent(double fraction);  ///< "12.3 %", "0.041 %"

/// "1 thread", "3 threads", "0 threads".
std::string counted(std::integral auto count, std::string_view noun) {
  return std::to_string(count) + " " + std::string{noun} + (count == 1 ? "" : "s");
}

}  // namespace calo::text
