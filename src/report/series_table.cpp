#include "report/series_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "report/amounts.hpp"
#include "stats/comparison.hpp"
#include "stats/order.hpp"
#include "stats/rank_laws.hpp"

namespace calo::report {

namespace {

using Json = nlohmann::ordered_json;
using series::Metric;
using series::RunNumbers;
using series::Series;

std::string between(double low, double high, Metric metric) {
  if (metric == Metric::memory || metric == Metric::time || metric == Metric::cpu)
    return series::amount(low, metric) + " to " + series::amount(high, metric);
  return text::interval(low, high, series::unit(metric));
}

std::string escaped(std::string_view text, TableForm form) {
  std::string result;
  for (const char c : text::printable(text, 60)) {
    if (form == TableForm::markdown && c == '|') result += '\\';
    if (form == TableForm::latex) {
      if (std::string_view{"&%$#_{}"}.contains(c)) result += '\\';
      if (c == '\\') {
        result += "\\textbackslash{}";
        continue;
      }
      if (c == '~' || c == '^') {
        result += fmt::format("\\{}{{}}", c);
        continue;
      }
    }
    result += c;
  }
  return result;
}

std::string latex(std::string text) {
  const auto replace = [&](std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
      text.replace(at, from.size(), to);
  };
  replace("%", "\\%");
  replace("±", "$\\pm$");
  replace("µ", "\\textmu{}");
  return text;
}

using Cells = std::vector<std::string>;

/// Rows, the first one the head; a text table is as wide as its cells.
std::string table_of(const std::vector<Cells>& rows, TableForm form) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const Cells& cells : rows) {
    for (std::size_t i = 0; i < cells.size(); ++i)
      widths[i] = std::max(widths[i], columns(cells[i]) + 2);
  }
  const auto line = [&](const Cells& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      switch (form) {
        case TableForm::markdown:
          text += (i == 0 ? "| " : " ") + cells[i] + " |";
          break;
        case TableForm::latex:
          text += (i > 0 ? " & " : "") + (i == 0 ? cells[i] : latex(cells[i]));
          break;
        case TableForm::text:
          text += i + 1 < cells.size() ? padded(cells[i], widths[i]) : cells[i];
          break;
      }
    }
    return text + (form == TableForm::latex ? " \\\\\n" : "\n");
  };
  std::string table;
  if (form == TableForm::latex) table += "\\begin{tabular}{lrrrrrr}\n\\hline\n";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    table += line(rows[i]);
    if (i == 0 && form == TableForm::markdown) table += "|---|---|---|---|---|---|---|\n";
    if (i == 0 && form == TableForm::latex) table += "\\hline\n";
  }
  if (form == TableForm::latex) table += "\\hline\n\\end{tabular}\n";
  return table;
}

}  // namespace

std::string median_text(const Series& series, Metric metric) {
  const std::vector<double> sample = series.values(metric);
  if (sample.empty()) return "-";
  std::string text = series::amount(stats::median(sample), metric);
  const stats::Located located = stats::median_of_differences(sample);
  if (located.low && located.high)
    text += fmt::format(" (95 %: {})", between(*located.low, *located.high, metric));
  return text;
}

std::string series_table(std::span<const Series> all, TableForm form) {
  const bool per_unit = std::ranges::any_of(
      all, [](const Series& s) { return !s.runs.empty() && s.runs.front().units > 0.0; });
  const std::string per = per_unit ? " per unit" : "";
  std::vector<Cells> rows = {
      {"Mode", "energy" + per, "carbon" + per, "time", "power", "memory", "n"}};
  for (const Series& one : all) {
    const std::vector<double> memory = one.values(Metric::memory);
    rows.push_back({escaped(one.name, form), median_text(one, Metric::energy),
                    median_text(one, Metric::carbon), median_text(one, Metric::time),
                    median_text(one, Metric::power),
                    memory.empty() ? "-" : series::amount(stats::median(memory), Metric::memory),
                    std::to_string(one.counted().size())});
  }
  return table_of(rows, form);
}

std::vector<std::string> series_notes(const Series& series) {
  std::vector<std::string> notes;
  const auto counted = series.counted();
  std::string kinds;
  for (const RunNumbers* run : counted) {
    if (run->attributed && kinds.find(run->kind) == std::string::npos)
      kinds += (kinds.empty() ? "" : ", ") + run->kind + " (" + run->scope + ")";
  }
  if (!kinds.empty())
    notes.push_back(fmt::format(
        "{}: energy {}; medians, with 95 % from the spread of the runs alone", series.name, kinds));
  const std::vector<double> energy = series.values(Metric::energy);
  const std::vector<double> course = energy.empty() ? series.values(Metric::time) : energy;
  if (course.size() == counted.size()) {
    const std::vector<bool> marks = stats::outliers(course);
    for (std::size_t i = 0; i < marks.size(); ++i) {
      if (!marks[i]) continue;
      const std::string why = counted[i]->disturbed.empty()
                                  ? (i == 0 ? "the first run: warm up with --warmup"
                                            : "nothing was seen that explains it")
                                  : counted[i]->disturbed.front();
      notes.push_back(fmt::format("{}: {} is an outlier ({}); it counts", series.name,
                                  counted[i]->path.filename().string(), why));
    }
    if (course.size() >= 6) {
      const stats::Kendall drift = stats::kendall(course);
      if (drift.p < 0.01)
        notes.push_back(
            fmt::format("{}: drifts with the order of its runs (Kendall's tau {:.2f}, p {:.2g})",
                        series.name, drift.tau, drift.p));
    }
  }
  const auto disturbed =
      std::ranges::count_if(counted, [](const RunNumbers* run) { return !run->disturbed.empty(); });
  if (disturbed > 0)
    notes.push_back(fmt::format("{}: {} of {} runs were disturbed; they count", series.name,
                                disturbed, counted.size()));
  const auto failed =
      std::ranges::count_if(series.runs, [](const RunNumbers& run) { return run.failed; });
  if (failed > 0)
    notes.push_back(fmt::format("{}: {} failed or {} cut off and {} not count", series.name,
                                text::counted(failed, "run"), failed == 1 ? "was" : "were",
                                failed == 1 ? "does" : "do"));
  return notes;
}

std::string series_csv(std::span<const Series> all) {
  std::string csv =
      "name,file,started_utc,block,warm_up,failed,time_s,cpu_s,energy_j,energy_u_j,kind,scope,"
      "carbon_g,power_w,peak_rss_bytes,units,frequency_hz,temperature_celsius,others_s,steal_s,"
      "disturbed\n";
  for (const Series& one : all) {
    for (const RunNumbers& run : one.runs) {
      const std::string reasons = fmt::format("{}", fmt::join(run.disturbed, "; "));
      const auto number = [](const std::optional<double>& v) {
        return v ? fmt::format("{}", *v) : std::string{};
      };
      csv += fmt::format(
          "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n",
          text::csv_quoted(one.name), text::csv_quoted(run.path.filename().string()),
          iso_time(run.started_utc), run.block ? std::to_string(*run.block) : "",
          run.is_warm_up ? 1 : 0, run.failed ? 1 : 0, run.time.value(),
          number(series::value(run, Metric::cpu)),
          number(run.attributed ? std::optional{run.attributed->energy.value.value()}
                                : std::nullopt),
          number(run.attributed ? std::optional{run.attributed->energy.u.value()} : std::nullopt),
          run.kind, text::csv_quoted(run.scope),
          number(run.attributed ? std::optional{run.attributed->carbon.value.value()}
                                : std::nullopt),
          number(series::value(run, Metric::power)), number(series::value(run, Metric::memory)),
          run.units > 0.0 ? fmt::format("{}", run.units) : "", number(run.frequency_hz),
          number(run.temperature_celsius), run.others.value(), run.steal.value(),
          text::csv_quoted(reasons));
    }
  }
  return csv;
}

std::string series_json(std::span<const Series> all) {
  const auto optional_json = [](const std::optional<double>& value) {
    return value ? Json(*value) : Json(nullptr);
  };
  Json list = Json::array();
  for (const Series& one : all) {
    Json json = {{"name", one.name}, {"counted", one.counted().size()}};
    for (const Metric metric : series::all_metrics) {
      const std::vector<double> sample = one.values(metric);
      Json summary = nullptr;
      if (!sample.empty()) {
        const stats::Located located = stats::median_of_differences(sample);
        summary = {{"median", stats::median(sample)},
                   {"mad", stats::mad(sample)},
                   {"estimate", located.estimate},
                   {"low95", located.low ? Json(*located.low) : Json(nullptr)},
                   {"high95", located.high ? Json(*located.high) : Json(nullptr)},
                   {"unit", series::unit(metric)}};
      }
      json[std::string{series::name(metric)}] = summary;
    }
    json["runs"] = Json::array();
    for (const RunNumbers& run : one.runs) {
      json["runs"].push_back(
          {{"file", run.path.filename().string()},
           {"started_utc", iso_time(run.started_utc)},
           {"block", run.block ? Json(*run.block) : Json(nullptr)},
           {"warm_up", run.is_warm_up},
           {"failed", run.failed},
           {"time_s", run.time.value()},
           {"cpu_s", optional_json(series::value(run, Metric::cpu))},
           {"energy_j",
            run.attributed ? Json(run.attributed->energy.value.value()) : Json(nullptr)},
           {"energy_u_j", run.attributed ? Json(run.attributed->energy.u.value()) : Json(nullptr)},
           {"kind", run.attributed ? Json(run.kind) : Json(nullptr)},
           {"scope", run.attributed ? Json(run.scope) : Json(nullptr)},
           {"carbon_g",
            run.attributed ? Json(run.attributed->carbon.value.value()) : Json(nullptr)},
           {"peak_rss_bytes", optional_json(series::value(run, Metric::memory))},
           {"units", run.units > 0.0 ? Json(run.units) : Json(nullptr)},
           {"power_w", optional_json(series::value(run, Metric::power))},
           {"frequency_hz", optional_json(run.frequency_hz)},
           {"temperature_celsius", optional_json(run.temperature_celsius)},
           {"others_s", run.others.value()},
           {"steal_s", run.steal.value()},
           {"disturbed", run.disturbed}});
    }
    json["notes"] = series_notes(one);
    list.push_back(std::move(json));
  }
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace calo::report
