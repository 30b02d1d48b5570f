#pragma once

#include <cstdint>
#include <span>

#include "series/series.hpp"

namespace calo::series {

/// Blocks from which on there is an interval of a median: six pairs.
inline constexpr std::int64_t fewest_blocks = 6;

/// Half of the width of the 95 % interval of the median energy against its middle, of the time
/// where no energy is known; the largest of all series, and 1 where there is no interval yet.
double imprecision(std::span<const Series> all);

}  // namespace calo::series
