#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

#include "model/run.hpp"

namespace calo::formats {

/// The intervals as InfluxDB line protocol with nanosecond timestamps, the end of each interval
/// (docs/formats/export.md, "InfluxDB").
///
/// `calo_energy` has one line per interval and domain that was read, `calo_tree` one per interval.
/// Both carry the name and the tags of the run.
void write_influx(std::ostream& out, const model::Run& run);

/// A tag key, tag value or field key as the protocol wants it: comma, equals sign and space
/// escaped. The protocol has no way to write a line end or a backslash before one of those: line
/// ends become spaces, backslashes slashes.
std::string influx_escaped(std::string_view text);

}  // namespace calo::formats
