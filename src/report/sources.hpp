#pragma once

#include <filesystem>
#include <vector>

#include "model/profile.hpp"
#include "model/run.hpp"
#include "report/report_data.hpp"

namespace calo::report {

/// The source files in which most of the samples fell, as far as they can be read now: the lines
/// around those that were seen. At most 20 files and 20,000 lines; long lines are cut. Empty
/// without stacks.
std::vector<SourceExcerpt> hottest_sources(const model::Run& run, const model::Profile& profile);

/// Leaves out what tells of a person or a place: arguments of the command, directories of all
/// paths, tags.
void redact(model::Run& run, model::Profile* profile);

/// Writes home directories as `~` in paths and arguments. `home`: the user's own, may be empty.
void shorten_homes(model::Run& run, model::Profile* profile, const std::filesystem::path& home);

/// The same for one text.
std::string without_home(std::string text, const std::filesystem::path& home);

}  // namespace calo::report
