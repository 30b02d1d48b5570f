#pragma once

#include <filesystem>

#include "base/error.hpp"
#include "model/run.hpp"
#include "store/run_file.hpp"

namespace calo::cli {

/// Makes the file of a run at `path`; where that is empty, under a default name that is free, which
/// `path` then is. A name that was free a moment ago may be another run's by now: then the next one
/// is taken.
Result<store::RunWriter> new_run_file(std::filesystem::path& path, const model::RunHeader& header);

}  // namespace calo::cli
