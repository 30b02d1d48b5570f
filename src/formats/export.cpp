#include "formats/export.hpp"

#include <fmt/format.h>

#include <cmath>
#include <ctime>
#include <limits>

namespace calo::formats {

KnownShares known_shares(const model::EnergyShares& shares, bool idle_known) {
  const auto if_idle = [&](Joules energy) {
    return idle_known ? std::optional{energy.value()} : std::nullopt;
  };
  return {{{"gross_j", shares.gross.value()},
           {"idle_j", if_idle(shares.idle)},
           {"tree_dynamic_j", shares.tree_dynamic.value()},
           {"own_dynamic_j", shares.own_dynamic.value()},
           {"other_dynamic_j", shares.other_dynamic.value()},
           {"tree_static_j", if_idle(shares.tree_static)},
           {"own_static_j", if_idle(shares.own_static)},
           {"share_u_j", shares.share_u.value()}}};
}

bool is_unread(const model::EnergyShares& shares, model::Outcome outcome) {
  return shares == model::EnergyShares{} &&
         (outcome == model::Outcome::first || outcome == model::Outcome::gap ||
          outcome == model::Outcome::gone);
}

std::optional<std::int64_t> instant_ns(std::chrono::nanoseconds started_utc, Seconds offset) {
  const double ns = std::round(offset.value() * 1e9);
  // 2^62 ns are 146 years; the sum of two such numbers fits.
  constexpr double most = 4611686018427387904.0;
  if (!(std::abs(ns) < most) || std::abs(static_cast<double>(started_utc.count())) >= most) {
    return std::nullopt;
  }
  return started_utc.count() + static_cast<std::int64_t>(ns);
}

std::string iso_utc(std::optional<std::int64_t> nanoseconds) {
  if (!nanoseconds) return "";
  constexpr std::int64_t second = 1'000'000'000;
  std::int64_t whole = *nanoseconds / second;
  std::int64_t rest = *nanoseconds % second;
  if (rest < 0) {
    rest += second;
    --whole;
  }
  const time_t time = whole;
  tm parts{};
  if (::gmtime_r(&time, &parts) == nullptr) return "";
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", parts.tm_year + 1900,
                     parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                     rest / 1000);
}

}  // namespace calo::formats
