#include "carbon/settings.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <utility>

#include "base/text.hpp"
#include "base/try.hpp"
#include "carbon/table_rows.hpp"

namespace calo::carbon {

namespace {

struct Number {
  double value = 0.0;
  std::optional<double> u;
};

/// "300", "300 ± 30", "300+-30", "300 +/- 30".
std::optional<Number> to_number(std::string_view text) {
  for (const std::string_view sign : {"±", "+/-", "+-"}) {
    const std::size_t at = text.find(sign);
    if (at == std::string_view::npos) continue;
    const auto value = text::to_double(text.substr(0, at));
    const auto u = text::to_double(text.substr(at + sign.size()));
    if (!value || !u) return std::nullopt;
    return Number{*value, u};
  }
  const auto value = text::to_double(text);
  if (!value) return std::nullopt;
  return Number{*value, std::nullopt};
}

std::optional<std::string> variable(const char* name) {
  // Read once at start, before any thread exists.
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
  if (value == nullptr || text::trimmed(value).empty()) return std::nullopt;
  return std::string{text::trimmed(value)};
}

}  // namespace

bool Stated::states_place() const {
  return country || region || intensity_g_per_kwh || intensity_u_g_per_kwh || series;
}

bool Stated::states_pue() const {
  return pue || pue_u || pue_of_region;
}

Result<void> state_intensity(Stated& stated, std::string_view text) {
  const auto number = to_number(text);
  if (!number) {
    return fail(
        Category::usage,
        fmt::format("reading the carbon intensity '{}': not a number", text::printable(text, 60)),
        "Give g/kWh, such as 300 or '300 ± 30'.");
  }
  stated.intensity_g_per_kwh = number->value;
  stated.intensity_u_g_per_kwh = number->u;
  return {};
}

Result<void> state_pue(Stated& stated, std::string_view text) {
  if (same_ignoring_case(text::trimmed(text), "region")) {
    stated.pue_of_region = true;
    return {};
  }
  const auto number = to_number(text);
  if (!number) {
    return fail(Category::usage,
                fmt::format("reading the PUE '{}': not a number", text::printable(text, 60)),
                "Give a number such as 1.2 or '1.2 ± 0.05', or 'region' with a cloud region.");
  }
  stated.pue = number->value;
  stated.pue_u = number->u;
  return {};
}

Result<Stated> stated_in_environment() {
  Stated stated;
  stated.country = variable("CALO_COUNTRY");
  stated.region = variable("CALO_REGION");
  if (const auto text = variable("CALO_INTENSITY")) {
    if (auto read = state_intensity(stated, *text); !read) {
      return std::unexpected{std::move(read).error().within("CALO_INTENSITY")};
    }
  }
  if (const auto text = variable("CALO_PUE")) {
    if (auto read = state_pue(stated, *text); !read) {
      return std::unexpected{std::move(read).error().within("CALO_PUE")};
    }
  }
  stated.place_origin = "the environment (CALO_COUNTRY, CALO_REGION, CALO_INTENSITY)";
  stated.pue_origin = "CALO_PUE";
  return stated;
}

std::optional<std::filesystem::path> config_path() {
  // The XDG base directory specification has relative paths ignored.
  if (const auto base = variable("XDG_CONFIG_HOME"); base && base->starts_with('/')) {
    return std::filesystem::path{*base} / "calo" / "config.toml";
  }
  if (const auto home = variable("HOME"); home && home->starts_with('/')) {
    return std::filesystem::path{*home} / ".config" / "calo" / "config.toml";
  }
  return std::nullopt;
}

Stated merged(Stated higher, const Stated& lower) {
  if (!higher.states_place()) {
    higher.country = lower.country;
    higher.region = lower.region;
    higher.intensity_g_per_kwh = lower.intensity_g_per_kwh;
    higher.intensity_u_g_per_kwh = lower.intensity_u_g_per_kwh;
    higher.series = lower.series;
    higher.place_origin = lower.place_origin;
  }
  if (!higher.states_pue()) {
    higher.pue = lower.pue;
    higher.pue_u = lower.pue_u;
    higher.pue_of_region = lower.pue_of_region;
    higher.pue_origin = lower.pue_origin;
  }
  higher.warnings.insert(higher.warnings.end(), lower.warnings.begin(), lower.warnings.end());
  return higher;
}

Result<Stated> all_stated(Stated command_line) {
  if (command_line.place_origin.empty()) command_line.place_origin = "the command line";
  if (command_line.pue_origin.empty()) command_line.pue_origin = "the command line";
  CALO_TRY(const auto environment, stated_in_environment());
  Stated stated = merged(std::move(command_line), environment);
  if (const auto path = config_path()) {
    CALO_TRY(const auto config, stated_in_config(*path));
    stated = merged(std::move(stated), config);
  }
  const double intensity = stated.intensity_g_per_kwh.value_or(0.0);
  if (intensity > 0.0 && intensity < 1.0) {
    stated.warnings.push_back(
        {"intensity-unit",
         fmt::format("An intensity of {} g/kWh is below that of any grid; if it is in kg/kWh, "
                     "multiply it by 1000.",
                     intensity)});
  }
  return stated;
}

}  // namespace calo::carbon
