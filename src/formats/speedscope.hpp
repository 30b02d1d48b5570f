#pragma once

#include <iosfwd>

#include "formats/profile_stacks.hpp"

namespace calo::formats {

/// speedscope's own JSON format (file-format-schema.json, 2018-): a sampled profile of the program,
/// or with threads told apart of each thread, for each measure the run knows; the measure asked for
/// comes first. Weights are whole µJ, µs or µg; speedscope has no unit for energy and carbon, so
/// the profile's name says it.
void write_speedscope(std::ostream& out, const model::Run& run, const model::Profile& profile,
                      const ProfileOptions& options);

}  // namespace calo::formats
