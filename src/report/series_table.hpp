#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "series/series.hpp"

namespace calo::report {

enum class TableForm { text, markdown, latex };

/// A row for each series: medians with their 95 % intervals, and how many runs count.
std::string series_table(std::span<const series::Series> all, TableForm form);

/// Every run's every number.
std::string series_csv(std::span<const series::Series> all);
std::string series_json(std::span<const series::Series> all);

/// What must be kept in mind: outliers, drift, disturbed and failed runs. A line each.
std::vector<std::string> series_notes(const series::Series& series);

/// "12.0 J (95 %: 11.8 to 12.3)": the median so far; "-" without a value.
std::string median_text(const series::Series& series, series::Metric metric);

}  // namespace calo::report
