#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "model/finding.hpp"

namespace calo::carbon {

/// Above any grid on Earth (oil on an island: about 1000 g/kWh); a larger number is a wrong unit.
inline constexpr double highest_intensity_g_per_kwh = 5000.0;
inline constexpr double highest_pue = 10.0;

/// Code of the warning that there is a configuration file, but it cannot be read: that of another
/// user, a pipe, a directory.
inline constexpr std::string_view config_unread = "config-unread";

/// What the user said about place, intensity and PUE, as text and numbers yet unchecked; empty =
/// said nothing.
struct Stated {
  // Where the electricity comes from: one unit, never mixed from two origins.
  std::optional<std::string> country;  ///< "FR", "FRA", "France"
  std::optional<std::string> region;   ///< "US-CA", "DK-DK1", "aws:eu-west-3"
  std::optional<double> intensity_g_per_kwh;
  std::optional<double>
      intensity_u_g_per_kwh;  ///< standard uncertainty of it, or of the series' mean
  std::optional<std::filesystem::path> series;  ///< file of intensities over time, see series.hpp
  std::string place_origin;  ///< who said so, for error texts: "CALO_COUNTRY", "the file ..."

  // The facility around the machine: one unit too.
  std::optional<double> pue;
  std::optional<double> pue_u;  ///< standard uncertainty
  bool pue_of_region = false;   ///< take it from the table of cloud regions
  std::string pue_origin;

  std::vector<model::Warning> warnings;  ///< "unknown-setting", "intensity-unit", config_unread

  [[nodiscard]] bool states_place() const;
  [[nodiscard]] bool states_pue() const;
};

/// Understands "300", "300 ± 30", "300 +- 30" in g/kWh. Fails with `usage` on anything else.
Result<void> state_intensity(Stated& stated, std::string_view text);
/// Understands "1.2", "1.2 ± 0.05" and "region", the PUE the table gives for a cloud region.
Result<void> state_pue(Stated& stated, std::string_view text);

/// CALO_COUNTRY, CALO_REGION, CALO_INTENSITY, CALO_PUE; unset and empty are the same.
Result<Stated> stated_in_environment();

/// `$XDG_CONFIG_HOME/calo/config.toml`, else `~/.config/calo/config.toml`; empty without either
/// variable.
std::optional<std::filesystem::path> config_path();

/// The keys country, region, intensity, intensity_u, pue, pue_u, series of the table [carbon] or at
/// the top of a TOML file. Other tables belong to other parts and are passed over; an unknown key
/// gives a warning. A relative `series` is beside the file. A file that is not there states
/// nothing, nor does one that cannot be read, with a warning. Fails with `malformed`, naming the
/// line.
Result<Stated> stated_in_config(const std::filesystem::path& path);
/// The same for the text of a file; `name` is for texts, relative paths stay as they are.
Result<Stated> stated_in_toml(std::string_view toml, std::string_view name);

/// `higher` where it says something about the place or the PUE, `lower` elsewhere.
Stated merged(Stated higher, const Stated& lower);

/// Command line over environment over configuration file.
Result<Stated> all_stated(Stated command_line);

}  // namespace calo::carbon
