#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "series/changes.hpp"

namespace calo::series {

/// A function by its name and the library that it is in, empty for the program itself and for
/// Python; beside them its file without the directory, since builds have their own. The file is
/// known only where debug files were read.
struct Place {
  std::string name, library, file;
  int line = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

enum Side : std::size_t { side_a, side_b };

/// What one kind of parts costs in every run, kept sparsely: most runs of a long series have no
/// sample in most lines.
class ChangeTable {
 public:
  void add(Side side, std::size_t run, Place place, double cost, double sigma) {
    Row& row = rows_[std::move(place)];
    std::vector<Entry>& entries = row.of[side];
    if (entries.empty() || entries.back().run != run) entries.push_back({run, 0.0, 0.0});
    entries.back().cost += cost;
    entries.back().sigma = std::hypot(entries.back().sigma, sigma);
    if (cost > 0.0) row.spent += cost;
    all_ += std::max(0.0, cost);
  }

  /// Makes one row of those that differ in the file only, where some run did not know it.
  void join_unknown_files();
  /// Drops the lines of functions of which one side knows no line, though it ran them.
  void drop_lines_of_one_side();

  [[nodiscard]] std::vector<Change> changes(std::size_t runs_a, std::size_t runs_b, bool paired,
                                            double least_share) const;

 private:
  struct Entry {
    std::size_t run = 0;
    double cost = 0.0;
    double sigma = 0.0;  // from sampling; 0 where there is none
  };
  struct Row {
    std::vector<Entry> of[2];
    double spent = 0.0;
  };
  static std::vector<double> costs(const std::vector<Entry>& entries, std::size_t runs) {
    std::vector<double> result(runs, 0.0);
    for (const Entry& entry : entries) result[entry.run] = entry.cost;
    return result;
  }

  static void join(Row& row, Row&& other);

  std::map<Place, Row> rows_;
  double all_ = 0.0;
};

}  // namespace calo::series
