#include "cli/settings.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>

#include "base/text.hpp"
#include "base/try.hpp"
#include "cli/outlets.hpp"
#include "cli/ranks.hpp"

namespace calo::cli {

void add_run_options(CLI::App& app, RunSettings& s) {
  app.add_option("COMMAND", s.command,
                 "The program to run, and its arguments");  // for the help: cut off before parsing
  app.add_option(
      "-o,--output", s.output,
      "Run file to write; must not exist (default: NAME-DATE-TIME.calo here). A rank of an MPI "
      "or Slurm job writes FILE-rankN.calo");
  app.add_option("--name", s.name, "Name of the run (default: the program's)");
  app.add_option("--tag", s.tags, "A label KEY=VALUE; may be given more than once")
      ->expected(1)
      ->take_all();
  app.add_option("--units", s.units,
                 "Work done, as NAME=COUNT: events=10000 gives J/event, s/event, g/event");
  app.add_option("--interval", s.interval, "Time between readings: 100ms, 1s, 0.5 (default 100ms)");
  app.add_option("--rate", s.rate,
                 "Stacks taken for each CPU second of a thread: 997, 1kHz (default 199)");
  app.add_option("--sampler", s.sampler,
                 "Who takes stacks: auto; outside (the kernel's events, nothing is loaded into the "
                 "program, no Python frames); inside (a library loaded into the program)");
  app.add_flag("--trace", s.trace,
               "Also count every call of Python functions exactly: slower, several times");
  app.add_flag("--no-stacks", s.no_stacks,
               "Load nothing into the program: totals, processes and phases only");
  app.add_flag(
      "--leave-orphans", s.leave_orphans,
      "What the program leaves behind goes to init, as without calo: for daemons that wait "
      "until their parent is process 1");
  app.add_option("--country", s.country, "Where the electricity comes from: FR, FRA or France");
  app.add_option("--region", s.region,
                 "... or a part of a country: US-CA; or a cloud region: gcp:europe-west1");
  app.add_option("--intensity", s.intensity, "Carbon intensity in g CO2e/kWh: 56, or '56 +- 5'");
  app.add_option("--intensity-series", s.series,
                 "CSV file of intensities over time (time, g_per_kwh)");
  app.add_option(
      "--pue", s.pue,
      "Power usage effectiveness of the computing centre: 1.2 (default 1: IT energy only)");
  app.add_option("--static", s.static_policy,
                 "Who pays for the idle power: none, exclusive, proportional, reserved=SHARE");
  app.add_flag("--exclusive", s.exclusive,
               "The machine is the program's alone: --static exclusive");
  app.add_option("--meter", s.meter,
                 "Use this meter only (calo doctor lists them); 'model' for the power model");
  app.add_flag("--psys", s.psys, "Measure the whole platform (psys) instead of package and DRAM");
  app.add_option("--power-profile", s.power_profile,
                 "Power profile of this machine, made by calo calibrate");
  app.add_flag("--live", s.live,
               "Show power, CPU, energy and carbon once a second on standard error");
  add_web_options(app, s.web);
  add_outlet_options(app, s.outlets);
  app.add_flag("-q,--quiet", s.quiet, "Say nothing unless something fails");
  app.add_flag("--json", s.json, "Print the result as one JSON object on standard output");
}

std::size_t command_begin(const CLI::App& app, std::span<const std::string> arguments) {
  std::size_t i = 0;
  while (i < arguments.size()) {
    const std::string& argument = arguments[i];
    if (argument == "--") return i + 1;
    if (argument.size() < 2 || argument[0] != '-') return i;
    const auto equals = argument.find('=');
    const CLI::Option* option = app.get_option_no_throw(argument.substr(0, equals));
    const bool takes_value =
        option != nullptr && option->get_expected_min() > 0 && equals == std::string::npos;
    // "-oFILE" carries its value with it.
    i += takes_value ? 2 : 1;
  }
  return arguments.size();
}

namespace {

/// "250ms", "2", "1min", "2h" in seconds.
std::optional<double> to_seconds(std::string_view text) {
  std::string_view rest = text::trimmed(text);
  double factor = 1.0;
  struct Unit {
    std::string_view name;
    double seconds;
  };
  constexpr std::array<Unit, 5> known = {
      {{"ms", 1e-3}, {"us", 1e-6}, {"min", 60.0}, {"s", 1.0}, {"h", 3600.0}}};
  for (const Unit& unit : known) {
    if (!rest.ends_with(unit.name)) continue;
    factor = unit.seconds;
    rest.remove_suffix(unit.name.size());
    break;
  }
  const auto number = text::to_double(rest);
  if (!number) return std::nullopt;
  return *number * factor;
}

}  // namespace

Result<Seconds> parse_interval(const std::string& text) {
  constexpr double shortest = 1e-3;
  constexpr double longest = 3600.0;
  const auto length = to_seconds(text);
  if (!length || !(*length >= shortest * 0.999) || *length > longest) {
    return fail(Category::usage,
                "--interval " + text::printable(text) + ": not a time from 1ms to 60min",
                "Say for example --interval 100ms");
  }
  return Seconds::of(*length);
}

Result<Seconds> parse_time(const std::string& text, std::string_view option) {
  constexpr double longest = 1e9;
  const auto length = to_seconds(text);
  if (!length || !(*length > 0.0) || *length > longest) {
    return fail(Category::usage,
                fmt::format("{} {}: not a time above zero", option, text::printable(text)),
                fmt::format("Say for example {} 60s", option));
  }
  return Seconds::of(*length);
}

Result<model::Units> parse_units(const std::string& text) {
  const std::string_view whole = text;
  const auto equals = whole.find('=');
  const auto name = text::trimmed(whole.substr(0, equals));
  const auto count =
      equals == std::string_view::npos ? std::nullopt : text::to_double(whole.substr(equals + 1));
  if (name.empty() || !count || !(*count > 0.0)) {
    return fail(Category::usage,
                "--units " + text::printable(text) + ": not NAME=COUNT with a count above zero",
                "Say for example --units events=10000");
  }
  return model::Units{std::string{name}, *count};
}

Result<std::pair<std::string, std::string>> parse_tag(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    return fail(Category::usage, "--tag " + text::printable(text) + ": not KEY=VALUE",
                "Say for example --tag version=2.1");
  }
  return std::pair{text.substr(0, equals), text.substr(equals + 1)};
}

Result<double> parse_rate(const std::string& text) {
  std::string_view number = text;
  double scale = 1.0;
  for (const auto& [unit, factor] : {std::pair{"kHz", 1e3}, std::pair{"Hz", 1.0}}) {
    if (!number.ends_with(unit)) continue;
    number.remove_suffix(std::string_view{unit}.size());
    scale = factor;
    break;
  }
  const auto value = text::to_double(text::trimmed(number));
  if (!value || !(*value * scale >= 1.0) || !(*value * scale <= 10'000.0)) {
    return fail(Category::usage,
                "--rate " + text::printable(text) + ": not a rate from 1 to 10000 per second",
                "Say for example --rate 997");
  }
  return *value * scale;
}

Result<measure::Sampler> parse_sampler(const std::string& text) {
  if (text == "auto") return measure::Sampler::automatic;
  if (text == "outside") return measure::Sampler::outside;
  if (text == "inside") return measure::Sampler::inside;
  return fail(Category::usage, "--sampler " + text::printable(text) + ": no such sampler",
              "Say auto, outside or inside");
}

Result<carbon::Stated> stated_on_command_line(const RunSettings& s) {
  carbon::Stated stated;
  stated.place_origin = stated.pue_origin = "the command line";
  if (!s.country.empty()) stated.country = s.country;
  if (!s.region.empty()) stated.region = s.region;
  if (!s.series.empty()) stated.series = s.series;
  if (!s.intensity.empty()) CALO_TRY_DO(carbon::state_intensity(stated, s.intensity));
  if (!s.pue.empty()) CALO_TRY_DO(carbon::state_pue(stated, s.pue));
  return stated;
}

std::string default_name(const std::vector<std::string>& command) {
  const auto base = [](const std::string& path) {
    return std::filesystem::path{path}.filename().string();
  };
  std::string name = base(command.front());
  constexpr std::array<std::string_view, 9> interpreters = {
      "python", "bash", "sh", "dash", "perl", "Rscript", "julia", "node", "ruby"};
  const bool interpreted = std::ranges::any_of(interpreters, [&](std::string_view i) {
    return name == i || (name.starts_with(i) &&
                         name.find_first_not_of("0123456789.", i.size()) == std::string::npos);
  });
  if (interpreted && command.size() > 1 && !command[1].starts_with('-')) name = base(command[1]);
  return name.empty() ? "run" : name;
}

namespace {

/// A plain name, the time, and the rank of one among several.
std::string default_stem(const std::string& name) {
  std::string stem;
  for (const char c : name.substr(0, 80)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '.' || c == '_' || c == '-' || c == '+';
    stem += plain ? c : '_';
  }
  if (stem.empty() || stem.front() == '-' || stem.front() == '.') stem.insert(0, "run");
  stem += fmt::format("-{:%Y%m%d-%H%M%S}", fmt::localtime(std::time(nullptr)));
  if (const auto rank = rank_among_several()) stem += "-rank" + *rank;
  return stem;
}

/// The stem, then with -2, -3, ...
std::string numbered(const std::string& stem, int number) {
  return number == 1 ? stem : fmt::format("{}-{}", stem, number);
}

}  // namespace

std::filesystem::path default_output(const std::string& name) {
  const std::string stem = default_stem(name);
  for (int number = 1;; ++number) {
    std::filesystem::path path = numbered(stem, number) + ".calo";
    std::error_code error;
    if (!std::filesystem::exists(std::filesystem::symlink_status(path, error))) return path;
  }
}

Result<std::filesystem::path> new_default_directory(const std::string& name) {
  const std::string stem = default_stem(name);
  for (int number = 1;; ++number) {
    std::filesystem::path path = numbered(stem, number);
    if (::mkdir(path.c_str(), 0777) == 0) return path;
    if (errno != EEXIST)
      return std::unexpected{
          system_error(errno, "making " + path.string(), "Name another directory with -o")};
  }
}

}  // namespace calo::cli
