#pragma once

#include <optional>
#include <string_view>

#include "base/quantity.hpp"
#include "power_model/power_curve.hpp"

namespace calo::power_model {

/// Laptops and desktops, of which hardly any wall power is published: P = P_idle + u (TDP - P_idle)
/// with P_idle = 0.3 TDP, standard uncertainty 40 % (engineering defaults). Memory, if given, adds
/// 0.3725 W/GB (Green Algorithms, standard uncertainty 50 %), and the scope is then "package+dram",
/// else "package".
///
/// The 90 % interval is wider than 1.645 * 40 % where client parts are known to stray: they idle
/// far below 0.3 TDP, and short loads draw up to twice the TDP (Intel's PL2, AMD's PPT).
PowerCurve tdp_curve(Watts tdp, std::optional<Bytes> memory);

/// The thermal design power of a client part that no table has, by the letters of its name (U 15, P
/// 28, H 45, HX 55, Y 7, T 35, K 125 W), else 28 W for a laptop and 65 W for a desktop.
Watts client_tdp_guess(std::string_view normalised_name, bool laptop);

}  // namespace calo::power_model
