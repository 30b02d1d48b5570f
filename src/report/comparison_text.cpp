#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/text.hpp"
#include "report/amounts.hpp"
#include "report/comparison.hpp"
#include "stats/order.hpp"
#include "symbols/demangle.hpp"

namespace calo::report {

namespace {

using series::Change;
using series::Changes;
using series::Comparison;
using series::Metric;
using series::Quantity;

/// "3.1 % lower", "0.4 % higher", "54.97 times".
std::string moved(double ratio) {
  if (ratio >= 2.0) return fmt::format("{} times", text::significant(ratio, 4));
  const double percent = 100.0 * std::abs(ratio - 1.0);
  return fmt::format("{:.{}f} % {}", percent, percent < 10.0 ? 2 : 1,
                     ratio < 1.0 ? "lower" : "higher");
}

std::string meaning(const Quantity& q) {
  std::string text{stats::name(q.verdict)};
  if (q.needed) text += ": " + series::needed_text(q);
  return text;
}

std::string signed_amount(double value, const char* unit) {
  return (value < 0.0 ? "-" : "+") + text::with_prefix(std::abs(value), unit);
}

std::string change_text(const Change& change, const char* unit) {
  std::string text = signed_amount(change.change, unit);
  if (change.low && change.high)
    text += fmt::format(" ({} to {})", signed_amount(*change.low, unit),
                        signed_amount(*change.high, unit));
  return text;
}

std::string function_text(const Change& change) {
  std::string name = text::printable(symbols::shortened(change.name), 60);
  if (!change.file.empty()) {
    name += "  " + text::printable(change.file, 40);
    if (change.line > 0) name += fmt::format(":{}", change.line);
  }
  return name;
}

/// What the intervals of a table say.
std::string how_sure(const std::vector<Change>& changes) {
  if (changes.front().p)
    return changes.front().low
               ? "95 %; p corrected for their number (Holm)"
               : "too few runs for an interval; p corrected for their number (Holm)";
  return changes.front().low ? "one run a side, so 95 % are of sampling alone"
                             : "one run a side: nothing is known of the spread";
}

/// Of a side of which a quantity has no ratio.
std::string known_amount(const std::optional<double>& value, Metric metric) {
  return value ? series::amount(*value, metric) : "unknown";
}

constexpr const char* no_stacks = "no stacks on a side: nothing is known of functions";

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

std::vector<ChangeTable> change_tables(const Changes& changes) {
  const std::vector<std::pair<const std::vector<Change>&, const char*>> kinds = {
      {changes.phases, "phases"}, {changes.functions, "functions"}, {changes.lines, "lines"}};
  const char* const unit = changes.by_energy ? "J" : "s";
  std::vector<ChangeTable> tables;
  for (const auto& [all, name] : kinds) {
    if (all.empty()) continue;
    ChangeTable table{
        name,
        fmt::format("{} of {}, B less A: {}", changes.by_energy ? "own energy" : "own CPU time",
                    name, how_sure(all)),
        {}};
    for (const Change& change : all) {
      if (change.change == 0.0) continue;
      table.rows.push_back(
          {change_text(change, unit), change.p ? fmt::format("p {:.2g}", *change.p) : "",
           &all == &changes.phases ? text::printable(change.name, 60) : function_text(change)});
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

std::string ratio_text(const stats::Located& ratio) {
  std::string text = moved(ratio.estimate);
  if (ratio.low && ratio.high)
    text += fmt::format(" (95 %: x{:.4f} to x{:.4f})", *ratio.low, *ratio.high);
  return text;
}

std::string comparison_text(const Comparison& comparison, double threshold, std::size_t most,
                            bool with_changes) {
  std::string out = fmt::format(
      "A: {}, {} run{}\nB: {}, {} run{}\n", text::printable(comparison.name_a, 60),
      comparison.runs_a, comparison.runs_a == 1 ? "" : "s", text::printable(comparison.name_b, 60),
      comparison.runs_b, comparison.runs_b == 1 ? "" : "s");
  const bool paired = !comparison.quantities.empty() && comparison.quantities.front().paired;
  const std::string why_not =
      comparison.why_not_paired.empty() ? "" : fmt::format(" ({})", comparison.why_not_paired);
  out += fmt::format("{}{}; differences below {} do not matter (--threshold)\n\n",
                     paired ? "paired by block" : "not paired", why_not, text::percent(threshold));
  out += fmt::format("{}{}{}{}{}\n", padded("", 9), padded("A", 16), padded("B", 16),
                     padded("B against A", 46), "verdict");
  for (const Quantity& q : comparison.quantities) {
    out += fmt::format("{}{}{}{}{}\n", padded(series::name(q.metric), 9),
                       padded(series::amount(stats::median(q.a), q.metric), 16),
                       padded(series::amount(stats::median(q.b), q.metric), 16),
                       padded(ratio_text(q.ratio), 46), meaning(q));
  }
  for (const series::NotComparable& row : comparison.not_comparable) {
    out += fmt::format("{}{}{}{}{}\n", padded(series::name(row.metric), 9),
                       padded(known_amount(row.a, row.metric), 16),
                       padded(known_amount(row.b, row.metric), 16), padded("not comparable", 46),
                       row.reason);
  }
  if (comparison.decomposition) out += "\n" + decomposition_text(comparison) + "\n";
  const Changes& changes = comparison.changes;
  if (with_changes && changes.functions.empty()) out += fmt::format("\n{}\n", no_stacks);
  for (const ChangeTable& table : change_tables(changes)) {
    if (table.rows.empty()) {
      out += fmt::format("\nno change of {} was seen\n", table.name);
      continue;
    }
    out += "\n" + table.heading + "\n";
    for (std::size_t i = 0; i < std::min(most, table.rows.size()); ++i)
      out += fmt::format("{}{}{}\n", padded(table.rows[i].amount, 44), padded(table.rows[i].p, 12),
                         table.rows[i].name);
    if (table.rows.size() > most) out += fmt::format("({} more)\n", table.rows.size() - most);
  }
  for (const std::string& warning : comparison.warnings)
    out += fmt::format("warning: {}\n", text::printable(warning, 300));
  return out;
}

std::string comparison_markdown(const Comparison& comparison, double threshold, std::size_t most) {
  const auto cell = [](std::string_view text) {
    std::string result;
    for (const char c : text::printable(text, 100)) {
      if (c == '|' || c == '`' || c == '<' || c == '*' || c == '_') result += '\\';
      result += c;
    }
    return result;
  };
  std::string out = fmt::format(
      "**{}** ({} run{}) against **{}** ({} run{}), threshold {}\n\n| | A | B | B against A | "
      "verdict |\n|---|---|---|---|---|\n",
      cell(comparison.name_b), comparison.runs_b, comparison.runs_b == 1 ? "" : "s",
      cell(comparison.name_a), comparison.runs_a, comparison.runs_a == 1 ? "" : "s",
      text::percent(threshold));
  for (const Quantity& q : comparison.quantities) {
    out +=
        fmt::format("| {} | {} | {} | {} | {} |\n", series::name(q.metric),
                    series::amount(stats::median(q.a), q.metric),
                    series::amount(stats::median(q.b), q.metric), ratio_text(q.ratio), meaning(q));
  }
  for (const series::NotComparable& row : comparison.not_comparable) {
    out += fmt::format("| {} | {} | {} | not comparable | {} |\n", series::name(row.metric),
                       known_amount(row.a, row.metric), known_amount(row.b, row.metric),
                       cell(row.reason));
  }
  if (comparison.decomposition) out += "\n" + decomposition_text(comparison) + "\n";
  for (const ChangeTable& table : change_tables(comparison.changes)) {
    if (table.rows.empty()) continue;
    out += fmt::format("\n| {} | change | p |\n|---|---|---|\n", table.name);
    for (std::size_t i = 0; i < std::min(most, table.rows.size()); ++i)
      out += fmt::format("| {} | {} | {} |\n", cell(table.rows[i].name), table.rows[i].amount,
                         table.rows[i].p.empty() ? "-" : table.rows[i].p.substr(2));
    out += "\n" + table.heading + "\n";
  }
  for (const std::string& warning : comparison.warnings) out += "\n> " + cell(warning) + "\n";
  return out;
}

}  // namespace calo::report
