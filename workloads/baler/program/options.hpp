#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace baler {

enum class Mode : std::uint8_t { new_project, train, compress, decompress, plot, info };

/// The mode's name on the command line: "newProject", "train", ...
std::string_view name(Mode mode);

/// What the command line asks for.
struct Options {
  std::string workspace;
  std::string project;
  Mode mode = Mode::info;
  bool is_verbose = false;
  bool wants_json = false;            ///< of info
  bool wants_energy_profile = false;  ///< run the mode under calo
  bool wants_call_profile = false;
  std::int64_t repeats = 1;  ///< of the energy profile
};

/// Options, or a text to print on standard output and end with status 0 (help, version).
struct CommandLine {
  std::optional<Options> options;
  std::string text;
};

/// Reads the arguments of main. Errors are of category usage.
calo::Result<CommandLine> parse_options(int count, const char* const* arguments);

}  // namespace baler
