#include "coding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.hpp"

namespace baler {

std::size_t coding_batch(std::size_t rows, const Architecture& architecture) {
  constexpr std::size_t numbers = 1 << 18;
  std::size_t per_row = 0;
  for (const Layer& layer : architecture.layers()) per_row += layer.outputs;
  return std::clamp<std::size_t>(numbers / per_row, 1, rows);
}

Result<std::vector<ColumnType>> parse_types(const std::vector<std::string>& names,
                                            std::size_t columns) {
  if (!names.empty() && names.size() != columns) {
    return calo::fail(
        calo::Category::usage,
        fmt::format("reading type_list: {} types for {} columns", names.size(), columns),
        "Give one type for each column, or none.");
  }
  std::vector<ColumnType> types;
  for (const std::string& name : names) {
    constexpr std::array<std::string_view, 8> integers{"int8",  "int16",  "int32",  "int64",
                                                       "uint8", "uint16", "uint32", "uint64"};
    if (name == "float64" || name == "float") {
      types.push_back(ColumnType::float64);
    } else if (name == "float32") {
      types.push_back(ColumnType::float32);
    } else if (name == "float16") {
      types.push_back(ColumnType::float16);
    } else if (name == "bool") {
      types.push_back(ColumnType::boolean);
    } else if (name == "int" || std::ranges::find(integers, name) != integers.end()) {
      types.push_back(ColumnType::integer);
    } else {
      return calo::fail(calo::Category::usage,
                        fmt::format("reading type_list: '{}' is no type of a column",
                                    calo::text::printable(name, 40)),
                        "Use float64, float32, float16, int8 to int64, uint8 to uint64, or bool.");
    }
  }
  return types;
}

double as_type(double value, ColumnType type) {
  switch (type) {
    case ColumnType::float64:
      return value;
    case ColumnType::float32:
      return static_cast<double>(static_cast<float>(value));
    case ColumnType::float16:
      return npz::from_half(npz::to_half(value));
    case ColumnType::integer:
      return std::nearbyint(value);
    case ColumnType::boolean:
      return value >= 0.5 ? 1 : 0;
  }
  return value;
}

}  // namespace baler
