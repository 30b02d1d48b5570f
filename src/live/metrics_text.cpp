#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>

#include "formats/influx.hpp"
#include "live/metrics.hpp"

namespace calo::live {

namespace {

/// Sorted by key: what both data bases store fastest.
Labels joined(const Labels& common, const Labels& own) {
  Labels all = common;
  all.insert(all.end(), own.begin(), own.end());
  std::ranges::sort(all);
  return all;
}

/// [a-zA-Z_][a-zA-Z0-9_]*, not "__name", which Prometheus keeps for itself.
std::string label_name(std::string_view key) {
  std::string name;
  for (const char c : key) {
    const auto code = static_cast<unsigned char>(c);
    name += std::isalnum(code) != 0 && code < 0x80 ? c : '_';
  }
  if (name.empty() || std::isdigit(static_cast<unsigned char>(name[0])) != 0 ||
      name.starts_with("__"))
    name.insert(0, "tag_");
  return name;
}

std::string label_value(std::string_view value) {
  std::string escaped;
  for (const char c : value) {
    if (c == '\\' || c == '"') escaped += '\\';
    if (c == '\n') {
      escaped += "\\n";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string in_braces(const Labels& labels) {
  std::string text;
  for (const auto& [key, value] : labels)
    text +=
        fmt::format("{}{}=\"{}\"", text.empty() ? "" : ",", label_name(key), label_value(value));
  return text.empty() ? text : "{" + text + "}";
}

}  // namespace

Lines influx_lines(const Frame& frame, const Labels& common) {
  Lines lines;
  const auto when = std::chrono::duration_cast<std::chrono::milliseconds>(frame.utc).count();
  for (auto begin = frame.values.begin(); begin != frame.values.end();) {
    const auto end = std::find_if(begin, frame.values.end(), [&](const Value& value) {
      return value.labels != begin->labels;
    });
    lines.text += "calo";
    for (const auto& [key, value] : joined(common, begin->labels))
      lines.text +=
          fmt::format(",{}={}", formats::influx_escaped(key), formats::influx_escaped(value));
    char before = ' ';
    for (; begin != end; ++begin) {
      fmt::format_to(std::back_inserter(lines.text), "{}{}={}", before, begin->metric->field,
                     begin->value);
      before = ',';
    }
    fmt::format_to(std::back_inserter(lines.text), " {}\n", when);
    ++lines.count;
  }
  return lines;
}

std::string exposition(const Frame& frame, const Labels& common) {
  std::string text;
  // All lines of one metric stand together.
  std::vector<const Metric*> order;
  std::map<const Metric*, std::string> families;
  for (const Value& value : frame.values) {
    const Metric& metric = *value.metric;
    std::string& family = families[&metric];
    if (family.empty()) {
      order.push_back(&metric);
      family = fmt::format("# HELP calo_{0} {1}\n# TYPE calo_{0} {2}\n", metric.field, metric.help,
                           metric.is_counter ? "counter" : "gauge");
    }
    fmt::format_to(std::back_inserter(family), "calo_{}{} {}\n", metric.field,
                   in_braces(joined(common, value.labels)), value.value);
  }
  for (const Metric* metric : order) text += families[metric];
  return text;
}

}  // namespace calo::live
