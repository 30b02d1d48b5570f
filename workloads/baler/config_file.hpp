#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "config.hpp"

namespace baler {

/// A config, and what its reader should be told.
struct ReadConfig {
  Config config;
  std::vector<std::string> warnings;  ///< names that nothing knows, names set twice
  std::vector<std::string> notes;     ///< defaults taken, names without effect
};

/// Reads a config from the text of a Python file (config_syntax.hpp). `file` is for messages. A
/// value of the wrong type or out of range is an error that names the line; a missing `input_path`
/// is one, too.
calo::Result<ReadConfig> parse_config(std::string_view text, std::string_view file);

calo::Result<ReadConfig> read_config(const std::filesystem::path& path);

/// The text of a new project's config: every parameter with its default and meaning. The Python
/// Baler reads it too.
std::string new_config_text(std::string_view input_path);

}  // namespace baler
