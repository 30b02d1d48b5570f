#include "cpython/lines.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace calo::cpython {
namespace {

constexpr std::int32_t end_of_code = std::numeric_limits<std::int32_t>::max();
constexpr int no_line_change = -128;  // in the line column of a 3.10 table

/// Line numbers are kept in 64 bits while adding, so that no table can overflow them.
std::optional<int> as_line(std::int64_t line) {
  if (line < std::numeric_limits<int>::min() || line > std::numeric_limits<int>::max()) return {};
  return static_cast<int>(line);
}

/// Calls `take(begin, end, line)` for each entry until it returns false.
template <class Take>
void decode_lnotab(std::span<const std::uint8_t> table, int first_line, Take&& take) {
  std::int64_t line = first_line;
  std::int32_t begin = 0;
  for (std::size_t i = 0; i + 1 < table.size(); i += 2) {
    const std::int32_t end = begin + table[i];
    if (end > begin && !take(begin, end, as_line(line))) return;
    line += static_cast<std::int8_t>(table[i + 1]);
    begin = end;
  }
  take(begin, end_of_code, as_line(line));
}

template <class Take>
void decode_pairs(std::span<const std::uint8_t> table, int first_line, Take&& take) {
  std::int64_t line = first_line;
  std::int32_t begin = 0;
  for (std::size_t i = 0; i + 1 < table.size(); i += 2) {
    const std::int32_t end = begin + table[i];
    const std::int64_t change = (table[i + 1] ^ 0x80) - 0x80;  // two's complement
    if (change != no_line_change) line += change;
    const auto shown = change == no_line_change ? std::nullopt : as_line(line);
    if (end > begin && !take(begin, end, shown)) return;
    begin = end;
  }
}

/// A signed number in groups of six bits, lowest first, the sign in the lowest bit. Moves `at` past
/// it; empty at the end of the table or if it does not fit.
std::optional<std::int64_t> signed_varint(std::span<const std::uint8_t> table, std::size_t& at) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift <= 30 && at < table.size(); shift += 6) {
    const std::uint8_t group = table[at++];
    value |= std::uint64_t{group & 0x3FU} << shift;
    if ((group & 0x40U) == 0) {
      const auto magnitude = static_cast<std::int64_t>(value >> 1U);
      return (value & 1U) != 0 ? -magnitude : magnitude;
    }
  }
  return {};
}

template <class Take>
void decode_locations(std::span<const std::uint8_t> table, int first_line, Take&& take) {
  constexpr unsigned one_line_0 = 10, one_line_2 = 12, no_columns = 13, long_form = 14, none = 15;
  std::int64_t line = first_line;
  std::int32_t begin = 0;
  std::size_t at = 0;
  while (at < table.size()) {
    const std::uint8_t head = table[at++];
    if ((head & 0x80U) == 0) return;  // every entry starts with the high bit set
    const unsigned code = (head >> 3U) & 0xFU;
    const std::int32_t end = begin + 2 * ((head & 7) + 1);
    if (code == no_columns || code == long_form) {
      const auto change = signed_varint(table, at);
      if (!change) return;
      line += *change;
    } else if (code >= one_line_0 && code <= one_line_2) {
      line += code - one_line_0;
    }
    // Without a location the running line stays as it is for the entries that follow.
    if (!take(begin, end, code == none ? std::nullopt : as_line(line))) return;
    while (at < table.size() && (table[at] & 0x80U) == 0) ++at;  // columns and end lines
    begin = end;
  }
}

template <class Take>
void decode(Layout::Lines format, std::span<const std::uint8_t> table, int first_line,
            Take&& take) {
  // Six bytes of the longest form give at most 16 bytes of code: a table this long overflows no
  // offset.
  constexpr std::size_t max_table = std::size_t{1} << 23U;
  table = table.first(std::min(table.size(), max_table));
  switch (format) {
    case Layout::Lines::lnotab:
      return decode_lnotab(table, first_line, take);
    case Layout::Lines::pairs:
      return decode_pairs(table, first_line, take);
    case Layout::Lines::locations:
      return decode_locations(table, first_line, take);
  }
}

}  // namespace

std::optional<int> line_at(Layout::Lines format, std::span<const std::uint8_t> table,
                           int first_line, std::int32_t offset) {
  if (offset < 0) return first_line;
  std::optional<int> found;
  decode(format, table, first_line,
         [&](std::int32_t begin, std::int32_t end, std::optional<int> line) {
           if (offset >= end) return true;
           if (offset >= begin) found = line;
           return false;
         });
  return found;
}

std::vector<LineRange> line_ranges(Layout::Lines format, std::span<const std::uint8_t> table,
                                   int first_line) {
  std::vector<LineRange> ranges;
  decode(format, table, first_line,
         [&](std::int32_t begin, std::int32_t end, std::optional<int> line) {
           if (!ranges.empty() && ranges.back().line == line && ranges.back().end == begin) {
             ranges.back().end = end;
           } else {
             ranges.push_back({.begin = begin, .end = end, .line = line});
           }
           return true;
         });
  return ranges;
}

bool is_trampoline(std::string_view name, std::string_view file) {
  return name == "__init__" && file == "__init__";
}

bool is_evaluation_loop(std::string_view native_name) {
  constexpr std::string_view loop = "_PyEval_EvalFrameDefault";
  if (native_name.starts_with("_TAIL_CALL_")) return true;
  return native_name.starts_with(loop) &&
         (native_name.size() == loop.size() || native_name[loop.size()] == '.');
}

}  // namespace calo::cpython
