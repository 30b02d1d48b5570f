#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "report/comparison.hpp"
#include "stats/order.hpp"

namespace calo::report {

namespace {

using Json = nlohmann::ordered_json;
using series::Comparison;
using series::Quantity;

Json number(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

}  // namespace

nlohmann::ordered_json comparison_json(const Comparison& comparison, double threshold) {
  Json json = {{"schema", "calo.comparison/1"}, {"a", comparison.name_a},
               {"b", comparison.name_b},        {"runs_a", comparison.runs_a},
               {"runs_b", comparison.runs_b},   {"threshold", threshold}};
  json["quantities"] = Json::array();
  for (const Quantity& q : comparison.quantities) {
    json["quantities"].push_back(
        {{"metric", series::name(q.metric)},
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
         {"runs_needed", q.needed ? Json(*q.needed) : Json(nullptr)},
         {"what_would_do", q.needed ? Json(series::needed_text(q)) : Json(nullptr)}});
  }
  json["not_comparable"] = Json::array();
  for (const series::NotComparable& row : comparison.not_comparable) {
    json["not_comparable"].push_back({{"metric", series::name(row.metric)},
                                      {"unit", series::unit(row.metric)},
                                      {"a_median", number(row.a)},
                                      {"b_median", number(row.b)},
                                      {"reason", row.reason}});
  }
  json["why_not_paired"] =
      comparison.why_not_paired.empty() ? Json(nullptr) : Json(comparison.why_not_paired);
  json["decomposition"] = nullptr;
  if (comparison.decomposition)
    json["decomposition"] = {{"ln_energy", comparison.decomposition->energy},
                             {"ln_time", comparison.decomposition->time},
                             {"ln_power", comparison.decomposition->power}};
  json["energy_delay_ratio"] = number(comparison.energy_delay);
  json["fixed_window_ratio"] = number(comparison.fixed_window);
  const series::Changes& changes = comparison.changes;
  json["functions_unit"] = changes.by_energy ? "J" : "s";
  json["runs_with_stacks_a"] = changes.runs_a;
  json["runs_with_stacks_b"] = changes.runs_b;
  const auto listed = [&](const std::vector<series::Change>& rows, auto&& name) {
    Json list = Json::array();
    for (const series::Change& change : rows) {
      Json row = name(change);
      row["a_median"] = change.a;
      row["b_median"] = change.b;
      row["change"] = change.change;
      row["low95"] = number(change.low);
      row["high95"] = number(change.high);
      row["p_holm"] = number(change.p);
      list.push_back(std::move(row));
    }
    return list;
  };
  json["phases"] =
      listed(changes.phases, [](const auto& change) { return Json{{"phase", change.name}}; });
  json["functions"] = listed(changes.functions, [](const auto& change) {
    return Json{{"function", change.name}, {"file", change.file}};
  });
  json["lines"] = listed(changes.lines, [](const auto& change) {
    return Json{{"function", change.name}, {"file", change.file}, {"line", change.line}};
  });
  json["warnings"] = comparison.warnings;
  return json;
}

}  // namespace calo::report
