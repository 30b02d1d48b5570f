// `powermetrics -f text`: lines, of which those of one sample follow its header
// "*** Sampled system activity (Mon Oct 23 16:51:12 2023 +0200) (1012.07ms elapsed) ***".
#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.hpp"
#include "formats/powermetrics.hpp"

namespace calo::formats {

namespace {

constexpr std::string_view sample_begin = "*** Sampled system activity";
constexpr std::string_view intel_package = "Intel energy model derived package power";
/// More is no Mac.
constexpr Watts highest_power = Watts::of(1e6);
constexpr double longest_ms = 1e9;

/// "Mon Oct 23 16:51:12 2023 +0200"
std::optional<std::chrono::nanoseconds> date(std::string_view text) {
  constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto words = text::words(text);
  if (words.size() != 6 || words[5].size() != 5) return std::nullopt;
  const auto month = std::ranges::find(months, words[1]);
  const auto day = text::to_u64(words[2]);
  const auto clock = text::split(words[3], ':');
  const auto year = text::to_u64(words[4]);
  if (month == months.end() || !day || clock.size() != 3 || !year || *year < 1970 || *year > 2199)
    return std::nullopt;
  const std::chrono::year_month_day when{
      std::chrono::year{static_cast<int>(*year)},
      std::chrono::month{static_cast<unsigned>(month - months.begin() + 1)},
      std::chrono::day{static_cast<unsigned>(std::min<std::uint64_t>(*day, 99))}};
  const auto hour = text::to_u64(clock[0]);
  const auto minute = text::to_u64(clock[1]);
  const auto second = text::to_u64(clock[2]);
  const auto zone = text::to_u64(words[5].substr(1));
  const char sign = words[5][0];
  if (!when.ok() || !hour || !minute || !second || !zone || *hour > 23 || *minute > 59 ||
      *second > 60 || *zone > 1800 || (sign != '+' && sign != '-'))
    return std::nullopt;
  const std::chrono::minutes east{static_cast<std::int64_t>(*zone / 100 * 60 + *zone % 100)};
  return std::chrono::sys_days{when}.time_since_epoch() +
         std::chrono::hours{static_cast<std::int64_t>(*hour)} +
         std::chrono::minutes{static_cast<std::int64_t>(*minute)} +
         std::chrono::seconds{static_cast<std::int64_t>(*second)} - (sign == '+' ? east : -east);
}

/// "211 mW", "4.87W", "90 uW"
std::optional<Watts> power(std::string_view text) {
  struct Unit {
    std::string_view name;
    double watts;
  };
  constexpr std::array<Unit, 3> units = {{{"mW", 1e-3}, {"uW", 1e-6}, {"W", 1.0}}};
  text = text::trimmed(text);
  for (const Unit& unit : units) {
    if (!text.ends_with(unit.name)) continue;
    const auto number = text::to_double(text.substr(0, text.size() - unit.name.size()));
    if (!number || *number < 0.0) return std::nullopt;
    const Watts value = Watts::of(*number * unit.watts);
    return value <= highest_power ? std::optional{value} : std::nullopt;
  }
  return std::nullopt;
}

/// What stands in the brackets that begin at or after `from`; moves `from` past them.
std::string_view bracketed(std::string_view text, std::size_t& from) {
  const auto open = text.find('(', from);
  const auto close = text.find(')', open == std::string_view::npos ? from : open);
  if (open == std::string_view::npos || close == std::string_view::npos) return {};
  from = close + 1;
  return text.substr(open + 1, close - open - 1);
}

/// The share in "CPU 0 idle residency:  87.66%", also as a part of a longer line.
struct IdleShare {
  bool is_there = false;
  std::optional<double> value;
};
IdleShare idle_share(std::string_view line) {
  constexpr std::string_view label = " idle residency:";
  const auto at = line.find(label);
  if (!line.starts_with("CPU ") || at == std::string_view::npos) return {};
  const auto before = text::words(line.substr(0, at));
  if (before.size() < 2 || before[before.size() - 2] != "CPU" || !text::to_u64(before.back()))
    return {};
  const std::string_view rest = line.substr(at + label.size());
  const auto percent = text::to_double(rest.substr(0, rest.find('%')));
  if (!percent || *percent < 0.0 || *percent > 100.0 || rest.find('%') == std::string_view::npos)
    return {true, std::nullopt};
  return {true, *percent / 100.0};
}

}  // namespace

void PowermetricsReader::line(std::string_view text) {
  text = text::trimmed(text);
  if (text.starts_with(sample_begin)) {
    end_sample();
    begin_sample(text);
  } else if (text.starts_with("Machine model:")) {
    machine_ = text::printable(text::trimmed(text.substr(text.find(':') + 1)));
  } else if (text.starts_with("OS version:")) {
    system_ = text::printable(text::trimmed(text.substr(text.find(':') + 1)));
  } else if (const auto idle = idle_share(text); idle.is_there) {
    if (!idle.value) {
      reject(text);
    } else if (sample_) {
      sample_->busy = sample_->busy.value_or(Seconds{}) + (1.0 - *idle.value) * sample_->elapsed;
      ++sample_->cpus;
    }
  } else {
    power_line(text);
  }
}

void PowermetricsReader::begin_sample(std::string_view header) {
  std::size_t at = 0;
  const std::string_view when = bracketed(header, at);
  std::string_view length = bracketed(header, at);
  constexpr std::string_view unit = "ms elapsed";
  std::optional<double> ms;
  if (length.ends_with(unit)) {
    length.remove_suffix(unit.size());
    ms = text::to_double(length);
  }
  if (!ms || !(*ms > 0.0) || *ms > longest_ms) {
    reject(header);  // its powers last nobody knows how long
    return;
  }
  sample_.emplace();
  sample_->elapsed = Seconds::of(*ms * 1e-3);
  sample_->ended_utc = date(when);
  if (!sample_->ended_utc) reject(header);
}

void PowermetricsReader::power_line(std::string_view text) {
  // Where samples are cut off by others' lines, labels may come without a value.
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return;
  const std::string_view label = text.substr(0, colon);
  const bool intel = label.starts_with(intel_package);
  std::string domain = intel ? "package" : powermetrics_domain(label);
  const auto value = power(text.substr(colon + 1));
  if (domain.empty()) {
    constexpr std::size_t most_unknown = 32;
    if (value && text::lower_case(label).find("power") != std::string::npos &&
        unknown_.size() < most_unknown)
      unknown_.insert(text::printable(label, 60));
    return;
  }
  if (!value || !sample_) return reject(text);
  // "GPU Power" comes twice where both the cpu_power and the gpu_power sampler are on.
  const auto known = [&](const auto& entry) { return entry.first == domain; };
  if (std::ranges::any_of(sample_->energy, known)) return;
  sample_->energy.emplace_back(std::move(domain), *value * sample_->elapsed);
}

void PowermetricsReader::end_sample() {
  if (sample_) done_.push_back(std::move(*sample_));
  sample_.reset();
}

}  // namespace calo::formats
