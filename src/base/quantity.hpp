#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace calo {

/// Exponents of the base quantities calo reasons about.
struct Dimension {
  int joule = 0, second = 0, gram = 0, byte = 0;
  friend constexpr bool operator==(Dimension, Dimension) = default;
  friend constexpr Dimension operator+(Dimension a, Dimension b) {
    return {a.joule + b.joule, a.second + b.second, a.gram + b.gram, a.byte + b.byte};
  }
  friend constexpr Dimension operator-(Dimension a, Dimension b) {
    return {a.joule - b.joule, a.second - b.second, a.gram - b.gram, a.byte - b.byte};
  }
};

/// A real number with a dimension, held in base units (J, s, g CO2e, B).
///
/// Only sums of equal dimensions compile. `Quantity::of(3.0)` makes one from base units, `.value()`
/// takes the number out again: use both only where text, files or hardware are read or written.
template <Dimension D>
class Quantity {
 public:
  static constexpr Dimension dimension = D;

  constexpr Quantity() = default;
  static constexpr Quantity of(double in_base_units) {
    Quantity quantity;
    quantity.value_ = in_base_units;
    return quantity;
  }
  [[nodiscard]] constexpr double value() const { return value_; }

  friend constexpr auto operator<=>(Quantity, Quantity) = default;
  friend constexpr Quantity operator+(Quantity a, Quantity b) { return of(a.value_ + b.value_); }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return of(a.value_ - b.value_); }
  friend constexpr Quantity operator-(Quantity a) { return of(-a.value_); }
  friend constexpr Quantity operator*(double k, Quantity a) { return of(k * a.value_); }
  friend constexpr Quantity operator*(Quantity a, double k) { return of(k * a.value_); }
  friend constexpr Quantity operator/(Quantity a, double k) { return of(a.value_ / k); }
  constexpr Quantity& operator+=(Quantity other) { return *this = *this + other; }
  constexpr Quantity& operator-=(Quantity other) { return *this = *this - other; }

 private:
  double value_ = 0.0;
};

/// Multiplies dimensions; the product of a quantity and its inverse is a plain number.
template <Dimension A, Dimension B>
constexpr auto operator*(Quantity<A> a, Quantity<B> b) {
  if constexpr (A + B == Dimension{}) {
    return a.value() * b.value();
  } else {
    return Quantity<A + B>::of(a.value() * b.value());
  }
}
template <Dimension A, Dimension B>
constexpr auto operator/(Quantity<A> a, Quantity<B> b) {
  if constexpr (A == B) {
    return a.value() / b.value();
  } else {
    return Quantity<A - B>::of(a.value() / b.value());
  }
}

using Joules = Quantity<Dimension{.joule = 1}>;
using Seconds = Quantity<Dimension{.second = 1}>;
using Watts = Quantity<Dimension{.joule = 1, .second = -1}>;
using Grams = Quantity<Dimension{.gram = 1}>;  ///< of CO2 equivalent
using GramsPerJoule = Quantity<Dimension{.joule = -1, .gram = 1}>;
using Bytes = Quantity<Dimension{.byte = 1}>;
using BytesPerSecond = Quantity<Dimension{.second = -1, .byte = 1}>;

inline constexpr double joules_per_kwh = 3.6e6;  ///< exact

constexpr Seconds seconds(std::chrono::nanoseconds duration) {
  return Seconds::of(std::chrono::duration<double>(duration).count());
}

/// Towards zero; what is beyond 292 years does not occur.
constexpr std::chrono::nanoseconds nanoseconds(Seconds length) {
  return std::chrono::nanoseconds{static_cast<std::int64_t>(length.value() * 1e9)};
}
constexpr GramsPerJoule grams_per_kwh(double value) {
  return GramsPerJoule::of(value / joules_per_kwh);
}
constexpr double in_grams_per_kwh(GramsPerJoule intensity) {
  return intensity.value() * joules_per_kwh;
}
constexpr double in_kwh(Joules energy) {
  return energy.value() / joules_per_kwh;
}

inline namespace literals {
constexpr Joules operator""_J(long double v) {
  return Joules::of(static_cast<double>(v));
}
constexpr Joules operator""_kWh(long double v) {
  return Joules::of(static_cast<double>(v) * joules_per_kwh);
}
constexpr Seconds operator""_s(long double v) {
  return Seconds::of(static_cast<double>(v));
}
constexpr Watts operator""_W(long double v) {
  return Watts::of(static_cast<double>(v));
}
constexpr Grams operator""_g(long double v) {
  return Grams::of(static_cast<double>(v));
}
constexpr GramsPerJoule operator""_g_per_kWh(long double v) {
  return grams_per_kwh(static_cast<double>(v));
}
}  // namespace literals

}  // namespace calo
