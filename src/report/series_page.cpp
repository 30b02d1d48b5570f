#include "report/series_page.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>
#include <vector>

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "report/amounts.hpp"
#include "report/comparison.hpp"
#include "report/container.hpp"
#include "report/html_page.hpp"
#include "report/html_table.hpp"
#include "report/series_table.hpp"
#include "stats/comparison.hpp"
#include "stats/location.hpp"
#include "stats/order.hpp"
#include "stats/rank_laws.hpp"

CALO_EMBEDDED(built_in_series_page, series_page);

namespace calo::report {

namespace {

using Json = Container::Json;
using series::Metric;
using series::RunNumbers;
using series::Series;

constexpr std::size_t most_changes = 12;
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

std::string_view column_of(Metric metric) {
  switch (metric) {
    case Metric::energy:
      return "energy_j";
    case Metric::carbon:
      return "carbon_g";
    case Metric::time:
      return "time_s";
    case Metric::cpu:
      return "cpu_s";
    case Metric::power:
      return "power_w";
    case Metric::memory:
      return "memory_bytes";
  }
  return "";
}

Json number(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

/// Runs that make half the 95 % interval of the median 1 % of it; empty if it is as narrow already.
std::optional<double> runs_for_a_percent(std::span<const double> sample) {
  const stats::Located located = stats::median_of_differences(sample);
  if (!(located.estimate > 0.0)) return std::nullopt;
  const double spread = 1.4826 * stats::mad(sample) / located.estimate;
  if (located.low && located.high && *located.high - *located.low <= 0.02 * located.estimate)
    return std::nullopt;
  constexpr double rank_efficiency = 0.955;
  return std::max(6.0,
                  std::ceil(std::pow(sigmas_in_95_percent * spread / 0.01, 2) / rank_efficiency));
}

Json summary_of(const Series& series, Metric metric) {
  const std::vector<double> sample = series.values(metric);
  if (sample.empty()) return nullptr;
  const auto n = static_cast<double>(sample.size());
  const double mean = std::accumulate(sample.begin(), sample.end(), 0.0) / n;
  double squares = 0.0;
  for (const double value : sample) squares += (value - mean) * (value - mean);
  const stats::Located located = stats::median_of_differences(sample);
  const auto [least, most] = std::ranges::minmax(sample);
  return {{"n", sample.size()},
          {"mean", mean},
          {"sd", sample.size() > 1 ? Json(std::sqrt(squares / (n - 1.0))) : Json(nullptr)},
          {"median", stats::median(sample)},
          {"mad", stats::mad(sample)},
          {"q1", stats::quantile(sample, 0.25)},
          {"q3", stats::quantile(sample, 0.75)},
          {"min", least},
          {"max", most},
          {"estimate", located.estimate},
          {"low95", number(located.low)},
          {"high95", number(located.high)},
          {"needed", number(runs_for_a_percent(sample))}};
}

/// What all runs have in common, or nothing.
Json common(const Series& series, std::string RunNumbers::* member) {
  for (const RunNumbers& run : series.runs) {
    if (run.*member != series.runs.front().*member) return nullptr;
  }
  return series.runs.front().*member;
}

Metric main_metric(const Series& series) {
  return series.values(Metric::energy).empty() ? Metric::time : Metric::energy;
}

Json header_of(const Series& series) {
  Json json = {{"name", series.name},
               {"runs", series.runs.size()},
               {"counted", series.counted().size()},
               {"kind", common(series, &RunNumbers::kind)},
               {"scope", common(series, &RunNumbers::scope)},
               {"machine", common(series, &RunNumbers::machine)},
               {"governor", common(series, &RunNumbers::governor)},
               {"policy", nullptr}};
  for (const RunNumbers* run : series.counted()) {
    if (run->attributed) json["policy"] = attribution::name(*run->attributed->paid_by.policy);
  }
  json["summary"] = Json::object();
  for (const Metric metric : series::all_metrics)
    json["summary"][std::string{series::name(metric)}] = summary_of(series, metric);
  const Metric main = main_metric(series);
  const std::vector<double> course = series.values(main);
  json["drift"] = nullptr;
  if (course.size() >= 3) {
    const stats::Kendall drift = stats::kendall(course);
    json["drift"] = {{"metric", series::name(main)}, {"tau", drift.tau}, {"p", drift.p}};
  }
  const std::vector<bool> marks = course.empty() ? std::vector<bool>{} : stats::outliers(course);
  json["first_is_outlier"] = !marks.empty() && marks.front();
  json["notes"] = series_notes(series);
  return json;
}

/// Which of the runs of a series are outliers of its main metric.
std::vector<std::uint8_t> outliers_of(const Series& series) {
  const Metric metric = main_metric(series);
  const std::vector<bool> marks = stats::outliers(series.values(metric));
  std::vector<std::uint8_t> result;
  std::size_t k = 0;
  for (const RunNumbers& run : series.runs) {
    const bool counts = !run.is_warm_up && !run.failed && series::value(run, metric);
    result.push_back(counts && marks[k++] ? 1 : 0);
  }
  return result;
}

void add_runs(Container& container, std::span<const Series> all) {
  std::vector<std::uint32_t> of_series, names, why;
  std::vector<std::uint8_t> counted, warm_ups, failed, outliers;
  std::vector<double> started, blocks, energy_u, frequencies, temperatures, others, steal;
  std::vector<std::vector<double>> metrics(series::all_metrics.size());
  for (std::size_t s = 0; s < all.size(); ++s) {
    const std::vector<std::uint8_t> marks = outliers_of(all[s]);
    outliers.insert(outliers.end(), marks.begin(), marks.end());
    for (const RunNumbers& run : all[s].runs) {
      of_series.push_back(static_cast<std::uint32_t>(s));
      names.push_back(container.text(run.path.filename().string()));
      why.push_back(container.text(fmt::format("{}", fmt::join(run.disturbed, "; "))));
      counted.push_back(run.is_warm_up || run.failed ? 0 : 1);
      warm_ups.push_back(run.is_warm_up ? 1 : 0);
      failed.push_back(run.failed ? 1 : 0);
      started.push_back(std::chrono::duration<double>(run.started_utc).count());
      blocks.push_back(run.block ? static_cast<double>(*run.block) : unknown);
      const double work = run.units > 0.0 ? run.units : 1.0;
      energy_u.push_back(run.attributed ? run.attributed->energy.u.value() / work : unknown);
      frequencies.push_back(run.frequency_hz.value_or(unknown));
      temperatures.push_back(run.temperature_celsius.value_or(unknown));
      others.push_back(run.others.value());
      steal.push_back(run.steal.value());
      for (std::size_t m = 0; m < metrics.size(); ++m)
        metrics[m].push_back(series::value(run, series::all_metrics[m]).value_or(unknown));
    }
  }
  container.add("runs.series", of_series);
  container.add("runs.name", names);
  container.add("runs.started_s", started);
  container.add("runs.block", blocks);
  container.add("runs.counted", counted);
  container.add("runs.warm_up", warm_ups);
  container.add("runs.failed", failed);
  container.add("runs.outlier", outliers);
  container.add("runs.why", why);
  for (std::size_t m = 0; m < metrics.size(); ++m)
    container.add(fmt::format("runs.{}", column_of(series::all_metrics[m])), metrics[m]);
  container.add("runs.energy_u_j", energy_u);
  container.add("runs.frequency_hz", frequencies);
  container.add("runs.temperature_c", temperatures);
  container.add("runs.others_s", others);
  container.add("runs.steal_s", steal);
}

void add_contexts(Container& container, const std::vector<series::ContextChange>& tree) {
  std::vector<std::int32_t> parents;
  std::vector<std::uint32_t> names, files;
  std::vector<std::uint8_t> languages;
  std::vector<double> self_a, self_b, total_a, total_b, u;
  for (const series::ContextChange& node : tree) {
    parents.push_back(node.parent);
    names.push_back(container.text(node.name));
    files.push_back(container.text(node.file));
    languages.push_back(node.language);
    self_a.push_back(node.self_a);
    self_b.push_back(node.self_b);
    total_a.push_back(node.total_a);
    total_b.push_back(node.total_b);
    u.push_back(node.u);
  }
  container.add("nodes.parent", parents);
  container.add("nodes.name", names);
  container.add("nodes.file", files);
  container.add("nodes.language", languages);
  container.add("nodes.self_a", self_a);
  container.add("nodes.self_b", self_b);
  container.add("nodes.total_a", total_a);
  container.add("nodes.total_b", total_b);
  container.add("nodes.u", u);
}

/// The unit of work of all series, if they have one.
Json unit_of_work(std::span<const Series> all) {
  std::string name;
  for (const Series& one : all) {
    for (const RunNumbers& run : one.runs) {
      if (run.units > 0.0) name = run.unit_name;
    }
  }
  return name.empty() ? Json(nullptr) : Json(name);
}

std::string totals(std::span<const Series> all) {
  HtmlTable table{"Medians with 95 % intervals from the spread of the runs",
                  {"", "energy", "carbon", "time", "power", "peak memory", "runs that count"}};
  for (const Series& one : all)
    table.add({one.name, median_text(one, Metric::energy), median_text(one, Metric::carbon),
               median_text(one, Metric::time), median_text(one, Metric::power),
               median_text(one, Metric::memory), std::to_string(one.counted().size())});
  return table.html();
}

std::string comparison_tables(const SeriesPage& page) {
  const series::Comparison& comparison = *page.comparison;
  HtmlTable table{fmt::format("B ({}) against A ({})", comparison.name_b, comparison.name_a),
                  {"", "A", "B", "B against A", "verdict"}};
  for (const series::Quantity& q : comparison.quantities)
    table.add({std::string{series::name(q.metric)}, series::amount(stats::median(q.a), q.metric),
               series::amount(stats::median(q.b), q.metric), ratio_text(q.ratio),
               std::string{stats::name(q.verdict)}});
  for (const series::NotComparable& row : comparison.not_comparable)
    table.add({std::string{series::name(row.metric)},
               row.a ? series::amount(*row.a, row.metric) : "unknown",
               row.b ? series::amount(*row.b, row.metric) : "unknown", "not comparable",
               row.reason});
  std::string html = table.html();
  for (const ChangeTable& part : change_tables(comparison.changes)) {
    HtmlTable changes{part.heading, {"change", "p", part.name}};
    for (std::size_t i = 0; i < std::min(most_changes, part.rows.size()); ++i)
      changes.add({part.rows[i].amount, part.rows[i].p, part.rows[i].name});
    html += changes.html();
  }
  return html;
}

std::string summary(const SeriesPage& page) {
  std::string html = fmt::format("<h1>{}</h1>\n", escaped(page.title));
  if (page.comparison != nullptr) html += comparison_tables(page);
  html += totals(page.series);
  html += "<h2>What to keep in mind</h2>\n<ul>\n";
  for (const Series& one : page.series) {
    for (const std::string& note : series_notes(one))
      html += fmt::format("<li>{}</li>\n", escaped(note));
  }
  if (page.comparison != nullptr) {
    for (const std::string& warning : page.comparison->warnings)
      html += fmt::format("<li>{}</li>\n", escaped(warning));
  }
  return html + fmt::format("</ul>\n<h2>How it was measured</h2>\n<p>{}</p>\n",
                            escaped(series_methods(page)));
}

}  // namespace

std::string series_methods(const SeriesPage& page) {
  std::string text;
  for (const Series& one : page.series)
    text += fmt::format("{}{} of {}", text.empty() ? "" : ", ",
                        text::counted(one.counted().size(), "run"), one.name);
  const bool in_blocks = std::ranges::any_of(page.series, [](const Series& one) {
    return std::ranges::any_of(one.runs, [](const RunNumbers& r) { return r.block.has_value(); });
  });
  text += " were measured with calo, each in a process of its own";
  const bool in_turns = page.comparison == nullptr || page.comparison->why_not_paired.empty();
  if (in_blocks && in_turns && page.series.size() > 1)
    text += ", in blocks whose order was shuffled";
  text += ". Warm-up runs and failed runs do not count; disturbed runs are marked and do count. ";
  text +=
      "Values are medians with 95 % intervals of Hodges and Lehmann from the exact signed-rank "
      "law: "
      "they hold the spread between runs, not the uncertainty of the meter's gain, which is common "
      "to all of them.";
  if (page.comparison != nullptr && !page.comparison->quantities.empty()) {
    const bool paired = page.comparison->quantities.front().paired;
    text += fmt::format(
        " Ratios are those of {} with exact 95 % intervals from the law of {}; differences below "
        "{} "
        "were taken not to matter. p values of functions, lines and phases are corrected for their "
        "number by Holm's method.",
        paired ? "pairs of one block" : "all pairs of a run of A and one of B",
        paired ? "the signed-rank statistic" : "Mann and Whitney", text::percent(page.threshold));
  }
  for (const Series& one : page.series) {
    for (const RunNumbers* run : one.counted()) {
      if (!run->attributed) continue;
      return text + fmt::format(" Energies are {} ({}); static={}; machine: {}.", run->kind,
                                run->scope, attribution::name(*run->attributed->paid_by.policy),
                                run->machine);
    }
  }
  return text;
}

std::string series_data(const SeriesPage& page) {
  Container container;
  Json header = {{"schema", "calo.report/1"},
                 {"kind", page.comparison != nullptr ? "comparison" : "series"},
                 {"title", page.title},
                 {"methods", series_methods(page)},
                 {"per_unit", unit_of_work(page.series)}};
  header["metrics"] = Json::array();
  for (const Metric metric : series::all_metrics)
    header["metrics"].push_back({{"name", series::name(metric)},
                                 {"unit", series::unit(metric)},
                                 {"column", column_of(metric)}});
  header["series"] = Json::array();
  for (const Series& one : page.series) header["series"].push_back(header_of(one));
  header["warnings"] =
      page.comparison != nullptr ? Json(page.comparison->warnings) : Json(Json::array());
  add_runs(container, page.series);
  if (page.comparison != nullptr) {
    header["comparison"] = comparison_json(*page.comparison, page.threshold);
    add_contexts(container, page.comparison->changes.tree);
  }
  return std::move(container).bytes(std::move(header));
}

Result<std::string> html_series(const SeriesPage& page, std::string_view page_template) {
  return html_page(page_template.empty() ? built_in_series_page() : page_template, page.title,
                   summary(page), series_data(page));
}

}  // namespace calo::report
