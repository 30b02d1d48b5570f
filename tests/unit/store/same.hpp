#pragma once

#include <array>
#include <bit>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "model/run.hpp"

namespace calo::store::testing {

// Compares nouns of a run bit by bit. Each `members` names every member, so that a new one does not
// compile until it is compared, and hence stored.

inline auto members(const model::EnergyShares& x) {
  const auto& [a, b, c, d, e, f, g, h] = x;
  return std::tie(a, b, c, d, e, f, g, h);
}
inline auto members(const model::DomainState& x) {
  const auto& [a, b, c, d, e, f, g, h] = x;
  return std::tie(a, b, c, d, e, f, g, h);
}
inline auto members(const model::Phase& x) {
  const auto& [a, b, c, d, e, f, g, h, i, j, k] = x;
  return std::tie(a, b, c, d, e, f, g, h, i, j, k);
}
inline auto members(const model::PhaseSpan& x) {
  const auto& [a, b, c, d] = x;
  return std::tie(a, b, c, d);
}
inline auto members(const model::Warning& x) {
  const auto& [a, b] = x;
  return std::tie(a, b);
}
inline auto members(const model::Units& x) {
  const auto& [a, b] = x;
  return std::tie(a, b);
}
inline auto members(const model::Domain& x) {
  const auto& [a, b, c, d, e, f, g, h, i, j] = x;
  return std::tie(a, b, c, d, e, f, g, h, i, j);
}
inline auto members(const model::Machine& x) {
  const auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o] = x;
  return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o);
}
inline auto members(const model::CarbonContext& x) {
  const auto& [a, b, c, d, e, f, g, h, i, j, k, l] = x;
  return std::tie(a, b, c, d, e, f, g, h, i, j, k, l);
}
inline auto members(const model::RunHeader& x) {
  const auto& [a, b, c, d, e, f, g, h, i, j, k, l] = x;
  return std::tie(a, b, c, d, e, f, g, h, i, j, k, l);
}
inline auto members(const model::Interval& x) {
  const auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w] = x;
  return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w);
}
inline auto members(const model::ProcessRecord& x) {
  const auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r] = x;
  return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r);
}
inline auto members(const model::RunEnd& x) {
  const auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x1, x2, x3, x4,
               x5, x6, x7, x8, x9] = x;
  return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x1, x2, x3,
                  x4, x5, x6, x7, x8, x9);
}
/// Its conditions follow from its intervals.
inline auto members(const model::Run& x) {
  return std::tie(x.header, x.intervals, x.processes, x.end);
}

inline bool same(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}
template <std::integral T>
bool same(T a, T b) {
  return a == b;
}
template <class T>
  requires std::is_enum_v<T>
bool same(T a, T b) {
  return a == b;
}
inline bool same(const std::string& a, const std::string& b) {
  return a == b;
}
inline bool same(std::chrono::nanoseconds a, std::chrono::nanoseconds b) {
  return a == b;
}
template <Dimension d>
bool same(Quantity<d> a, Quantity<d> b) {
  return same(a.value(), b.value());
}
template <class T>
  requires requires(const T& x) { members(x); }
bool same(const T& a, const T& b);
template <class A, class B>
bool same(const std::pair<A, B>& a, const std::pair<A, B>& b);
template <class T>
bool same(const std::optional<T>& a, const std::optional<T>& b) {
  return a.has_value() == b.has_value() && (!a || same(*a, *b));
}
template <class T, std::size_t n>
bool same(const std::array<T, n>& a, const std::array<T, n>& b) {
  for (std::size_t i = 0; i < n; ++i) {
    if (!same(a[i], b[i])) return false;
  }
  return true;
}
template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!same(a[i], b[i])) return false;
  }
  return true;
}
template <class A, class B>
bool same(const std::pair<A, B>& a, const std::pair<A, B>& b) {
  return same(a.first, b.first) && same(a.second, b.second);
}
template <class T>
  requires requires(const T& x) { members(x); }
bool same(const T& a, const T& b) {
  const auto left = members(a);
  const auto right = members(b);
  return [&]<std::size_t... i>(std::index_sequence<i...>) {
    return (same(std::get<i>(left), std::get<i>(right)) && ...);
  }(std::make_index_sequence<std::tuple_size_v<decltype(left)>>{});
}

}  // namespace calo::store::testing
