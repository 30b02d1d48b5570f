#pragma once

#include <iosfwd>

#include "formats/profile_stacks.hpp"

namespace calo::formats {

/// Collapsed stacks, as flamegraph.pl, speedscope and inferno read them: "root;...;leaf 1234", one
/// line per stack, the weight a whole number of µJ, µs or µg.
///
/// Semicolons in names become colons, since they part frames. A Python function carries its file
/// and first line, "train (model.py:12)". With threads told apart the first frame is the thread.
void write_collapsed(std::ostream& out, const model::Run& run, const model::Profile& profile,
                     const ProfileOptions& options);

}  // namespace calo::formats
