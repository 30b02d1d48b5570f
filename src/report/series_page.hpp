#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "series/compare.hpp"
#include "series/series.hpp"

namespace calo::report {

/// What the page of several runs shows.
struct SeriesPage {
  std::string title;
  std::span<const series::Series> series;  ///< A and B, if they are compared
  const series::Comparison* comparison = nullptr;
  double threshold = 0.01;
};

/// The container with all data of the runs (docs/formats/report.md).
std::string series_data(const SeriesPage& page);

/// How the numbers of a series or a comparison were obtained, as a paragraph for a paper.
std::string series_methods(const SeriesPage& page);

/// One HTML file. `page_template` as in html_report.
Result<std::string> html_series(const SeriesPage& page, std::string_view page_template = {});

}  // namespace calo::report
