#include "report/html_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "base/base64.hpp"
#include "base/embedded.hpp"
#include "formats/gzip.hpp"
#include "report/container.hpp"

CALO_EMBEDDED(built_in_page, report_page);

namespace calo::report {

namespace {

/// U+202A to U+202E, U+2066 to U+2069, U+200E, U+200F, U+061C (Unicode Standard Annex 9).
bool turns_direction(std::string_view sequence) {
  static constexpr std::array<std::string_view, 12> marks = {
      "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066",
      "\u2067", "\u2068", "\u2069", "\u200e", "\u200f", "\u061c"};
  return std::ranges::find(marks, sequence) != marks.end();
}

std::size_t length_of(unsigned char first) {
  return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

}  // namespace

std::string escaped(std::string_view text) {
  const std::string valid = as_utf8(text);
  std::string html;
  html.reserve(valid.size() + valid.size() / 8);
  for (std::size_t i = 0; i < valid.size();) {
    const auto first = static_cast<unsigned char>(valid[i]);
    const std::string_view sequence = std::string_view{valid}.substr(i, length_of(first));
    i += sequence.size();
    switch (first) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        if (first < 0x20 || first == 0x7F) {
          html += fmt::format("\\x{:02x}", first);
        } else if (turns_direction(sequence)) {
          html += "\uFFFD";
        } else {
          html += sequence;
        }
    }
  }
  return html;
}

Result<std::string> html_page(std::string_view page, std::string_view title,
                              const std::string& summary, const std::string& data) {
  const std::array<std::pair<std::string_view, std::string>, 3> slots = {{
      {"@@CALO_TITLE@@", escaped(title)},
      {"@@CALO_SUMMARY@@", summary},
      {"@@CALO_DATA@@", base64(formats::gzip(data))},
  }};
  std::string html;
  for (const auto& [slot, content] : slots) {
    const std::size_t at = page.find(slot);
    if (at == std::string_view::npos) {
      return fail(Category::malformed, fmt::format("writing a report: the page has no {}", slot),
                  "Build web/ again");
    }
    html += page.substr(0, at);
    html += content;
    page.remove_prefix(at + slot.size());
  }
  html += page;
  return html;
}

Result<std::string> html_report(const ReportInput& input, std::string_view page) {
  return html_page(page.empty() ? built_in_page() : page, input.analysis.run.header.name,
                   html_summary(input), report_data(input));
}

}  // namespace calo::report
