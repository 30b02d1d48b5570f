#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace calo::report {

/// Lines of a label and what is said of it, aligned in two columns and broken at spaces to fit.
///
/// Text that comes from outside (names, commands, paths) must have gone through text::printable.
class Page {
 public:
  enum class Look { plain, strong, alert };

  /// `width`: columns of the whole page, at least 40. `colours`: ANSI escapes for labels.
  explicit Page(std::size_t width, bool colours);

  /// A label starting with spaces is a detail of the line above.
  void add(std::string_view label, std::string_view text, Look look = Look::plain);

  [[nodiscard]] const std::string& text() const { return text_; }

  struct Row {
    std::string label, text;
    Look look = Look::plain;
  };
  /// What was added, for other forms of the page.
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

 private:
  std::size_t width_;
  bool colours_;
  std::string text_;
  std::vector<Row> rows_;
};

}  // namespace calo::report
