#include "power_model/tdp_curve.hpp"

#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "power_model/system.hpp"

namespace calo::power_model {

namespace {

constexpr double idle_share_of_tdp = 0.3;
constexpr double u_rel_cpu = 0.40;
constexpr double u_rel_memory = 0.50;
constexpr double memory_w_per_gb = 0.3725;

}  // namespace

PowerCurve tdp_curve(Watts tdp, std::optional<Bytes> memory) {
  const Watts dram = Watts::of(memory ? memory->value() / bytes_per_gb * memory_w_per_gb : 0.0);
  std::vector<PowerCurve::Level> levels;
  for (int i = 0; i <= 10; ++i) {
    const double u = i / 10.0;
    const Watts cpu = tdp * (idle_share_of_tdp + u * (1.0 - idle_share_of_tdp));
    // A laptop's package idles at 1 to 3 W whatever its TDP: 0.05 to 0.2 of it.
    const double low = 0.15 + 0.25 * u;
    const double high = 1.75 + 0.35 * u;
    const double dram_low = 1.0 - sigmas_in_90_percent * u_rel_memory;
    const double dram_high = 1.0 + sigmas_in_90_percent * u_rel_memory;
    levels.push_back({u, cpu + dram, low * cpu + dram_low * dram, high * cpu + dram_high * dram,
                      in_quadrature(u_rel_cpu * cpu, u_rel_memory * dram)});
  }
  return {std::move(levels), memory ? "package+dram" : "package",
          "thermal design power: 0.3 TDP at idle, TDP at full load" +
              std::string{memory ? ", and 0.3725 W for each GB of memory" : ""}};
}

Watts client_tdp_guess(std::string_view normalised_name, bool laptop) {
  // The letters after the number of the last word: "i7-1165g7" has none, "i5-8250u" has u.
  constexpr std::array<std::pair<std::string_view, double>, 13> classes = {{{"hx", 55.0},
                                                                            {"hs", 35.0},
                                                                            {"hk", 45.0},
                                                                            {"hq", 45.0},
                                                                            {"ks", 150.0},
                                                                            {"kf", 125.0},
                                                                            {"h", 45.0},
                                                                            {"u", 15.0},
                                                                            {"p", 28.0},
                                                                            {"y", 7.0},
                                                                            {"t", 35.0},
                                                                            {"k", 125.0},
                                                                            {"x", 105.0}}};
  const auto words = text::words(normalised_name);
  if (!words.empty()) {
    const std::string_view last = words.back();
    const auto digit = last.find_last_of("0123456789");
    const std::string_view letters =
        digit == std::string_view::npos ? std::string_view{} : last.substr(digit + 1);
    for (const auto& [suffix, watts] : classes) {
      if (letters == suffix) return Watts::of(watts);
    }
  }
  if (normalised_name.find("raspberry") != std::string_view::npos ||
      normalised_name.find("cortex") != std::string_view::npos) {
    return Watts::of(7.0);
  }
  if (normalised_name.find("apple") != std::string_view::npos) return Watts::of(20.0);
  return Watts::of(laptop ? 28.0 : 65.0);
}

}  // namespace calo::power_model
