#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "compression.hpp"
#include "npz/array.hpp"

namespace baler {

// What compress and decompress must do in the same way, so that a bound that one has verified is
// kept by the other.

/// Rows that are encoded or decoded at once: a megabyte or two of outputs of all layers.
std::size_t coding_batch(std::size_t rows, const Architecture& architecture);

/// NumPy's name of a column's type, as in `type_list`.
enum class ColumnType : std::uint8_t { float64, float32, float16, integer, boolean };
Result<std::vector<ColumnType>> parse_types(const std::vector<std::string>& names,
                                            std::size_t columns);

/// A value as its column's type holds it; whole numbers are rounded to the nearest.
double as_type(double value, ColumnType type);

/// From what the model decoded to what the user gets, but for corrections.
class Restorer {
 public:
  Restorer(const Normalisation& normalisation, std::vector<ColumnType> types)
      : normalisation_{normalisation}, types_{std::move(types)} {}

  [[nodiscard]] double restored(double decoded, std::size_t column) const {
    const double value = normalisation_.undo(decoded, column);
    return types_.empty() ? value : as_type(value, types_[column]);
  }

 private:
  const Normalisation& normalisation_;
  std::vector<ColumnType> types_;
};

/// Bits, lowest first in each byte.
inline bool bit(const std::vector<std::uint8_t>& bits, std::size_t index) {
  return (bits[index / 8] >> (index % 8) & 1) != 0;
}
inline void set_bit(std::vector<std::uint8_t>& bits, std::size_t index) {
  bits[index / 8] = static_cast<std::uint8_t>(bits[index / 8] | (1u << (index % 8)));
}
inline std::size_t bytes_for_bits(std::size_t count) {
  return (count + 7) / 8;
}

}  // namespace baler
