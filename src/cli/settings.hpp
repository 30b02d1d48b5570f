#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/quantity.hpp"
#include "carbon/settings.hpp"
#include "cli/web_view.hpp"
#include "live/outlets.hpp"
#include "measure/request.hpp"
#include "model/run.hpp"

namespace CLI {
class App;
}

namespace calo::cli {

/// What `calo run` was asked for.
struct RunSettings {
  std::vector<std::string> command;
  std::string name;
  std::vector<std::string> tags;
  std::string output;
  std::string interval = "100ms";
  std::string rate = "199";
  std::string sampler = "auto";
  bool no_stacks = false;
  bool trace = false;
  bool leave_orphans = false;
  std::string units;
  std::string static_policy;
  bool exclusive = false;
  std::string meter;
  bool psys = false;
  std::string power_profile;
  std::string country, region, intensity, pue, series;
  bool verbose = false;
  bool quiet = false;
  bool json = false;
  bool live = false;
  WebSettings web;
  live::OutletSettings outlets;
};

/// The options of `calo run`, bound to `settings`; the command itself is not one of them.
void add_run_options(CLI::App& app, RunSettings& settings);

/// Of these options, those that were given and say how a run is measured and shown, as words: what
/// a series keeps (docs/formats/series.md).
std::vector<std::string> kept_words(const CLI::App& app);
/// What such words say; fails with `malformed` where this calo does not know them.
Result<RunSettings> settings_of(const std::vector<std::string>& kept);

/// Where the program's own command begins in the arguments of `calo run`: behind "--", or at the
/// first word that is neither an option of ours nor the value of one.
std::size_t command_begin(const CLI::App& app, std::span<const std::string> arguments);

/// The arguments of a command that measures another one: its own, and the other with its own.
struct Split {
  std::span<const std::string> options, command;
};
Split split(const CLI::App& app, std::span<const std::string> arguments);

/// "100ms", "0.5s", "2", "1min": a time of at least 1 ms and at most an hour.
Result<Seconds> parse_interval(const std::string& text);
/// A time above zero, "60s", "5min", "2h", given for `option`.
Result<Seconds> parse_time(const std::string& text, std::string_view option);
/// "250", "997Hz", "1kHz": samples for each CPU second of a thread, 1 to 10000.
/// The CPU time between two of them.
Result<std::chrono::nanoseconds> parse_rate(const std::string& text);
/// "auto", "outside" or "inside".
Result<measure::Sampler> parse_sampler(const std::string& text);
/// "1%", "0.01": a share, not below zero, given for `option`.
Result<double> parse_share(const std::string& text, std::string_view option);
/// "events=10000": a name and a number above zero.
Result<model::Units> parse_units(const std::string& text);
/// "key=value" each, the keys not empty.
using Tags = std::vector<std::pair<std::string, std::string>>;
Result<Tags> parse_tags(const std::vector<std::string>& texts);
/// What the options say about the place and the PUE.
Result<carbon::Stated> stated_on_command_line(const RunSettings& settings);

/// Who pays for the idle energy, by --static and --exclusive.
Result<attribution::BooksOptions> books_of(const RunSettings& settings);

/// What the options ask for, as values. Fails with `usage` where a text cannot be understood.
Result<measure::Request> request_of(const RunSettings& settings);

}  // namespace calo::cli
