#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "cpython/layout.hpp"

namespace calo::cpython {

/// Instructions [begin, end), in bytes, that belong to one source line; no line: made by the
/// compiler.
struct LineRange {
  std::int32_t begin = 0;
  std::int32_t end = 0;
  std::optional<int> line;

  friend bool operator==(const LineRange&, const LineRange&) = default;
};

/// The source line of the instruction at byte `offset` of a code object, from its line table
/// (co_lnotab to 3.9, co_linetable after). An offset below zero, a frame that has not started, is
/// on `first_line`. Empty if the instruction has no line or is not in the table.
///
/// Formats: CPython's `Objects/lnotab_notes.txt` (to 3.10), `Objects/locations.md` (3.11 on). Any
/// bytes are accepted; what is malformed ends the table.
std::optional<int> line_at(Layout::Lines format, std::span<const std::uint8_t> table,
                           int first_line, std::int32_t offset);

/// The whole table in ascending order, as `co_lines()` gives it, neighbours of one line joined.
/// A co_lnotab does not say where the code ends: its last range ends at INT32_MAX.
std::vector<LineRange> line_ranges(Layout::Lines format, std::span<const std::uint8_t> table,
                                   int first_line);

/// Whether a frame of this code object is CPython's own doing and no function of the program: the
/// helper below an `__init__` that 3.12 and later call without a native frame.
bool is_trampoline(std::string_view name, std::string_view file);

/// Whether a native function is the evaluation loop that Python frames run in, or a part of it: a
/// part that GCC moved out of line (`.cold`), or an opcode of the tail-calling interpreter (3.14).
bool is_evaluation_loop(std::string_view native_name);

}  // namespace calo::cpython
