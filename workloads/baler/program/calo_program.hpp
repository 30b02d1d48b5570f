#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace baler {

/// The running executable, with an absolute path.
calo::Result<std::filesystem::path> own_program();

/// The program calo: beside our own executable, else on PATH.
calo::Result<std::filesystem::path> find_calo();

/// Runs a command that shares our standard streams and waits for it. 128 + N if signal N ended it.
/// Ctrl-C is the command's to answer meanwhile.
calo::Result<int> run_command(const std::vector<std::string>& command);

/// Runs a command and returns its standard output. A status other than 0 is an error.
calo::Result<std::string> output_of(const std::vector<std::string>& command);

}  // namespace baler
