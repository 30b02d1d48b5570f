#include "report/page.hpp"

#include <algorithm>

#include "report/amounts.hpp"

namespace calo::report {

namespace {

constexpr std::size_t label_width = 13;

/// Takes the first line of at most `width` columns off `text`; a word that is longer stays whole,
/// so that paths can be copied.
std::string_view take_line(std::string_view& text, std::size_t width) {
  std::size_t at = 0;
  std::size_t used = 0;
  std::size_t last_space = std::string_view::npos;
  while (at < text.size()) {
    if (text[at] == ' ') last_space = at;
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) ++used;
    if (used > width && last_space != std::string_view::npos) break;
    ++at;
  }
  const std::size_t end = at == text.size() ? at : last_space;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end);
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return line.substr(0, line.find_last_not_of(' ') + 1);
}

std::string_view colour_code(Page::Look look) {
  switch (look) {
    case Page::Look::plain:
      return "";
    case Page::Look::strong:
      return "\x1b[1m";
    case Page::Look::alert:
      return "\x1b[33m";
  }
  return "";
}

}  // namespace

Page::Page(std::size_t width, bool colours)
    : width_{std::max<std::size_t>(width, 40)}, colours_{colours} {}

void Page::add(std::string_view label, std::string_view text, Look look) {
  rows_.push_back({std::string{label}, std::string{text}, look});
  const std::string_view colour = colours_ ? colour_code(look) : "";
  const std::string_view plain = colour.empty() ? "" : "\x1b[0m";
  bool first = true;
  do {
    const std::string_view line = take_line(text, width_ - label_width);
    text_ += colour;
    text_ += padded(first ? label : "", label_width);
    text_ += line;
    text_.erase(text_.find_last_not_of(' ') + 1);
    text_ += plain;
    text_ += '\n';
    first = false;
  } while (!text.empty());
}

}  // namespace calo::report
