#include "dataset.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "base/try.hpp"
#include "npz/npz.hpp"

namespace baler {
namespace {

using calo::Category;
using calo::fail;

/// Which cell a flat index is: "[12, 3]".
std::string place(std::size_t index, const npz::Shape& shape) {
  std::vector<std::size_t> coordinates(shape.size());
  for (std::size_t axis = shape.size(); axis-- > 0;) {
    coordinates[axis] = index % shape[axis];
    index /= shape[axis];
  }
  return fmt::format("[{}]", fmt::join(coordinates, ", "));
}

Result<void> check_finite(const std::vector<double>& values, const npz::Shape& shape,
                          const std::string& name) {
  const auto broken =
      std::ranges::find_if_not(values, [](double value) { return std::isfinite(value); });
  if (broken == values.end()) return {};
  const auto count = std::ranges::count_if(values, [](double v) { return !std::isfinite(v); });
  return fail(
      Category::malformed,
      fmt::format("reading data of {}: {} of {} values are not finite, the first is {} at {}", name,
                  count, values.size(), *broken,
                  place(static_cast<std::size_t>(broken - values.begin()), shape)),
      "Replace or remove them: no model learns from them.");
}

/// Rows and columns of frames, whole or cut into blocks.
Result<std::pair<std::size_t, std::size_t>> frame_rows(const Config& config,
                                                       const npz::Shape& shape,
                                                       const std::string& name) {
  const std::size_t cells = npz::elements(shape);
  if (!config.convert_to_blocks) return std::pair{shape[0], shape[1] * shape[2]};
  const auto& blocks = *config.convert_to_blocks;
  const bool is_possible = std::ranges::all_of(blocks, [cells](std::int64_t size) {
    return size > 0 && static_cast<std::uint64_t>(size) <= cells;
  });
  const std::size_t block =
      is_possible ? static_cast<std::size_t>(blocks[1]) * static_cast<std::size_t>(blocks[2]) : 0;
  if (block == 0 || cells % block != 0) {
    return fail(Category::usage,
                fmt::format("cutting data of {}, shape {}, into blocks of {} x {}: they do not fit",
                            name, npz::text(shape), blocks[1], blocks[2]),
                "Choose convert_to_blocks so that whole blocks fill the data.");
  }
  return std::pair{cells / block, block};
}

}  // namespace

Result<Dataset> arrange(const Config& config, const npz::Array& data,
                        std::vector<std::string> names, const std::string& name) {
  const bool is_table = config.data_dimension == 1;
  const std::size_t axes = is_table ? 2 : 3;
  if (data.shape.size() != axes) {
    return fail(Category::usage,
                fmt::format("reading data of {}: its shape is {}, but data_dimension = {} means {}",
                            name, npz::text(data.shape), config.data_dimension,
                            is_table ? "a table (rows, columns)" : "frames (n, height, width)"),
                "Correct data_dimension or the shape.");
  }
  if (npz::elements(data.shape) == 0) {
    return fail(
        Category::malformed,
        fmt::format("reading data of {}: it is empty (shape {})", name, npz::text(data.shape)),
        "Give at least one row.");
  }
  Dataset dataset;
  dataset.shape = data.shape;
  dataset.rows = data.shape[0];
  dataset.columns = data.shape[1];
  if (!is_table) {
    CALO_TRY(std::tie(dataset.rows, dataset.columns), frame_rows(config, data.shape, name));
  }
  if (is_table && !names.empty() && names.size() != dataset.columns) {
    return fail(
        Category::malformed,
        fmt::format("reading {}: {} names for {} columns", name, names.size(), dataset.columns),
        "Name each column once, or none.");
  }
  dataset.names = std::move(names);
  CALO_TRY(dataset.values, data.doubles());
  CALO_TRY_DO(check_finite(dataset.values, dataset.shape, name));
  return dataset;
}

Result<Dataset> load(const Config& config) {
  CALO_TRY(const npz::Archive archive, npz::read(config.input_path));
  const npz::Array* data = archive.find("data");
  if (data == nullptr) {
    return fail(Category::malformed,
                fmt::format("reading {}: it has no member data.npy", config.input_path),
                "Write it with numpy.savez(file, data=..., names=...).");
  }
  std::vector<std::string> names;
  if (const npz::Array* named = archive.find("names"); named != nullptr) {
    CALO_TRY(names, named->strings());
  }
  return arrange(config, *data, std::move(names), config.input_path);
}

double Normalisation::apply(double value, std::size_t column) const {
  if (is_empty()) return value;
  const double width = range[column];
  return (value - minimum[column]) / (width > 0 ? width : 1);
}

double Normalisation::undo(double value, std::size_t column) const {
  if (is_empty()) return value;
  // A constant column comes back exact, whatever the model makes of it.
  return range[column] > 0 ? value * range[column] + minimum[column] : minimum[column];
}

Normalisation find_normalisation(const Config& config, const Dataset& dataset) {
  Normalisation result;
  if (!config.apply_normalization || config.custom_norm) return result;
  const std::size_t columns = dataset.columns;
  const auto first = dataset.values.begin();
  result.minimum.assign(first, first + static_cast<std::ptrdiff_t>(columns));
  std::vector<double> maximum = result.minimum;
  for (std::size_t i = columns; i < dataset.values.size(); ++i) {
    const std::size_t column = i % columns;
    result.minimum[column] = std::min(result.minimum[column], dataset.values[i]);
    maximum[column] = std::max(maximum[column], dataset.values[i]);
  }
  result.range.resize(columns);
  std::ranges::transform(maximum, result.minimum, result.range.begin(), std::minus<>{});
  return result;
}

npz::Array to_array(const Normalisation& normalisation, const npz::Shape& data_shape) {
  std::vector<double> values = normalisation.minimum;
  values.insert(values.end(), normalisation.range.begin(), normalisation.range.end());
  if (normalisation.is_empty()) return npz::Array::of(values, {0});
  npz::Shape shape{2, normalisation.minimum.size()};
  if (data_shape.size() == 3 && data_shape[1] * data_shape[2] == shape[1]) {
    shape = {2, data_shape[1], data_shape[2]};
  }
  return npz::Array::of(values, std::move(shape));
}

Result<Normalisation> normalisation_from(const npz::Array& array, std::size_t columns) {
  const std::size_t size = npz::elements(array.shape);
  if (size == 0) return Normalisation{};
  CALO_TRY(const std::vector<double> values, array.doubles());
  const bool is_finite = std::ranges::all_of(values, [](double v) { return std::isfinite(v); });
  if (array.shape[0] != 2 || size != 2 * columns || !is_finite) {
    return fail(Category::malformed,
                fmt::format("reading normalisation features: shape {} does not fit {} columns",
                            npz::text(array.shape), columns),
                "Use the file that was written together with the model.");
  }
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(columns);
  return Normalisation{.minimum = {values.begin(), middle}, .range = {middle, values.end()}};
}

}  // namespace baler
