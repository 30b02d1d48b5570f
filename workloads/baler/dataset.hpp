#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "config.hpp"
#include "npz/array.hpp"

namespace baler {

using calo::Result;

/// The `data` and `names` of an input file, in the rows that the model sees: one row per record of
/// a table, or one per frame (or block of a frame) with its cells in C order.
struct Dataset {
  std::vector<double> values;      ///< rows x columns, C order, as in the file
  std::size_t rows = 0;            ///< > 0
  std::size_t columns = 0;         ///< > 0; cells of a frame or block for frames
  npz::Shape shape;                ///< of `data` in the file: what decompression restores
  std::vector<std::string> names;  ///< of the columns; empty for frames
};

/// Reads `config.input_path`. Fails, and says what to do, on absent or empty data, on a number of
/// axes that does not fit `data_dimension`, on blocks that do not fit, and on not-a-number and
/// infinity, which no model learns from.
Result<Dataset> load(const Config& config);

/// The same from arrays in memory; `name` is for messages.
Result<Dataset> arrange(const Config& config, const npz::Array& data,
                        std::vector<std::string> names, const std::string& name);

/// Min-max normalisation per column: y = (x - minimum) / range. Empty vectors change nothing.
/// A constant column has range zero; it is divided by one instead, so it becomes zero and comes
/// back exact.
struct Normalisation {
  std::vector<double> minimum;
  std::vector<double> range;  ///< maximum - minimum, zero for a constant column (as in the file)

  [[nodiscard]] bool is_empty() const { return minimum.empty(); }
  [[nodiscard]] double apply(double value, std::size_t column) const;
  [[nodiscard]] double undo(double value, std::size_t column) const;
};

/// Minima and ranges of the columns if the config asks for them (`apply_normalization` and not
/// `custom_norm`), else empty.
Normalisation find_normalisation(const Config& config, const Dataset& dataset);

/// As in training/normalization_features.npy: (2, columns), or (2, height, width) for frames
/// without blocks; (0,) when empty.
npz::Array to_array(const Normalisation& normalisation, const npz::Shape& data_shape);
Result<Normalisation> normalisation_from(const npz::Array& array, std::size_t columns);

/// Rows of a data set by number.
struct Split {
  std::vector<std::size_t> training;
  std::vector<std::size_t> validation;  ///< empty: there is no validation
};

/// sklearn.model_selection.train_test_split(random_state=1): a permutation by MT19937, its first
/// ceil(test_size * rows) are for validation. In order and undivided when test_size is 0. Fails
/// when a part would be empty.
Result<Split> split(std::size_t rows, double test_size);

}  // namespace baler
