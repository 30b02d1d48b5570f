#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "model/run.hpp"
#include "store/run_file.hpp"

namespace calo::measure {

/// A name for a run of this command: the script of an interpreter, else the program, without
/// directories.
std::string default_name(const std::vector<std::string>& command);

/// A path in the current directory that does not exist yet: name-20261122-164500.calo, then -2, -3,
/// ... One rank of several has its number in it (place.hpp).
std::filesystem::path default_output(const std::string& name);
/// Makes a directory of such a name, without the extension, that was not there before.
Result<std::filesystem::path> new_default_directory(const std::string& name);

/// Makes the file of a run at `path`; where that is empty, under a default name that is free, which
/// `path` then is. A name that was free a moment ago may be another run's by now: then the next one
/// is taken.
Result<store::RunWriter> new_run_file(std::filesystem::path& path, const model::RunHeader& header);

}  // namespace calo::measure
