#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/quantity.hpp"

namespace calo::carbon {

/// The same amount in a familiar measure, to be shown beside the result, never instead of it.
struct Equivalent {
  std::string text;    ///< "phone charges"
  double value = 0.0;  ///< how many `unit`
  std::string unit;    ///< "charges", "km", "months", "passengers"
  std::string factor;  ///< "0.012 kWh each"
  std::string source;  ///< who published the factor
};

/// What `energy` and `carbon` compare with: by energy first, since that does not depend on the
/// grid. Whatever is not given, negative or not finite is left out; never fails.
std::vector<Equivalent> equivalents(std::optional<Joules> energy, std::optional<Grams> carbon);

}  // namespace calo::carbon
