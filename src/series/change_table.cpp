#include "series/change_table.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "base/estimate.hpp"
#include "stats/comparison.hpp"
#include "stats/order.hpp"
#include "stats/rank_laws.hpp"

namespace calo::series {

namespace {

/// How far b is from a, with one run a side: only sampling is known to err.
void locate_single(Change& change, double a, double b, double sigma) {
  change.change = b - a;
  if (sigma <= 0.0) return;
  change.low = change.change - sigmas_in_95_percent * sigma;
  change.high = change.change + sigmas_in_95_percent * sigma;
}

/// Returns p.
double locate(Change& change, const std::vector<double>& a, const std::vector<double>& b,
              bool paired) {
  stats::Located moved;
  double p = 1.0;
  if (paired) {
    std::vector<double> differences(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) differences[i] = b[i] - a[i];
    moved = stats::median_of_differences(differences);
    p = stats::signed_rank_p(differences);
  } else {
    moved = stats::shift(a, b);
    p = stats::mann_whitney(a, b).p;
  }
  change.change = moved.estimate;
  change.low = moved.low;
  change.high = moved.high;
  return p;
}

}  // namespace

void ChangeTable::join(Row& row, Row&& other) {
  for (std::size_t side : {side_a, side_b}) {
    std::map<std::size_t, Entry> by_run;
    for (const std::vector<Entry>* entries : {&row.of[side], &other.of[side]}) {
      for (const Entry& entry : *entries) {
        Entry& sum = by_run.try_emplace(entry.run, Entry{entry.run, 0.0, 0.0}).first->second;
        sum.cost += entry.cost;
        sum.sigma = std::hypot(sum.sigma, entry.sigma);
      }
    }
    row.of[side].clear();
    for (const auto& [run, entry] : by_run) row.of[side].push_back(entry);
  }
  row.spent += other.spent;
}

void ChangeTable::join_unknown_files() {
  std::map<Place, Row> joined;
  for (auto at = rows_.begin(); at != rows_.end();) {
    // Rows of one function follow each other, the one without a file first.
    const auto is_same = [&](const auto& other) {
      return other.first.name == at->first.name && other.first.library == at->first.library;
    };
    const auto end = std::find_if_not(at, rows_.end(), is_same);
    if (!at->first.file.empty()) {
      for (; at != end; ++at) joined.emplace(at->first, std::move(at->second));
      continue;
    }
    Place place = at->first;
    if (std::next(at) != end && std::next(at, 2) == end) place.file = std::next(at)->first.file;
    Row& row = joined[std::move(place)];
    for (; at != end; ++at) join(row, std::move(at->second));
  }
  rows_ = std::move(joined);
}

void ChangeTable::drop_lines_of_one_side() {
  struct Known {
    bool lines = false, ran = false;
  };
  std::map<std::pair<std::string, std::string>, std::array<Known, 2>> functions;
  for (const auto& [place, row] : rows_) {
    for (std::size_t side : {side_a, side_b}) {
      Known& known = functions[{place.name, place.library}][side];
      known.ran = known.ran || !row.of[side].empty();
      known.lines = known.lines || (place.line > 0 && !row.of[side].empty());
    }
  }
  std::erase_if(rows_, [&](const auto& row) {
    const auto& sides = functions.at({row.first.name, row.first.library});
    return row.first.line == 0 ||
           std::ranges::any_of(sides, [](const Known& k) { return k.ran && !k.lines; });
  });
}

std::vector<Change> ChangeTable::changes(std::size_t runs_a, std::size_t runs_b, bool paired,
                                         double least_share) const {
  std::vector<Change> result;
  std::vector<double> p;
  const bool single = runs_a == 1 && runs_b == 1;
  for (const auto& [place, row] : rows_) {
    if (row.spent < least_share * all_) continue;
    const std::vector<double> a = costs(row.of[side_a], runs_a);
    const std::vector<double> b = costs(row.of[side_b], runs_b);
    Change change{place.name,
                  place.file.empty() ? place.library : place.file,
                  place.line,
                  stats::median(a),
                  stats::median(b),
                  0.0,
                  {},
                  {},
                  {}};
    if (single) {
      double sigma = 0.0;
      for (const auto& side : row.of) sigma = std::hypot(sigma, side.empty() ? 0.0 : side[0].sigma);
      locate_single(change, a.front(), b.front(), sigma);
    } else {
      p.push_back(locate(change, a, b, paired));
    }
    result.push_back(std::move(change));
  }
  if (!single) {
    const std::vector<double> corrected = stats::holm(p);
    for (std::size_t i = 0; i < corrected.size(); ++i) result[i].p = corrected[i];
  }
  std::ranges::stable_sort(result, [](const Change& x, const Change& y) {
    if (x.is_sure() != y.is_sure()) return x.is_sure();
    return std::abs(x.change) > std::abs(y.change);
  });
  return result;
}

}  // namespace calo::series
