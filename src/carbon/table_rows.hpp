#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

namespace calo::carbon {

/// One record of an embedded table, read in place: nothing is copied.
///
/// A quoted field loses its outer quotes; doubled quotes inside stay doubled (no column that is
/// looked up has any). A record never spans lines in these tables.
class Row {
 public:
  explicit Row(std::string_view line) : line_{line} {}

  /// Field number `index`, from 0; empty if the record has fewer.
  [[nodiscard]] std::string_view operator[](std::size_t index) const;

 private:
  std::string_view line_;
};

/// Calls `visit(Row)` for the records of a table, without its header.
template <class Visit>
void for_each_row(std::string_view csv, Visit visit) {
  bool header = true;
  while (!csv.empty()) {
    const std::size_t end = csv.find('\n');
    std::string_view line = csv.substr(0, end);
    csv.remove_prefix(end == std::string_view::npos ? csv.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!std::exchange(header, false) && !line.empty()) visit(Row{line});
  }
}

/// ASCII letters compare without case; everything else byte by byte.
bool same_ignoring_case(std::string_view a, std::string_view b);
bool starts_ignoring_case(std::string_view text, std::string_view start);
bool contains_ignoring_case(std::string_view text, std::string_view part);

}  // namespace calo::carbon
