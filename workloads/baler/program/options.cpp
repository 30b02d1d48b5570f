#include "options.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <vector>

namespace baler {
namespace {

const std::map<std::string, Mode> modes{
    {"newProject", Mode::new_project}, {"train", Mode::train}, {"compress", Mode::compress},
    {"decompress", Mode::decompress},  {"plot", Mode::plot},   {"info", Mode::info}};

constexpr const char* examples = R"(Modes:
  newProject   make the directories and a config with all settings
  train        train a model on the data of the config
  compress     encode the data with the model
  decompress   decode them again
  plot         draw the loss, and originals beside what was decompressed
  info         print sizes, ratios and errors

Everything lies under workspaces/WORKSPACE/PROJECT/ of the current directory.

Examples:
  baler --project CFD flow --mode newProject
  baler --project CFD flow --mode train
  baler --project CFD flow --mode compress --energyProfile --repeat 20
  baler --project CFD flow --mode info --json

Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted (Ctrl-C while training saves the model so far).)";

calo::Result<Mode> mode_named(const std::string& written) {
  if (const auto found = modes.find(written); found != modes.end()) return found->second;
  if (written == "diagnose" || written == "convert_with_hls4ml") {
    return calo::fail(calo::Category::usage, "the mode " + written + " is not built in",
                      "Use the Python Baler for it: it reads the same projects");
  }
  return calo::fail(calo::Category::usage, "there is no mode '" + written + "'",
                    "Choose newProject, train, compress, decompress, plot or info");
}

calo::Result<void> check(const Options& options, bool has_repeats) {
  const auto wrong = [](const char* what, const char* remedy) {
    return calo::fail(calo::Category::usage, what, remedy);
  };
  if (options.wants_json && options.mode != Mode::info) {
    return wrong("--json is for --mode info", "Leave it out");
  }
  if (has_repeats && !options.wants_energy_profile) {
    return wrong("--repeat is for --energyProfile", "Add --energyProfile");
  }
  if (options.wants_energy_profile && options.mode == Mode::new_project) {
    return wrong("newProject computes nothing that could be measured", "Leave out --energyProfile");
  }
  if (options.wants_call_profile && options.mode == Mode::new_project) {
    return wrong("newProject computes nothing that could be profiled", "Leave out --cProfile");
  }
  if (options.wants_call_profile && options.wants_energy_profile) {
    return wrong("--energyProfile and --cProfile are two measurements", "Ask for one at a time");
  }
  return {};
}

}  // namespace

std::string_view name(Mode mode) {
  for (const auto& [written, known] : modes) {
    if (known == mode) return written;
  }
  return "";
}

calo::Result<CommandLine> parse_options(int count, const char* const* arguments) {
  CLI::App app{"Trains an autoencoder on scientific data, compresses and decompresses with it.",
               "baler"};
  app.footer(examples);
  app.set_version_flag("--version", "baler " BALER_VERSION);
  Options options;
  std::vector<std::string> names;
  std::string mode;
  app.add_option("--project", names, "The workspace and the project in it")
      ->type_name("WORKSPACE PROJECT")
      ->expected(2)
      ->required();
  app.add_option("--mode", mode, "What to do")->type_name("MODE")->required();
  app.add_flag("--verbose", options.is_verbose, "Say more: each epoch, each default taken");
  app.add_flag("--json", options.wants_json, "info as one JSON object");
  app.add_flag("--energyProfile", options.wants_energy_profile,
               "Run the mode under calo: energy, carbon, time and memory under output/profiling/");
  const auto* const repeat =
      app.add_option("--repeat", options.repeats, "Measure so often, for --energyProfile (1)")
          ->type_name("N")
          ->check(CLI::Range(1, 100000));
  app.add_flag("--cProfile", options.wants_call_profile,
               "Run the mode under calo: hottest functions, call graph under output/profiling/");
  try {
    app.parse(count, arguments);
  } catch (const CLI::CallForHelp&) {
    return CommandLine{std::nullopt, app.help()};
  } catch (const CLI::CallForVersion&) {
    return CommandLine{std::nullopt, app.version() + "\n"};
  } catch (const CLI::ParseError& error) {
    return calo::fail(calo::Category::usage, error.what(), "See baler --help");
  }
  auto chosen = mode_named(mode);
  if (!chosen) return std::unexpected{std::move(chosen).error()};
  options.mode = *chosen;
  options.workspace = names[0];
  options.project = names[1];
  if (auto checked = check(options, !repeat->empty()); !checked) {
    return std::unexpected{std::move(checked).error()};
  }
  return CommandLine{options, ""};
}

}  // namespace baler
