#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/quantity.hpp"
#include "carbon/settings.hpp"
#include "cli/web_view.hpp"
#include "live/outlets.hpp"
#include "measure/agent.hpp"
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
  bool quiet = false;
  bool json = false;
  bool live = false;
  WebSettings web;
  live::OutletSettings outlets;
};

/// The options of `calo run`, bound to `settings`; the command itself is not one of them.
void add_run_options(CLI::App& app, RunSettings& settings);

/// Where the program's own command begins in the arguments of `calo run`: behind "--", or at the
/// first word that is neither an option of ours nor the value of one.
std::size_t command_begin(const CLI::App& app, std::span<const std::string> arguments);

/// "100ms", "0.5s", "2", "1min": a time of at least 1 ms and at most an hour.
Result<Seconds> parse_interval(const std::string& text);
/// A time above zero, "60s", "5min", "2h", given for `option`.
Result<Seconds> parse_time(const std::string& text, std::string_view option);
/// "250", "997Hz", "1kHz": samples for each CPU second of a thread, 1 to 10000.
Result<double> parse_rate(const std::string& text);
/// "auto", "outside" or "inside".
Result<measure::Sampler> parse_sampler(const std::string& text);
/// "events=10000": a name and a number above zero.
Result<model::Units> parse_units(const std::string& text);
/// "key=value", the key not empty.
Result<std::pair<std::string, std::string>> parse_tag(const std::string& text);
/// What the options say about the place and the PUE.
Result<carbon::Stated> stated_on_command_line(const RunSettings& settings);

/// A name for a run of this command: the script of an interpreter, else the program, without
/// directories.
std::string default_name(const std::vector<std::string>& command);

/// A path in the current directory that does not exist yet: name-20261122-164500.calo, then -2, -3,
/// ... One rank of several has its number in it (ranks.hpp).
std::filesystem::path default_output(const std::string& name);
/// Makes a directory of such a name, without the extension, that was not there before.
Result<std::filesystem::path> new_default_directory(const std::string& name);

}  // namespace calo::cli
