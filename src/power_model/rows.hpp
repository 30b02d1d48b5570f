#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace calo::power_model {

/// Walks the rows of an embedded table without copying: unquoted comma-separated fields, '#' lines
/// are comments, the first other line is the header.
template <std::size_t Columns>
class Rows {
 public:
  using Row = std::array<std::string_view, Columns>;

  explicit Rows(std::string_view csv) : rest_{csv} { static_cast<void>(next_line()); }

  /// The next line that is not a comment; empty at the end.
  std::string_view next_line() {
    while (!rest_.empty()) {
      const auto end = rest_.find('\n');
      const std::string_view line = rest_.substr(0, end);
      rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
      if (!line.empty() && line.front() != '#') return line;
    }
    return {};
  }

  /// The next row; false at the end. Fields that are not there are empty.
  bool next(Row& row) {
    const std::string_view line = next_line();
    if (line.empty()) return false;
    row = fields(line);
    return true;
  }

  static Row fields(std::string_view line) {
    Row row{};
    for (std::string_view& field : row) {
      const auto end = line.find(',');
      field = line.substr(0, end);
      if (end == std::string_view::npos) break;
      line.remove_prefix(end + 1);
    }
    return row;
  }

 private:
  std::string_view rest_;
};

}  // namespace calo::power_model
