#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace calo::formats {

/// Amounts as whole multiples of 1 / `per_unit`, by the method of largest remainders: each is off
/// by less than one, and they add up to the rounded sum.
///
/// No format has negative weights: amounts below zero, or not finite, count as zero. Linear time.
std::vector<std::int64_t> whole_units(std::span<const double> amounts, double per_unit);

}  // namespace calo::formats
