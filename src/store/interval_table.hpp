#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "model/run.hpp"
#include "store/sqlite.hpp"

namespace calo::store {

/// An interval with its number in the file.
struct NumberedInterval {
  std::int64_t id = 0;
  model::Interval interval;
};

/// Reads intervals with their energies, in order of time, one after the other.
class IntervalReader {
 public:
  /// Of all intervals with `after` < id, at most `most` (negative: all).
  static Result<IntervalReader> open(Database& database, std::size_t domains,
                                     std::int64_t after = -1, std::int64_t most = -1);

  /// Empty at the end. Fails with `malformed` if a value makes no sense, energies do not belong to
  /// an interval or are missing, or ids do not ascend.
  Result<std::optional<NumberedInterval>> next();

 private:
  IntervalReader(Statement intervals, Statement energies, std::size_t domains, std::int64_t after,
                 bool to_the_end)
      : intervals_{std::move(intervals)},
        energies_{std::move(energies)},
        domains_{domains},
        previous_{after},
        to_the_end_{to_the_end} {}

  Statement intervals_;
  Statement energies_;
  std::size_t domains_;
  std::int64_t previous_;
  bool to_the_end_;
};

/// Writes intervals with their energies, and joins neighbours where there are too many.
class IntervalTable {
 public:
  static Result<IntervalTable> open(Database& database, std::size_t domains);

  Result<void> insert(std::int64_t id, const model::Interval& interval);

  /// Joins neighbours from the first on, as many as make at most `longest` together, and gives how
  /// many intervals are left. No two neighbours that are left would fit into `longest`, so at most
  /// 2 * (length of the run) / longest + 1 remain. Reads and writes a few hundred at a time.
  Result<std::size_t> join(Database& database, Seconds longest);

 private:
  IntervalTable(std::size_t domains, Statement interval, Statement energy, Statement erase_interval,
                Statement erase_energy)
      : domains_{domains},
        interval_{std::move(interval)},
        energy_{std::move(energy)},
        erase_interval_{std::move(erase_interval)},
        erase_energy_{std::move(erase_energy)} {}

  /// Removes after < id <= last.
  Result<void> erase(std::int64_t after, std::int64_t last);

  std::size_t domains_;
  Statement interval_;
  Statement energy_;
  Statement erase_interval_;
  Statement erase_energy_;
};

}  // namespace calo::store
