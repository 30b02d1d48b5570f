#pragma once

#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include "base/quantity.hpp"

namespace calo {

/// How a number was obtained, from the strongest to the weakest (docs/methods/energy.md, "Kinds").
enum class Kind {
  measured,    ///< difference of a hardware energy counter
  integrated,  ///< from power samples
  modelled,    ///< from utilisation and what is known of the hardware
  assumed,     ///< a constant
};

std::string_view name(Kind kind);
std::optional<Kind> kind_from(std::string_view name);
constexpr Kind weaker(Kind a, Kind b) {
  return a < b ? b : a;
}

/// The half-width of a two-sided 90 % interval of a normal distribution, in standard deviations.
inline constexpr double sigmas_in_90_percent = 1.6448536269514722;
inline constexpr double sigmas_in_95_percent = 1.959963984540054;

/// A value with its standard uncertainty (k = 1) and how it was obtained.
///
/// `low` and `high` are the ends of the 90 % interval where it is known not to be symmetric (the
/// power model); otherwise `interval90()` is value -+ 1.645 u.
template <class Q>
struct Estimate {
  Q value{};
  Q u{};
  Kind kind = Kind::measured;
  std::optional<std::pair<Q, Q>> asymmetric90{};

  [[nodiscard]] std::pair<Q, Q> interval90() const {
    if (asymmetric90) return *asymmetric90;
    return {value - sigmas_in_90_percent * u, value + sigmas_in_90_percent * u};
  }
  friend bool operator==(const Estimate&, const Estimate&) = default;
};

/// Square root of the sum of squares: independent uncertainties added.
template <class Q, class... More>
Q in_quadrature(Q first, More... more) {
  double sum = first.value() * first.value();
  ((sum += more.value() * more.value()), ...);
  return Q::of(std::sqrt(sum));
}

/// Kind of a sum: the weakest among the terms that make more than 5 % of it (measurement by parts).
class KindOfSum {
 public:
  void add(double magnitude, Kind kind);
  [[nodiscard]] Kind kind() const;

 private:
  double by_kind_[4] = {};
};

}  // namespace calo
