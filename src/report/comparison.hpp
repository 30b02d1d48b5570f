#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "series/compare.hpp"

namespace calo::report {

/// What moved of one kind of parts, as text: phases, functions or lines.
struct ChangeTable {
  std::string name;     ///< "functions"
  std::string heading;  ///< "own energy of functions, B less A: 95 %; ..."
  struct Row {
    std::string amount;  ///< "+35.4 mJ (+24.0 mJ to +50.1 mJ)"
    std::string p;       ///< "p 0.002", "" with one run a side
    std::string name;    ///< "roots  work.cpp:3"
  };
  std::vector<Row> rows;  ///< without those that did not move
};
/// Kinds of which nothing is known are left out.
std::vector<ChangeTable> change_tables(const series::Changes& changes);

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
