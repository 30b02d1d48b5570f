#include "report/check_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "report/comparison.hpp"
#include "report/html_page.hpp"

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

std::string check_json(const series::CheckResult& result) {
  using Json = nlohmann::ordered_json;
  constexpr std::array words = {"fine", "worse", "not resolved"};
  const auto json_word = [&](Outcome outcome) { return words[static_cast<std::size_t>(outcome)]; };
  Json json = {{"schema", "calo.check/1"},
               {"outcome", json_word(result.outcome)},
               {"metric", series::name(result.wanted.metric)},
               {"max_increase", result.wanted.max_increase},
               {"budget", result.wanted.budget ? Json(*result.wanted.budget) : Json(nullptr)}};
  json["statements"] = Json::array();
  for (const auto& statement : result.statements)
    json["statements"].push_back({{"outcome", json_word(statement.outcome)},
                                  {"name", statement.name},
                                  {"text", statement.text}});
  json["comparison"] = result.comparison
                           ? comparison_json(*result.comparison, result.wanted.max_increase)
                           : Json(nullptr);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
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
