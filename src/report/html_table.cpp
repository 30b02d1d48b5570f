#include "report/html_table.hpp"

#include <fmt/format.h>

#include "report/html_page.hpp"

namespace calo::report {

std::string html_cell(std::string_view tag, std::string_view text) {
  return fmt::format("<{0}><bdi>{1}</bdi></{0}>", tag, escaped(text));
}

HtmlTable::HtmlTable(std::string_view title, std::initializer_list<std::string_view> head)
    : html_{fmt::format("<table><caption>{}</caption><thead><tr>", escaped(title))} {
  for (const std::string_view name : head) html_ += html_cell("th", name);
  html_ += "</tr></thead><tbody>\n";
}

void HtmlTable::add(const std::vector<std::string>& row) {
  html_ += "<tr>";
  for (const std::string& text : row) html_ += html_cell("td", text);
  html_ += "</tr>\n";
}

}  // namespace calo::report
