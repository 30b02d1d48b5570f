#include "figures/scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace calo::figures {
namespace {

/// Whole numbers up to here are doubles, and so are their multiples' neighbours.
constexpr double exact_up_to = 1e15;

/// Numbers at ticks are written out from here to here, otherwise with a common power of ten.
constexpr double smallest_plain = 1e-3, largest_plain = 1e5;

double round_step(double length, std::size_t wanted) {
  const double raw = length / static_cast<double>(std::max<std::size_t>(wanted, 1));
  const double power = std::pow(10, std::floor(std::log10(raw)));
  const double share = raw / power;
  return (share < 1.5 ? 1 : share < 3.5 ? 2 : share < 7.5 ? 5 : 10) * power;
}

int exponent_of(double value) {
  return value == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::abs(value)) + 1e-9));
}

/// Digits after the point that tell multiples of `step` apart.
int decimals_for(double step) {
  for (int decimals = 0; decimals < 12; ++decimals) {
    const double scaled = step * std::pow(10, decimals);
    if (std::abs(scaled - std::round(scaled)) < 1e-6 * scaled) return decimals;
  }
  return 12;
}

}  // namespace

Range range_of(std::span<const double> values) {
  Range range{INFINITY, -INFINITY};
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    range.low = std::min(range.low, value);
    range.high = std::max(range.high, value);
  }
  if (range.low > range.high) return {};
  const double middle = range.low;
  if (range.low < range.high) return range;
  const double around = middle == 0 ? 0.5 : std::abs(middle) * 0.05;
  return {middle - around, middle + around};
}

Range widened(Range range, double share) {
  const double by = (range.high - range.low) * share;
  return {range.low - by, range.high + by};
}

std::vector<double> round_ticks(Range range, std::size_t wanted) {
  const double length = range.high - range.low;
  if (!(length > 0) || !std::isfinite(length)) return {};
  const double step = round_step(length, wanted);
  const double first = std::ceil(range.low / step - 1e-9);
  const double last = std::floor(range.high / step + 1e-9);
  // Steps finer than a double resolves: the ends are all there is to say.
  if (!(step > 0) || !(std::max(std::abs(first), std::abs(last)) < exact_up_to)) {
    return {range.low, range.high};
  }
  std::vector<double> ticks;
  for (double k = first; k <= last; ++k) ticks.push_back(k == 0 ? 0 : k * step);
  return ticks;
}

std::vector<double> decade_ticks(Range range, std::size_t wanted) {
  if (!(range.low > 0) || !(range.high > range.low)) return {};
  const int first = static_cast<int>(std::ceil(std::log10(range.low) - 1e-9));
  const int last = static_cast<int>(std::floor(std::log10(range.high) + 1e-9));
  if (last - first < 1) return round_ticks(range, wanted);
  const int every =
      std::max(1, (last - first + 1) / static_cast<int>(std::max<std::size_t>(wanted, 1)));
  std::vector<double> ticks;
  for (int k = first; k <= last; k += every) ticks.push_back(std::pow(10, k));
  return ticks;
}

TickLabels tick_labels(std::span<const double> ticks) {
  TickLabels labels;
  if (ticks.empty()) return labels;
  double largest = 0;
  for (const double tick : ticks) largest = std::max(largest, std::abs(tick));
  double factor = 1;
  if (largest > 0 && (largest < smallest_plain || largest >= largest_plain)) {
    const int exponent = exponent_of(largest);
    factor = std::pow(10, exponent);
    labels.factor = "×" + power_of_ten(exponent);
  }
  const double step = ticks.size() > 1 ? (ticks[1] - ticks[0]) / factor : largest / factor;
  const int decimals = step > 0 ? decimals_for(step) : 0;
  for (const double tick : ticks) {
    std::string text = fmt::format("{:.{}f}", tick / factor, decimals);
    if (text.starts_with('-')) text.replace(0, 1, "−");
    labels.texts.push_back(std::move(text));
  }
  return labels;
}

std::string power_of_ten(int exponent) {
  static constexpr std::array<const char*, 10> raised{"⁰", "¹", "²", "³", "⁴",
                                                      "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text = "10";
  for (const char c : fmt::format("{}", exponent)) {
    text += c == '-' ? "⁻" : raised.at(static_cast<std::size_t>(c - '0'));
  }
  return text;
}

ScaledUnit scaled_unit(double largest, std::string_view unit) {
  if (unit == "B") {
    static constexpr std::array binary = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    std::size_t power = 0;
    double one = 1;
    for (; power + 1 < binary.size() && largest >= 1024 * one; ++power) one *= 1024;
    return {1 / one, binary[power]};
  }
  static constexpr std::array<std::pair<int, const char*>, 10> prefixes{{{-12, "p"},
                                                                         {-9, "n"},
                                                                         {-6, "µ"},
                                                                         {-3, "m"},
                                                                         {0, ""},
                                                                         {3, "k"},
                                                                         {6, "M"},
                                                                         {9, "G"},
                                                                         {12, "T"},
                                                                         {15, "P"}}};
  std::pair<int, const char*> chosen{0, ""};
  if (largest > 0 && std::isfinite(largest)) {
    chosen = prefixes.front();
    for (const auto& prefix : prefixes) {
      if (largest >= std::pow(10, prefix.first) * (1 - 1e-12)) chosen = prefix;
    }
  }
  return {std::pow(10, -chosen.first), chosen.second + std::string{unit}};
}

}  // namespace calo::figures
