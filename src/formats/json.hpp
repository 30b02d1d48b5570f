#pragma once

#include <iosfwd>

#include "model/run.hpp"

namespace calo::formats {

/// Everything that a run file holds as one JSON object (docs/formats/export.md, "JSON"), one
/// interval or process per line. Broken UTF-8 in foreign text becomes U+FFFD.
void write_json(std::ostream& out, const model::Run& run);

}  // namespace calo::formats
