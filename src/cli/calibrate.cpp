#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "base/try.hpp"
#include "cli/cli.hpp"
#include "os/file.hpp"
#include "power_model/cpu_table.hpp"
#include "power_model/identify.hpp"
#include "power_model/meter_csv.hpp"
#include "power_model/profile.hpp"

namespace calo::cli {

namespace {

struct Options {
  std::optional<double> idle_w;
  std::optional<double> full_w;
  std::vector<std::string> points;
  std::string meter_csv;
  std::string idle_window;
  std::string full_window;
  double u_rel = power_model::Profile{}.u_rel;
  std::string scope = "node";
  std::string output;
};

/// "50=130": utilisation in percent and W.
Result<power_model::Profile::Point> point_from(const std::string& text) {
  const auto parts = text::split(text, '=');
  const auto percent = parts.size() == 2 ? text::to_double(parts[0]) : std::nullopt;
  const auto watts = parts.size() == 2 ? text::to_double(parts[1]) : std::nullopt;
  if (!percent || !watts) {
    return fail(Category::usage, fmt::format("reading --point '{}'", text::printable(text, 60)),
                "Write utilisation in percent and watts, like --point 50=130");
  }
  return power_model::Profile::Point{*percent / 100.0, Watts::of(*watts)};
}

/// "0:60": from and to, in seconds of the meter's table.
Result<std::pair<Seconds, Seconds>> window_from(const std::string& text, std::string_view option) {
  const auto parts = text::split(text, ':');
  const auto from = parts.size() == 2 ? text::to_double(parts[0]) : std::nullopt;
  const auto to = parts.size() == 2 ? text::to_double(parts[1]) : std::nullopt;
  if (!from || !to || *to < *from) {
    return fail(Category::usage, fmt::format("reading {} '{}'", option, text::printable(text, 60)),
                "Write two times of the table in seconds, like 0:60");
  }
  return std::pair{Seconds::of(*from), Seconds::of(*to)};
}

Result<Watts> median_in(const Options& options, const std::string& window,
                        std::string_view option) {
  CALO_TRY(const auto times, window_from(window, option));
  CALO_TRY(const auto text, os::read_text(options.meter_csv));
  CALO_TRY(const auto readings, power_model::parse_meter_csv(text, options.meter_csv));
  return power_model::median_power(readings, times.first, times.second);
}

int launch_year_here() {
  const auto machine = power_model::identify_machine(os::SystemRoot::from_environment());
  const auto cpu = power_model::find_cpu(machine.cpu_model);
  return cpu && cpu->launch_year ? *cpu->launch_year : power_model::Profile{}.shape_year;
}

Result<power_model::Profile> profile_from(const Options& options) {
  power_model::Profile profile;
  if (options.idle_w) profile.idle = Watts::of(*options.idle_w);
  if (options.full_w) profile.full = Watts::of(*options.full_w);
  if (!options.meter_csv.empty()) {
    if (!options.idle_w) {
      CALO_TRY(profile.idle, median_in(options, options.idle_window, "--idle-window"));
    }
    if (!options.full_w) {
      CALO_TRY(profile.full, median_in(options, options.full_window, "--full-window"));
    }
  } else if (!options.idle_w || !options.full_w) {
    return fail(Category::usage, "calibrating: idle and full-load power are needed",
                "Read both from a wall meter or BMC: calo calibrate --idle 45 --full 210");
  }
  for (const std::string& point : options.points) {
    CALO_TRY(const auto read, point_from(point));
    profile.points.push_back(read);
  }
  std::ranges::sort(profile.points, {}, &power_model::Profile::Point::utilisation);
  profile.u_rel = options.u_rel;
  profile.scope = options.scope;
  profile.shape_year = std::clamp(launch_year_here(), 2006, 2026);
  CALO_TRY_DO(power_model::check(profile));
  return profile;
}

Result<void> store(const power_model::Profile& profile, std::string path) {
  if (path == "-") return write_out(power_model::to_text(profile));
  if (path.empty()) {
    const auto standard = power_model::default_profile_path();
    if (!standard)
      return fail(Category::usage, "finding the place of the power profile: HOME is not set",
                  "Give -o FILE");
    path = standard->string();
  }
  const auto numbers = [](const power_model::Profile& one) {
    return fmt::format("idle {}, full load {}", text::with_prefix(one.idle.value(), "W"),
                       text::with_prefix(one.full.value(), "W"));
  };
  std::string said = fmt::format("{}: {}\n", text::printable(path), numbers(profile));
  std::error_code none;
  if (std::filesystem::exists(path, none)) {
    const auto before = power_model::load_profile(path);
    said += fmt::format("It replaces the profile that was there{}.\n",
                        before ? " (" + numbers(*before) + ")" : "");
  }
  CALO_TRY_DO(os::write_file(path, power_model::to_text(profile)));
  const auto standard = power_model::default_profile_path();
  if (standard && std::filesystem::path{path} == *standard)
    said += fmt::format(
        "All your runs without an energy counter follow it from now on. To have calo's own model "
        "of this CPU back: rm {}\n",
        text::shell_quoted({path}));
  return write_out(said);
}

}  // namespace

int calibrate(Arguments arguments) {
  CLI::App app{
      "Makes a power profile of this machine from readings of a wall meter or BMC. 'calo run' uses "
      "it where no energy "
      "counter is readable.",
      "calo calibrate"};
  Options options;
  app.add_option("--idle", options.idle_w, "W with nothing running")->check(CLI::Range(0.0, 1e6));
  app.add_option("--full", options.full_w, "W with all CPUs busy")->check(CLI::Range(0.0, 1e6));
  app.add_option("--point", options.points,
                 "W at a load between, like 50=130 (% = W); may stand several times")
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("--meter-csv", options.meter_csv, "readings with the columns time_s and watts");
  app.add_option("--idle-window", options.idle_window,
                 "idle part of these readings, like 0:60 (s)");
  app.add_option("--full-window", options.full_window,
                 "full-load part of these readings, like 90:150 (s)");
  app.add_option("--u-rel", options.u_rel,
                 "standard relative uncertainty, 0.1 unless told otherwise")
      ->check(CLI::Range(0.0, 2.0));
  app.add_option("--scope", options.scope, "what the meter sees, \"node\" unless told otherwise");
  app.add_option("-o,--output", options.output,
                 "file to write, - for standard output; ~/.config/calo/power.toml otherwise");
  if (const auto status = parse(app, arguments)) return *status;

  const auto profile = profile_from(options);
  if (!profile) return report_failure(profile.error());
  if (const auto stored = store(*profile, options.output); !stored) return report(stored.error());
  return exit_ok;
}

}  // namespace calo::cli
