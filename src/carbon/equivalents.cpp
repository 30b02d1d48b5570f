#include "carbon/equivalents.hpp"

#include <array>
#include <cmath>
#include <string_view>

namespace calo::carbon {

namespace {

struct CarbonFactor {
  std::string_view text;
  std::string_view unit;
  Grams each;
  std::string_view factor;
};

constexpr std::string_view green_algorithms = "Green Algorithms reference values";

constexpr std::array<CarbonFactor, 6> carbon_factors = {{
    {"driving an average car in the EU", "km", 175.0_g, "175 g/km"},
    {"driving an average car in the US", "km", 251.0_g, "251 g/km"},
    {"what a tree takes up", "months", Grams::of(11000.0 / 12.0), "11 kg a year"},
    {"flying from Paris to London", "passengers", 50e3_g, "50 kg per passenger"},
    {"flying from New York to San Francisco", "passengers", 570e3_g, "570 kg per passenger"},
    {"flying from New York to Melbourne", "passengers", 2310e3_g, "2310 kg per passenger"},
}};

template <class Q>
bool is_given(const std::optional<Q>& quantity) {
  return quantity && std::isfinite(quantity->value()) && *quantity >= Q{};
}

}  // namespace

std::vector<Equivalent> equivalents(std::optional<Joules> energy, std::optional<Grams> carbon) {
  std::vector<Equivalent> list;
  if (is_given(energy)) {
    // 14.46 Wh a day less 22 h * 0.13 W of the idle charger, rounded.
    list.push_back({"charging a phone", *energy / 0.012_kWh, "charges", "0.012 kWh each",
                    "US EPA Greenhouse Gas Equivalencies Calculator, smartphones"});
  }
  if (is_given(carbon)) {
    for (const CarbonFactor& factor : carbon_factors) {
      list.push_back({std::string{factor.text}, *carbon / factor.each, std::string{factor.unit},
                      std::string{factor.factor}, std::string{green_algorithms}});
    }
  }
  return list;
}

}  // namespace calo::carbon
