#pragma once

#include <filesystem>

#include "attribution/books.hpp"
#include "base/error.hpp"
#include "carbon/series.hpp"
#include "recorder/recorder.hpp"

namespace calo::measure {

/// Converts a run that is stored at `path` with the intensities of its own hours, which are known
/// when it has ended, by what the program used in each: the file and `recording`.
Result<void> weigh_carbon(const carbon::IntensitySeries& series, const std::filesystem::path& path,
                          const attribution::BooksOptions& options, recorder::Recording& recording);

}  // namespace calo::measure
