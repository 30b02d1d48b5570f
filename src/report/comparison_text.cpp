#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "report/amounts.hpp"
#include "report/series_table.hpp"
#include "stats/order.hpp"

namespace calo::report {

namespace {

using Json = nlohmann::ordered_json;
using series::Comparison;
using series::FunctionChange;
using series::Metric;
using series::Quantity;

/// "3.1 % lower", "0.4 % higher".
std::string moved(double ratio) {
  const double percent = 100.0 * std::abs(ratio - 1.0);
  return fmt::format("{:.{}f} % {}", percent, percent < 10.0 ? 2 : 1,
                     ratio < 1.0 ? "lower" : "higher");
}

std::string meaning(const Quantity& q) {
  std::string text{stats::name(q.verdict)};
  if (q.needed) text += fmt::format(": {} runs of each would resolve it", *q.needed);
  return text;
}

std::string change_text(const FunctionChange& change, bool by_energy) {
  const char* const unit = by_energy ? "J" : "s";
  const auto sign = [](double value) { return value < 0.0 ? "-" : "+"; };
  std::string text =
      fmt::format("{}{}", sign(change.change), text::with_prefix(std::abs(change.change), unit));
  if (change.low && change.high) {
    text += fmt::format(" ({}{} to {}{})", sign(*change.low),
                        text::with_prefix(std::abs(*change.low), unit), sign(*change.high),
                        text::with_prefix(std::abs(*change.high), unit));
  }
  return text;
}

std::string functions_note(const Comparison& comparison) {
  if (comparison.functions.empty()) return "no stacks on a side: nothing is known of functions";
  const char* const what = comparison.functions_by_energy ? "own energy" : "own CPU time";
  return comparison.functions.front().p
             ? fmt::format("{} of functions, B less A, 95 %; p corrected for their number (Holm)",
                           what)
             : fmt::format(
                   "{} of functions, B less A; one run a side, so 95 % are of sampling alone",
                   what);
}

std::string decomposition_text(const Comparison& comparison) {
  if (!comparison.decomposition) return {};
  const auto& d = *comparison.decomposition;
  std::string text = fmt::format("energy x{:.4f} = time x{:.4f} * power x{:.4f}",
                                 std::exp(d.energy), std::exp(d.time), std::exp(d.power));
  if (comparison.energy_delay)
    text += fmt::format("; energy-delay product x{:.4f}", *comparison.energy_delay);
  if (comparison.fixed_window)
    text += fmt::format("; over the same length of time, idle for the rest: x{:.4f}",
                        *comparison.fixed_window);
  return text;
}

}  // namespace

std::string ratio_text(const stats::Located& ratio) {
  std::string text = moved(ratio.estimate);
  if (ratio.low && ratio.high)
    text += fmt::format(" (95 %: x{:.4f} to x{:.4f})", *ratio.low, *ratio.high);
  return text;
}

std::string comparison_text(const Comparison& comparison, double threshold,
                            std::size_t most_functions) {
  std::string out = fmt::format(
      "A: {}, {} run{}\nB: {}, {} run{}\n", text::printable(comparison.name_a, 60),
      comparison.runs_a, comparison.runs_a == 1 ? "" : "s", text::printable(comparison.name_b, 60),
      comparison.runs_b, comparison.runs_b == 1 ? "" : "s");
  const bool paired = !comparison.quantities.empty() && comparison.quantities.front().paired;
  out += fmt::format("{}; differences below {} do not matter (--threshold)\n\n",
                     paired ? "paired by block" : "not paired", text::percent(threshold));
  out += fmt::format("{}{}{}{}{}\n", padded("", 9), padded("A", 12), padded("B", 12),
                     padded("B against A", 44), "verdict");
  for (const Quantity& q : comparison.quantities) {
    out += fmt::format("{}{}{}{}{}\n", padded(series::name(q.metric), 9),
                       padded(series::amount(stats::median(q.a), q.metric), 12),
                       padded(series::amount(stats::median(q.b), q.metric), 12),
                       padded(ratio_text(q.ratio), 44), meaning(q));
  }
  if (comparison.decomposition) out += "\n" + decomposition_text(comparison) + "\n";
  out += "\n" + functions_note(comparison) + "\n";
  std::size_t shown = 0;
  for (const FunctionChange& change : comparison.functions) {
    if (shown++ == most_functions) break;
    const std::string p = change.p ? fmt::format("p {:.2g}", *change.p) : "";
    out +=
        fmt::format("{}{}{}{}\n", padded(change_text(change, comparison.functions_by_energy), 44),
                    padded(p, 12), text::printable(change.name, 60),
                    change.file.empty() ? "" : "  " + text::printable(change.file, 40));
  }
  if (comparison.functions.size() > most_functions)
    out += fmt::format("({} more)\n", comparison.functions.size() - most_functions);
  for (const std::string& warning : comparison.warnings)
    out += fmt::format("warning: {}\n", text::printable(warning, 300));
  return out;
}

std::string comparison_markdown(const Comparison& comparison, double threshold,
                                std::size_t most_functions) {
  const auto cell = [](std::string_view text) {
    std::string result;
    for (const char c : text::printable(text, 100)) {
      if (c == '|' || c == '`' || c == '<' || c == '*' || c == '_') result += '\\';
      result += c;
    }
    return result;
  };
  std::string out = fmt::format(
      "**{}** ({} runs) against **{}** ({} runs), threshold {}\n\n| | A | B | B against A | "
      "verdict |\n|---|---|---|---|---|\n",
      cell(comparison.name_b), comparison.runs_b, cell(comparison.name_a), comparison.runs_a,
      text::percent(threshold));
  for (const Quantity& q : comparison.quantities) {
    out +=
        fmt::format("| {} | {} | {} | {} | {} |\n", series::name(q.metric),
                    series::amount(stats::median(q.a), q.metric),
                    series::amount(stats::median(q.b), q.metric), ratio_text(q.ratio), meaning(q));
  }
  if (comparison.decomposition) out += "\n" + decomposition_text(comparison) + "\n";
  if (!comparison.functions.empty()) {
    out += "\n| function | change | p |\n|---|---|---|\n";
    for (std::size_t i = 0; i < std::min(most_functions, comparison.functions.size()); ++i) {
      const FunctionChange& change = comparison.functions[i];
      out += fmt::format("| {} | {} | {} |\n", cell(change.name),
                         change_text(change, comparison.functions_by_energy),
                         change.p ? fmt::format("{:.2g}", *change.p) : "-");
    }
    out += "\n" + functions_note(comparison) + "\n";
  }
  for (const std::string& warning : comparison.warnings) out += "\n> " + cell(warning) + "\n";
  return out;
}

std::string comparison_json(const Comparison& comparison, double threshold) {
  const auto number = [](const std::optional<double>& value) {
    return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
  };
  Json json = {{"schema", "calo.comparison/1"}, {"a", comparison.name_a},
               {"b", comparison.name_b},        {"runs_a", comparison.runs_a},
               {"runs_b", comparison.runs_b},   {"threshold", threshold}};
  json["quantities"] = Json::array();
  for (const Quantity& q : comparison.quantities) {
    json["quantities"].push_back({{"metric", series::name(q.metric)},
                                  {"unit", series::unit(q.metric)},
                                  {"a_median", stats::median(q.a)},
                                  {"b_median", stats::median(q.b)},
                                  {"paired", q.paired},
                                  {"ratio", q.ratio.estimate},
                                  {"ratio_low95", number(q.ratio.low)},
                                  {"ratio_high95", number(q.ratio.high)},
                                  {"coverage", q.ratio.coverage},
                                  {"verdict", stats::name(q.verdict)},
                                  {"p", q.p},
                                  {"cliffs_delta", q.cliff},
                                  {"runs_needed", q.needed ? Json(*q.needed) : Json(nullptr)}});
  }
  json["decomposition"] = nullptr;
  if (comparison.decomposition)
    json["decomposition"] = {{"ln_energy", comparison.decomposition->energy},
                             {"ln_time", comparison.decomposition->time},
                             {"ln_power", comparison.decomposition->power}};
  json["energy_delay_ratio"] = number(comparison.energy_delay);
  json["fixed_window_ratio"] = number(comparison.fixed_window);
  json["functions_unit"] = comparison.functions_by_energy ? "J" : "s";
  json["functions"] = Json::array();
  for (const FunctionChange& change : comparison.functions) {
    json["functions"].push_back({{"function", change.name},
                                 {"file", change.file},
                                 {"a_median", change.a},
                                 {"b_median", change.b},
                                 {"change", change.change},
                                 {"low95", number(change.low)},
                                 {"high95", number(change.high)},
                                 {"p_holm", number(change.p)}});
  }
  json["warnings"] = comparison.warnings;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace calo::report
