#include "base/estimate.hpp"

#include <array>
#include <cstddef>

namespace calo {

namespace {
constexpr std::array<std::string_view, 4> kind_names = {"measured", "integrated", "modelled",
                                                        "assumed"};
}

std::string_view name(Kind kind) {
  return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<Kind> kind_from(std::string_view name) {
  for (std::size_t i = 0; i < kind_names.size(); ++i) {
    if (kind_names[i] == name) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

void KindOfSum::add(double magnitude, Kind kind) {
  by_kind_[static_cast<std::size_t>(kind)] += std::abs(magnitude);
}

Kind KindOfSum::kind() const {
  double total = 0.0;
  for (const double part : by_kind_) total += part;
  for (std::size_t i = kind_names.size(); i-- > 0;) {
    if (by_kind_[i] > 0.05 * total) return static_cast<Kind>(i);
  }
  return Kind::measured;
}

}  // namespace calo
