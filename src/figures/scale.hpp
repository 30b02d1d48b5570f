#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace calo::figures {

/// The part of an axis that is shown: low < high, both finite.
struct Range {
  double low = 0;
  double high = 1;
  friend constexpr bool operator==(const Range&, const Range&) = default;
};

/// The range of the finite numbers among `values`; 0..1 without any, and a little around a single
/// value.
Range range_of(std::span<const double> values);

/// Both ends moved outwards by this share of the length.
Range widened(Range range, double share);

/// Multiples of 1, 2 or 5 times a power of ten inside the range, about `wanted` of them (at most
/// twice as many and one), ascending.
std::vector<double> round_ticks(Range range, std::size_t wanted);

/// Powers of ten inside a range above zero, thinned to about `wanted`; if there are fewer than two,
/// `round_ticks`.
std::vector<double> decade_ticks(Range range, std::size_t wanted);

/// What to write at ticks, short and all with the same decimals, and the power of ten to multiply
/// with ("×10⁻³"), empty if none is needed.
struct TickLabels {
  std::vector<std::string> texts;
  std::string factor;
};
TickLabels tick_labels(std::span<const double> ticks);

/// "10⁻³", with the exponent raised.
std::string power_of_ten(int exponent);

/// An SI prefix for numbers up to `largest`: multiply with `factor`, write `unit`.
/// `scaled_unit(0.0123, "J")` is 1000 and "mJ". Bytes have the prefixes of powers of 1024, as in
/// all texts: "MiB".
struct ScaledUnit {
  double factor = 1;
  std::string unit;
};
ScaledUnit scaled_unit(double largest, std::string_view unit);

}  // namespace calo::figures
