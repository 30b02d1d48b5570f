#pragma once

#include <iosfwd>

#include "model/run.hpp"

namespace calo::formats {

/// One line per interval after a line of column names (docs/formats/export.md, "CSV"). The energies
/// of a domain are in columns `<role>.<domain>.<share>`, as in "total.package-0.gross_j": only
/// those of role `total` may be added up.
void write_intervals_csv(std::ostream& out, const model::Run& run);

/// One line per process, or per group of short-lived ones of one name.
void write_processes_csv(std::ostream& out, const model::Run& run);

}  // namespace calo::formats
