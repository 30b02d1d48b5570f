#pragma once

#include <span>
#include <string_view>

#include "energy_table.hpp"
#include "figures/figure.hpp"

namespace baler {

/// Six histograms of the runs of one mode: emissions, emission rate, power, energy, duration,
/// memory.
calo::figures::Figure profile_figure(std::span<const ProfileRow> rows, std::string_view mode);

}  // namespace baler
