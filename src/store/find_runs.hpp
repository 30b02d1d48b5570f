#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "model/run.hpp"

namespace calo::store {

/// A `*.calo` file and its header and end, or why it cannot be read.
struct FoundRun {
  std::filesystem::path path;
  std::filesystem::file_time_type modified{};
  Result<model::Run> digest;
};

/// The run files of a directory, the newest first: by the start that they hold, equal ones by the
/// time of their last change, then by name. Files that cannot be read come last.
Result<std::vector<FoundRun>> find_runs(const std::filesystem::path& directory);

/// What a person means by FILE|last: `last` is the newest readable run in `directory`, anything
/// else a path (a file named "last" is "./last"). A path is not looked at.
Result<std::filesystem::path> resolve(std::string_view file_or_last,
                                      const std::filesystem::path& directory = ".");

/// Every run in the places, which are run files, `last`, or directories of them: those of a
/// directory the newest first. Fails where a file that is named cannot be read.
Result<std::vector<FoundRun>> runs_in(const std::vector<std::string>& places);

}  // namespace calo::store
