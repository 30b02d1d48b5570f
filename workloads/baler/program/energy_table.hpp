#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/quantity.hpp"

namespace baler {

/// A value with the ends of its 90 % interval; missing is empty.
template <class Q>
struct WithInterval {
  std::optional<Q> value, low, high;
};

/// What one run of a mode took: a row of output/profiling/energy.csv.
struct ProfileRow {
  std::string time_utc;  ///< ISO 8601
  std::string mode;
  std::optional<calo::Seconds> duration;
  WithInterval<calo::Joules> energy;  ///< of the program, without the machine's idle power
  std::string kind;                   ///< measured, integrated, modelled or assumed
  WithInterval<calo::Grams> carbon;
  std::optional<calo::Bytes> peak_memory;

  [[nodiscard]] std::optional<calo::Watts> power() const;  ///< mean
};

/// The row for a run, from what `calo show --json` says of it. Fails with `malformed`.
calo::Result<ProfileRow> row_from(std::string_view run_json, std::string_view mode);

/// Adds a row to the file, which is made with a header if it is not there. A file with another
/// header is left alone.
calo::Result<void> append(const std::filesystem::path& path, const ProfileRow& row);

struct ProfileTable {
  std::vector<ProfileRow> rows;
  std::size_t unreadable = 0;  ///< lines that are no rows
};
calo::Result<ProfileTable> read_table(const std::filesystem::path& path);

}  // namespace baler
