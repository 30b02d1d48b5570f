#pragma once

#include <cmath>
#include <nlohmann/json.hpp>

namespace calo::report {

/// A number in JSON; null where there is none (NaN, infinite). Fields keep the order they are
/// written in.
inline nlohmann::ordered_json number(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

}  // namespace calo::report
