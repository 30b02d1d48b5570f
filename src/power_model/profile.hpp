#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/quantity.hpp"
#include "power_model/power_curve.hpp"

namespace calo::power_model {

/// A user's own readings of a wall meter or BMC: what `calo calibrate` writes and `--power-profile`
/// reads.
///
/// Text of `key = value` lines, a subset of TOML (docs/methods/power-model.md, "Calibration"):
///
///     idle_w = 45            # W, required
///     full_w = 210           # W with all CPUs busy, required
///     points = [[0.5, 130]]  # utilisation and W, optional, ascending
///     u_rel = 0.1            # standard relative uncertainty
///     scope = "node"
///     shape_year = 2022      # launch year whose curve joins the points
struct Profile {
  struct Point {
    double utilisation = 0.0;  ///< between 0 and 1, exclusive
    Watts watts{};
    friend bool operator==(const Point&, const Point&) = default;
  };
  Watts idle{};
  Watts full{};
  std::vector<Point> points;  ///< ascending in utilisation; watts never fall
  /// A calibrated meter is better than this, but equal utilisation of different programs differs by
  /// about as much.
  double u_rel = 0.10;
  std::string scope = "node";
  int shape_year = 2022;
  friend bool operator==(const Profile&, const Profile&) = default;
};

/// `name` is for the error text, which says line and key. Unknown keys are errors: a misspelt one
/// must not be lost.
Result<Profile> parse_profile(std::string_view text, std::string_view name);
Result<Profile> load_profile(const std::filesystem::path& path);
std::string to_text(const Profile& profile);

/// Fails with `usage` unless 0 <= idle <= points <= full, full > 0, points ascend within 0..1, 0 <=
/// u_rel <= 2.
Result<void> check(const Profile& profile);

/// P(u) = idle + (full - idle) f(u), with f the shape of the model; through all points. Requires:
/// check(profile).
PowerCurve curve_of_profile(const Profile& profile, std::string_view name);

/// The curve of the profile at `path`; empty if there is no such file. A file that cannot be used
/// is an error.
Result<std::optional<PowerCurve>> user_profile(const std::filesystem::path& path);

/// `$XDG_CONFIG_HOME/calo/power.toml`, else `~/.config/calo/power.toml`; empty if neither variable
/// is set.
std::optional<std::filesystem::path> default_profile_path();

}  // namespace calo::power_model
