#include "cli/settings.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "base/try.hpp"
#include "cli/outlets.hpp"
#include "cli/policy.hpp"

namespace calo::cli {

namespace {

/// The options of `calo run` that say how a run is measured and shown: a series keeps them.
void add_kept_options(CLI::App& app, RunSettings& s) {
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
                 "Who pays for the idle energy: none, exclusive, proportional, reserved=SHARE");
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
}

}  // namespace

void add_run_options(CLI::App& app, RunSettings& s) {
  app.add_option("COMMAND", s.command,
                 "The program to run, and its arguments");  // for the help: cut off before parsing
  app.add_option(
      "-o,--output", s.output,
      "Run file to write; must not exist (default: NAME-DATE-TIME.calo here). A rank of an MPI "
      "or Slurm job writes FILE-rankN.calo");
  app.add_option("--name", s.name, "Name of the run (default: the program's)");
  add_kept_options(app, s);
  app.add_flag("-v,--verbose", s.verbose,
               "every number at the end, not the eight lines that are read first");
  app.add_flag("-q,--quiet", s.quiet, "Say nothing unless something fails");
  app.add_flag("--json", s.json, "Print the result as one JSON object on standard output");
}

std::vector<std::string> kept_words(const CLI::App& app) {
  RunSettings any;
  CLI::App table;
  add_kept_options(table, any);
  std::vector<std::string> words;
  for (const CLI::Option* kept : table.get_options()) {
    const CLI::Option* const given = app.get_option_no_throw(kept->get_name());
    if (given == nullptr || given == app.get_help_ptr() || given->count() == 0) continue;
    const bool is_flag = given->get_expected_max() == 0;
    for (const std::string& value : given->results()) {
      words.push_back(given->get_name());
      if (!is_flag) words.push_back(value);
    }
  }
  return words;
}

Result<RunSettings> settings_of(const std::vector<std::string>& kept) {
  RunSettings settings;
  CLI::App table;
  add_kept_options(table, settings);
  try {
    table.parse(std::vector<std::string>{kept.rbegin(), kept.rend()});
  } catch (const CLI::Error& error) {
    return fail(Category::malformed,
                fmt::format("reading the options of its runs: {}", error.what()),
                "Begin a new series in another directory");
  }
  return settings;
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

Split split(const CLI::App& app, std::span<const std::string> arguments) {
  const std::size_t begin = std::min(command_begin(app, arguments), arguments.size());
  const bool has_dashes = begin > 0 && arguments[begin - 1] == "--";
  return {arguments.first(has_dashes ? begin - 1 : begin), arguments.subspan(begin)};
}

Result<Seconds> parse_interval(const std::string& text) {
  constexpr Seconds shortest = Seconds::of(0.999e-3);  // 1 ms, rounded
  constexpr Seconds longest = Seconds::of(3600.0);
  const auto length = text::to_seconds(text);
  if (!length || !(*length >= shortest) || *length > longest) {
    return fail(Category::usage,
                "--interval " + text::printable(text) + ": not a time from 1ms to 60min",
                "Say for example --interval 100ms");
  }
  return *length;
}

Result<Seconds> parse_time(const std::string& text, std::string_view option) {
  constexpr Seconds longest = Seconds::of(1e9);
  const auto length = text::to_seconds(text);
  if (!length || !(*length > Seconds{}) || *length > longest) {
    return fail(Category::usage,
                fmt::format("{} {}: not a time above zero", option, text::printable(text)),
                fmt::format("Say for example {} 60s", option));
  }
  return *length;
}

Result<double> parse_share(const std::string& text, std::string_view option) {
  std::string number = text;
  const bool percent = number.ends_with('%');
  if (percent) number.pop_back();
  const auto value = text::to_double(number);
  if (!value || *value < 0.0 || *value > 1e6)
    return fail(Category::usage, fmt::format("{} {}: not a share", option, text),
                fmt::format("Say for example {} 1%", option));
  return percent ? *value / 100.0 : *value;
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

Result<Tags> parse_tags(const std::vector<std::string>& texts) {
  Tags tags;
  for (const std::string& text : texts) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      return fail(Category::usage, "--tag " + text::printable(text) + ": not KEY=VALUE",
                  "Say for example --tag version=2.1");
    }
    tags.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return tags;
}

Result<std::chrono::nanoseconds> parse_rate(const std::string& text) {
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
  return std::chrono::nanoseconds{std::llround(1e9 / (*value * scale))};
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

Result<attribution::BooksOptions> books_of(const RunSettings& s) {
  return books_options(s.exclusive ? "exclusive" : s.static_policy);
}

Result<measure::Request> request_of(const RunSettings& s) {
  measure::Request request;
  request.command = s.command;
  request.name = s.name;
  request.file = s.output;
  CALO_TRY(request.tags, parse_tags(s.tags));
  CALO_TRY(request.interval, parse_interval(s.interval));
  if (!s.units.empty()) {
    CALO_TRY(request.units, parse_units(s.units));
  }
  CALO_TRY(request.stacks.period, parse_rate(s.rate));
  CALO_TRY(request.stacks.by, parse_sampler(s.sampler));
  request.stacks.taken = !s.no_stacks;
  request.stacks.traced = s.trace;
  request.adopts_orphans = !s.leave_orphans;
  request.sources = {s.meter, s.psys, s.power_profile};
  CALO_TRY(request.stated, stated_on_command_line(s));
  CALO_TRY(request.books, books_of(s));
  request.outlets = s.outlets;
  return request;
}

}  // namespace calo::cli
