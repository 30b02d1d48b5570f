#include "report/amounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>

#include "base/text.hpp"

namespace calo::report {

namespace {

template <class Q>
std::string skewed_interval_of(const Estimate<Q>& estimate, std::string_view unit) {
  if (!estimate.asymmetric90) return {};
  return "90 %: " + text::interval(estimate.asymmetric90->first.value(),
                                   estimate.asymmetric90->second.value(), unit);
}

Estimate<Watts> with_gross_uncertainty(Watts power, const attribution::Books& books) {
  const Estimate<Joules>& gross = books.total.gross;
  const double u_rel = gross.value > Joules{} ? gross.u / gross.value : 0.0;
  return {power, u_rel * power, gross.kind, {}};
}

std::time_t whole_seconds(std::chrono::nanoseconds utc) {
  return std::chrono::floor<std::chrono::seconds>(utc).count();
}

}  // namespace

std::string amount(const Estimate<Joules>& energy) {
  return text::with_uncertainty(energy.value.value(), energy.u.value(), "J");
}
std::string amount(const Estimate<Watts>& power) {
  return text::with_uncertainty(power.value.value(), power.u.value(), "W");
}
std::string amount(const Estimate<Grams>& carbon) {
  return text::with_uncertainty(carbon.value.value(), carbon.u.value(), "g CO2e");
}
std::string amount_per(const Estimate<Joules>& energy, std::string_view unit) {
  return text::with_uncertainty(energy.value.value(), energy.u.value(), fmt::format("J/{}", unit));
}
std::string amount_per(const Estimate<Grams>& carbon, std::string_view unit) {
  return text::with_uncertainty(carbon.value.value(), carbon.u.value(),
                                fmt::format("g CO2e/{}", unit));
}

std::string skewed_interval(const Estimate<Joules>& energy) {
  return skewed_interval_of(energy, "J");
}
std::string skewed_interval(const Estimate<Grams>& carbon) {
  return skewed_interval_of(carbon, "g CO2e");
}

Estimate<Watts> program_power(const attribution::Books& books) {
  const Estimate<Joules>& energy = books.total.attributed;
  const Seconds wall = books.resolution.wall;
  if (!(wall > Seconds{})) return {{}, {}, energy.kind, {}};
  return {energy.value / wall, energy.u / wall, energy.kind, {}};
}
Estimate<Watts> mean_power(const attribution::Books& books) {
  return with_gross_uncertainty(books.mean_power, books);
}
std::optional<Estimate<Watts>> peak_power(const attribution::Books& books) {
  if (!books.peak_power) return std::nullopt;
  return with_gross_uncertainty(*books.peak_power, books);
}

std::string readings_text(const model::Run& run) {
  const std::int64_t ticks = run.end.ticks;
  if (ticks <= 0 || !(run.end.wall > Seconds{})) return {};
  std::string text = fmt::format("read {}", ticks == 1 ? "once" : fmt::format("{} times", ticks));
  const Seconds every = run.end.wall / static_cast<double>(ticks);
  if (ticks > 1) text += fmt::format(", every {}", text::duration(every));
  const Seconds asked = run.header.interval;
  if (asked > Seconds{} && std::abs(every / asked - 1.0) > 0.2)
    text += fmt::format(" ({} asked for)", text::duration(asked));
  return text;
}

std::string in_bytes(const std::optional<Bytes>& size) {
  return size ? text::bytes(size->value()) : "unavailable";
}

std::string local_time(std::chrono::nanoseconds utc) {
  const std::time_t seconds = whole_seconds(utc);
  std::tm fields{};
  if (::localtime_r(&seconds, &fields) == nullptr) return "unavailable";
  std::array<char, 64> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S %Z", &fields)};
}

std::string iso_time(std::chrono::nanoseconds utc) {
  const std::time_t seconds = whole_seconds(utc);
  std::tm fields{};
  if (::gmtime_r(&seconds, &fields) == nullptr) return "unavailable";
  std::array<char, 64> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &fields);
  const auto rest = std::chrono::duration_cast<std::chrono::microseconds>(
      utc - std::chrono::floor<std::chrono::seconds>(utc));
  return fmt::format("{}.{:06}Z", std::string_view{text.data(), length}, rest.count());
}

std::string carbon_place(const model::CarbonContext& context) {
  std::string text = context.stated ? text::printable(context.place_name, 60) : "world average";
  if (text.empty()) text = text::printable(context.place, 60);
  if (context.year) text += fmt::format(" {}", *context.year);
  text += fmt::format(", {} g/kWh", text::significant(in_grams_per_kwh(context.intensity)));
  if (!context.stated) text += ": no place stated (--country)";
  return text;
}

std::string carbon_source(const model::CarbonContext& context) {
  return fmt::format(
      "{}, {}, embodied carbon not included",
      context.source.empty() ? "source unknown" : text::printable(context.source, 80),
      context.pue_stated ? "PUE " + text::significant(context.pue) : "IT energy only");
}

std::string first_columns(std::string_view text, std::size_t width) {
  std::size_t columns_so_far = 0;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (begins && columns_so_far++ == width) break;
  }
  return std::string{text.substr(0, at)};
}

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(std::string_view text, std::size_t width) {
  std::string result{text};
  const std::size_t used = columns(text);
  // What is longer than its column is moved on, never run together with the next one.
  result.append(used < width ? width - used : 1, ' ');
  return result;
}

}  // namespace calo::report
