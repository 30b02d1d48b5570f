#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace calo::report {

/// "<td>text</td>": escaped, and kept from turning the direction of what is around it.
std::string html_cell(std::string_view tag, std::string_view text);

/// A table in plain HTML with a caption; text is escaped.
class HtmlTable {
 public:
  HtmlTable(std::string_view title, std::initializer_list<std::string_view> head);
  void add(const std::vector<std::string>& row);
  [[nodiscard]] std::string html() const { return html_ + "</tbody></table>\n"; }

 private:
  std::string html_;
};

}  // namespace calo::report
