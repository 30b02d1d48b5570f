#include "carbon/table_rows.hpp"

#include <algorithm>

namespace calo::carbon {

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_letter(char a, char b) {
  return lower(a) == lower(b);
}

}  // namespace

std::string_view Row::operator[](std::size_t index) const {
  std::size_t begin = 0;
  bool quoted = false;
  for (std::size_t i = 0; i <= line_.size(); ++i) {
    if (i < line_.size() && line_[i] == '"') quoted = !quoted;
    if (i < line_.size() && (quoted || line_[i] != ',')) continue;
    if (index == 0) {
      std::string_view field = line_.substr(begin, i - begin);
      if (field.size() >= 2 && field.front() == '"' && field.back() == '"') {
        field = field.substr(1, field.size() - 2);
      }
      return field;
    }
    --index;
    begin = i + 1;
  }
  return {};
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, same_letter);
}

bool starts_ignoring_case(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && same_ignoring_case(text.substr(0, start.size()), start);
}

bool contains_ignoring_case(std::string_view text, std::string_view part) {
  return !std::ranges::search(text, part, same_letter).empty() || part.empty();
}

}  // namespace calo::carbon
