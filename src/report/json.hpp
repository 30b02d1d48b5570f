#pragma once

#include <span>
#include <string>
#include <string_view>

#include "analysis/analysis.hpp"
#include "analysis/embodied.hpp"
#include "model/run.hpp"
#include "model/witness.hpp"

namespace calo::report {

/// One JSON object with all totals of a run (docs/formats/json.md, docs/formats/run.schema.json),
/// without a line end after it.
///
/// Numbers are printed so that they read back exactly: attributed + other + idle = gross to 1e-9.
/// What is missing is null, with a `reason` beside it. Bytes of names that are not UTF-8 become
/// U+FFFD. `file` is the run's file, empty if it was not kept. `embodied` is null where nobody
/// asked for it. Never fails.
std::string json(const analysis::Analysis& analysis, std::string_view file,
                 const analysis::Embodied* embodied = nullptr,
                 std::span<const model::Witness> witnesses = {});

}  // namespace calo::report
