#pragma once

#include <string>

#include "series/budget.hpp"

namespace calo::report {

std::string check_text(const series::CheckResult& result);
std::string check_markdown(const series::CheckResult& result);
/// "calo.check/1" (docs/formats/series.md).
std::string check_json(const series::CheckResult& result);
/// A test suite with a case for each statement, as JUnit writes it.
std::string check_junit(const series::CheckResult& result);

}  // namespace calo::report
