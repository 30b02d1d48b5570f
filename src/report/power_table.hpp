#pragma once

#include <string>
#include <string_view>

#include "power_model/power_curve.hpp"

namespace calo::report {

/// The watts of a machine at 0, 10 .. 100 % load with their 90 % intervals: `calo power`.
std::string power_table(std::string_view title, const power_model::PowerCurve& curve);
std::string power_json(std::string_view title, const power_model::PowerCurve& curve);

}  // namespace calo::report
