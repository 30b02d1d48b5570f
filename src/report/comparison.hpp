#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "series/compare.hpp"

namespace calo::report {

/// A comparison for people; at most `most` rows of each table of changes. Without `with_changes`
/// nobody asked for functions.
std::string comparison_text(const series::Comparison& comparison, double threshold,
                            std::size_t most, bool with_changes = true);
std::string comparison_markdown(const series::Comparison& comparison, double threshold,
                                std::size_t most);
/// "calo.comparison/1" (docs/formats/series.md).
nlohmann::ordered_json comparison_json(const series::Comparison& comparison, double threshold);

/// The calling contexts of both sides as a tree: what each costs on A and B, and the change with
/// its standard error. Contexts below 1 % of both sides that did not change by as much are left
/// out.
std::string comparison_tree(const series::Comparison& comparison, bool colours);

/// "4.0 % lower (95 %: 3.1 to 4.9 % lower)".
std::string ratio_text(const stats::Located& ratio);

}  // namespace calo::report
