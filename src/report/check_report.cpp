#include "report/check_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/html_page.hpp"
#include "report/series_table.hpp"

namespace calo::report {

namespace {

using series::Outcome;

constexpr std::size_t most_functions = 8;

std::string_view word(Outcome outcome) {
  return outcome == Outcome::fine ? "fine" : outcome == Outcome::worse ? "WORSE" : "NOT RESOLVED";
}

}  // namespace

std::string check_text(const series::CheckResult& result) {
  std::string out;
  for (const auto& statement : result.statements)
    out += fmt::format("{}: {}\n", word(statement.outcome), text::printable(statement.text, 400));
  if (result.comparison && result.outcome != Outcome::fine)
    out += "\n" + comparison_text(*result.comparison, result.wanted.max_increase, most_functions);
  return out;
}

std::string check_markdown(const series::CheckResult& result) {
  std::string out = fmt::format("### calo: {}\n\n", word(result.outcome));
  for (const auto& statement : result.statements)
    out +=
        fmt::format("- **{}** {}\n", word(statement.outcome), text::printable(statement.text, 400));
  if (result.comparison)
    out +=
        "\n" + comparison_markdown(*result.comparison, result.wanted.max_increase, most_functions);
  return out;
}

std::string check_junit(const series::CheckResult& result) {
  const auto count = [&](Outcome outcome) {
    return std::ranges::count(result.statements, outcome, &series::CheckResult::Statement::outcome);
  };
  std::string xml = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"calo\" tests=\"{}\" "
      "failures=\"{}\" skipped=\"{}\" errors=\"0\">\n",
      result.statements.size(), count(Outcome::worse), count(Outcome::not_resolved));
  for (const auto& statement : result.statements) {
    xml += fmt::format("  <testcase classname=\"calo.{}\" name=\"{}\">",
                       series::name(result.wanted.metric), escaped(statement.name));
    if (statement.outcome == Outcome::worse)
      xml += fmt::format("<failure message=\"{}\"/>", escaped(statement.text));
    if (statement.outcome == Outcome::not_resolved)
      xml += fmt::format("<skipped message=\"{}\"/>", escaped(statement.text));
    if (statement.outcome == Outcome::fine)
      xml += fmt::format("<system-out>{}</system-out>", escaped(statement.text));
    xml += "</testcase>\n";
  }
  return xml + "</testsuite>\n";
}

}  // namespace calo::report
