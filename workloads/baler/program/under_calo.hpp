#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "options.hpp"
#include "project.hpp"

namespace baler {

/// Runs the mode of the options under calo and keeps the run file under output/profiling/. Empty if
/// it was interrupted. `option` is the one that asked for it, for errors.
calo::Result<std::optional<std::filesystem::path>> run_under_calo(const Options& options,
                                                                  const Project& project,
                                                                  std::string_view option);

}  // namespace baler
