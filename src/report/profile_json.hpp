#pragma once

#include <string>

#include "report/profile_view.hpp"

namespace calo::report {

/// Functions, lines, threads and stages of a profile as one JSON object (docs/formats/json.md,
/// "Stacks"): the numbers of the tables, unrounded. Obeys the view's filter and number of rows.
std::string profile_json(const ProfileView& view);

}  // namespace calo::report
