#include "power_model/profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "base/text.hpp"
#include "base/try.hpp"
#include "os/file.hpp"
#include "power_model/parametric.hpp"
#include "power_model/support.hpp"

namespace calo::power_model {

namespace {

constexpr double most_watts = 1e6;

/// The text before a comment; '#' inside quotes is not one.
std::string_view without_comment(std::string_view line) {
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') quoted = !quoted;
    if (line[i] == '#' && !quoted) return line.substr(0, i);
  }
  return line;
}

/// "[[0.5, 130], [0.7, 160]]"; spaces anywhere, a comma after the last one allowed.
std::optional<std::vector<Profile::Point>> points_from(std::string_view value) {
  std::string compact;
  for (const char c : value) {
    if (c != ' ' && c != '\t') compact += c;
  }
  if (compact.size() < 2 || compact.front() != '[' || compact.back() != ']') return std::nullopt;
  std::string_view rest{compact};
  rest = rest.substr(1, rest.size() - 2);
  std::vector<Profile::Point> points;
  while (!rest.empty()) {
    const auto end = rest.find(']');
    if (rest.front() != '[' || end == std::string_view::npos) return std::nullopt;
    const auto numbers = text::split(rest.substr(1, end - 1), ',');
    if (numbers.size() != 2) return std::nullopt;
    const auto utilisation = text::to_double(numbers[0]);
    const auto watts = text::to_double(numbers[1]);
    if (!utilisation || !watts) return std::nullopt;
    points.push_back({*utilisation, Watts::of(*watts)});
    rest.remove_prefix(end + 1);
    if (!rest.empty() && rest.front() != ',') return std::nullopt;
    if (!rest.empty()) rest.remove_prefix(1);
  }
  return points;
}

/// The shape at any utilisation, linear between the levels.
double shape_at(const PerLevel& shape, double utilisation) {
  const double position = std::clamp(utilisation, 0.0, 1.0) * 10.0;
  const auto below = std::min<std::size_t>(static_cast<std::size_t>(position), load_levels - 2);
  return shape[below] + (position - static_cast<double>(below)) * (shape[below + 1] - shape[below]);
}

}  // namespace

Result<void> check(const Profile& profile) {
  const auto wrong = [](std::string what) {
    return fail(Category::usage, "using a power profile: " + std::move(what),
                "Correct the readings");
  };
  if (!(profile.idle.value() >= 0.0)) return wrong("idle power is negative");
  if (!(profile.full.value() > 0.0)) return wrong("full-load power is not above 0 W");
  if (profile.full.value() > most_watts) return wrong("full-load power is above 1 MW");
  if (profile.full < profile.idle) return wrong("full-load power is below idle power");
  if (!(profile.u_rel >= 0.0 && profile.u_rel <= 2.0)) return wrong("u_rel is not between 0 and 2");
  if (profile.scope.empty()) return wrong("scope is empty");
  double utilisation = 0.0;
  Watts watts = profile.idle;
  for (const Profile::Point& point : profile.points) {
    if (!(point.utilisation > utilisation && point.utilisation < 1.0)) {
      return wrong(fmt::format("the point at utilisation {} is not between the one before and 1",
                               point.utilisation));
    }
    if (!(point.watts >= watts && point.watts <= profile.full)) {
      return wrong(
          fmt::format("{} W at utilisation {} is not between the reading below it and full load",
                      point.watts.value(), point.utilisation));
    }
    utilisation = point.utilisation;
    watts = point.watts;
  }
  return {};
}

Result<Profile> parse_profile(std::string_view text, std::string_view name) {
  Profile profile;
  std::vector<std::string> seen;
  int number = 0;
  for (const std::string_view raw : text::lines(text)) {
    ++number;
    const auto wrong = [&](std::string_view what) {
      return fail(Category::malformed,
                  fmt::format("reading power profile {}, line {}: {}", name, number,
                              text::printable(what, 120)),
                  "Write lines like 'idle_w = 45', or let 'calo calibrate' write the file");
    };
    const std::string_view line = text::trimmed(without_comment(raw));
    if (line.empty()) continue;
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) return wrong("no '='");
    const std::string key{text::trimmed(line.substr(0, equals))};
    std::string_view value = text::trimmed(line.substr(equals + 1));
    if (std::ranges::find(seen, key) != seen.end())
      return wrong(fmt::format("'{}' stands twice", key));
    seen.push_back(key);
    const auto number_value = text::to_double(value);
    if (key == "scope") {
      if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
        value = value.substr(1, value.size() - 2);
      profile.scope = text::printable(value, 60);
      continue;
    }
    if (key == "points") {
      auto points = points_from(value);
      if (!points) return wrong("'points' is not a list like [[0.5, 130], [0.8, 170]]");
      profile.points = *std::move(points);
      continue;
    }
    if (key != "idle_w" && key != "full_w" && key != "u_rel" && key != "shape_year") {
      return wrong(fmt::format("unknown key '{}'", key));
    }
    if (!number_value) return wrong(fmt::format("'{}' is not a number", value));
    if (key == "idle_w") profile.idle = Watts::of(*number_value);
    if (key == "full_w") profile.full = Watts::of(*number_value);
    if (key == "u_rel") profile.u_rel = *number_value;
    if (key == "shape_year")
      profile.shape_year = static_cast<int>(std::clamp(*number_value, 2006.0, 2026.0));
  }
  for (const char* required : {"idle_w", "full_w"}) {
    if (std::ranges::find(seen, required) == seen.end()) {
      return fail(Category::malformed,
                  fmt::format("reading power profile {}: '{}' is missing", name, required),
                  "Write lines like 'idle_w = 45', or let 'calo calibrate' write the file");
    }
  }
  if (auto good = check(profile); !good)
    return std::unexpected{std::move(good).error().within(name)};
  return profile;
}

Result<Profile> load_profile(const std::filesystem::path& path) {
  CALO_TRY(const auto text, os::read_text(path, 65536));
  return parse_profile(text, path.string());
}

std::string to_text(const Profile& profile) {
  std::string points;
  for (const Profile::Point& point : profile.points) {
    points += fmt::format("{}[{}, {}]", points.empty() ? "" : ", ", point.utilisation,
                          point.watts.value());
  }
  std::string text =
      "# Power of this machine, read from a meter; calo uses it where no energy counter is "
      "readable.\n";
  text += fmt::format("idle_w = {}\nfull_w = {}\n", profile.idle.value(), profile.full.value());
  if (!points.empty()) text += fmt::format("points = [{}]  # utilisation, W\n", points);
  text += fmt::format("u_rel = {}\nscope = \"{}\"\nshape_year = {}\n", profile.u_rel, profile.scope,
                      profile.shape_year);
  return text;
}

PowerCurve curve_of_profile(const Profile& profile, std::string_view name) {
  const PerLevel& shape = shape_of_year(profile.shape_year);
  std::vector<Profile::Point> knots;
  knots.push_back({0.0, profile.idle});
  knots.insert(knots.end(), profile.points.begin(), profile.points.end());
  knots.push_back({1.0, profile.full});

  std::vector<double> utilisations;
  utilisations.reserve(load_levels + profile.points.size());
  for (std::size_t i = 0; i < load_levels; ++i)
    utilisations.push_back(static_cast<double>(i) / 10.0);
  for (const Profile::Point& point : profile.points) utilisations.push_back(point.utilisation);
  std::ranges::sort(utilisations);
  const auto repeated = std::ranges::unique(utilisations);
  utilisations.erase(repeated.begin(), repeated.end());

  std::vector<PowerCurve::Level> levels;
  std::size_t knot = 0;
  for (const double utilisation : utilisations) {
    while (knot + 2 < knots.size() && utilisation >= knots[knot + 1].utilisation) ++knot;
    const Profile::Point& a = knots[knot];
    const Profile::Point& b = knots[knot + 1];
    const double from = shape_at(shape, a.utilisation);
    const double to = shape_at(shape, b.utilisation);
    const double t = (shape_at(shape, utilisation) - from) / (to - from);
    const Watts watts = a.watts + t * (b.watts - a.watts);
    const Watts u = profile.u_rel * watts;
    const Watts half = sigmas_in_90_percent * u;
    levels.push_back({utilisation, watts, std::max(Watts{}, watts - half), watts + half, u});
  }
  PowerCurve curve{std::move(levels), profile.scope,
                   fmt::format("calibrated: readings of a meter in {}", name)};
  curve.assume(
      fmt::format("idle {:g} W, full load {:g} W and {} points between are the user's readings",
                  profile.idle.value(), profile.full.value(), profile.points.size()));
  return curve;
}

Result<std::optional<PowerCurve>> user_profile(const std::filesystem::path& path) {
  auto profile = load_profile(path);
  if (profile) return curve_of_profile(*profile, path.filename().string());
  if (profile.error().category == Category::not_found) return std::nullopt;
  return std::unexpected{std::move(profile).error()};
}

std::optional<std::filesystem::path> default_profile_path() {
  if (const char* config = std::getenv("XDG_CONFIG_HOME"); config != nullptr && *config != '\0') {
    return std::filesystem::path{config} / "calo/power.toml";
  }
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') {
    return std::filesystem::path{home} / ".config/calo/power.toml";
  }
  return std::nullopt;
}

}  // namespace calo::power_model
