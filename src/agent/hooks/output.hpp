#pragma once

#include <cstdint>

#include "ring/writer.hpp"

/// The file that the recorder reads: made by the first sample, backed by memory piece by piece.
namespace calo::agent {

/// Whether there is a file, or one can be made now. False for good where the recorder is gone, the
/// limits of the process forbid it, or memory is short.
bool has_output();

/// Whether there is a file already.
bool is_output_open();

/// A record of `payload` words begins; the caller puts them and commits. False: dropped, counted.
bool begin_record(ring::Writer& writer, ring::Kind kind, std::uint16_t flags,
                  std::uint32_t payload);

/// A writer for begin_record.  Requires: is_output_open().
ring::Writer new_writer();

}  // namespace calo::agent
