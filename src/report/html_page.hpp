#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "report/report_data.hpp"

namespace calo::report {

/// Text for HTML, between tags and in quoted attributes. Bytes that are not UTF-8 become U+FFFD;
/// control characters and those that turn the direction of writing are shown as what they are.
std::string escaped(std::string_view text);

/// A summary of the run in plain HTML, complete without a script: totals, domains, phases,
/// processes, the hottest functions, carbon, how it was measured, warnings.
std::string html_summary(const ReportInput& input);

/// A page: its template with the slots filled. `data` is a container. Fails with `malformed` if a
/// slot is missing.
Result<std::string> html_page(std::string_view page, std::string_view title,
                              const std::string& summary, const std::string& data);

/// The report: one HTML file. `page` is the template with its slots (docs/formats/report.md); empty
/// takes the built-in one. Fails with `malformed` if a slot is missing.
Result<std::string> html_report(const ReportInput& input, std::string_view page = {});

}  // namespace calo::report
