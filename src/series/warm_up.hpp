#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/error.hpp"
#include "series/series.hpp"

namespace calo::series {

/// Warming up by itself goes on until the last two warm-up runs of every command took times that
/// differ by less than this, or until all of them took this long together, s, or were this many
/// blocks: a program of milliseconds never comes that close.
inline constexpr double warm_difference = 0.02;
inline constexpr double longest_warm_up_s = 60.0;
inline constexpr std::int64_t most_warm_up_blocks = 10;

/// Whether the warm-up runs among these suffice, after so many blocks of them.
bool is_warm(std::span<const Series> all, std::int64_t blocks);

/// "auto" (empty) or a number of blocks, 0 to 1000.
Result<std::optional<std::int64_t>> parse_warm_ups(std::string_view given);

}  // namespace calo::series
