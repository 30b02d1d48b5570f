#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "power_model/system.hpp"

namespace calo::power_model {

/// Predicts many servers of a comma-separated table, line by line.
///
/// Columns by name, in any order, each may be missing or empty: cpu, cpu_vendor, gen, launch_year,
/// sockets, cores, threads (both per node), base_mhz, tdp_w (of a socket), mem_gb; others are kept
/// and ignored. What is given wins over what the tables know. The output has the input's columns,
/// then w0 .. w100, lo0 .. lo100, hi0 .. hi100: watts and the ends of the 90 % interval at 0, 10 ..
/// 100 % load.
class Batch {
 public:
  /// Fails with `malformed` if none of the columns is there, or one stands twice.
  static Result<Batch> from_header(std::string_view line);

  [[nodiscard]] std::string header() const;

  /// The output line of one input line; `number` is its number in the file, for error texts that
  /// name line and column.
  [[nodiscard]] Result<std::string> row(std::string_view line, std::size_t number) const;
  /// The output line of a row that cannot be predicted: its own fields, the rest empty.
  [[nodiscard]] std::string empty_row(std::string_view line) const;

 private:
  static constexpr std::size_t inputs = 10;
  static constexpr std::size_t absent = static_cast<std::size_t>(-1);

  Batch() { position_.fill(absent); }
  [[nodiscard]] Result<System> system_from(std::string_view line, std::size_t number) const;
  [[nodiscard]] std::string own_fields(std::string_view line) const;

  std::string header_;
  std::size_t columns_ = 0;
  std::array<std::size_t, inputs> position_{};  ///< column number of each input
};

}  // namespace calo::power_model
