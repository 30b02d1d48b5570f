#pragma once

#include <cmath>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include "config.hpp"
#include "dataset.hpp"
#include "npz/array.hpp"

namespace baler {

/// Frames in which a wave travels: smooth, so that a small model learns them; the cells of the
/// first row are constant zero, as those of an obstacle.
inline npz::Array wave_frames(std::size_t count, std::size_t height, std::size_t width) {
  std::vector<double> values;
  for (std::size_t t = 0; t < count; ++t) {
    for (std::size_t y = 0; y < height; ++y) {
      for (std::size_t x = 0; x < width; ++x) {
        const double phase = 0.7 * static_cast<double>(x) - 0.5 * static_cast<double>(t);
        values.push_back(y == 0 ? 0 : 0.02 + 0.01 * std::sin(phase + static_cast<double>(y)));
      }
    }
  }
  return npz::Array::of(values, {count, height, width});
}

/// A table whose columns depend on three hidden numbers; the last column is constant.
inline npz::Array correlated_table(std::size_t rows, std::size_t columns) {
  std::mt19937 generator{5};
  const auto uniform = [&generator] { return static_cast<double>(generator()) * 0x1p-32; };
  std::vector<double> values;
  for (std::size_t row = 0; row < rows; ++row) {
    const double a = uniform();
    const double b = uniform();
    const double c = uniform();
    for (std::size_t column = 0; column < columns; ++column) {
      const auto k = static_cast<double>(column);
      const bool is_constant = column + 1 == columns;
      values.push_back(is_constant ? 7.5 : 50 * (a * std::sin(k) + b * std::cos(k) + 0.1 * c * k));
    }
  }
  return npz::Array::of(values, {rows, columns});
}

inline Config frames_config() {
  Config config;
  config.data_dimension = 2;
  config.model_name = "CFD_dense_AE";
  config.compression_ratio = 20;
  config.apply_normalization = false;
  config.epochs = 20;
  config.batch_size = 60;
  config.early_stopping = false;
  return config;
}

inline Config table_config() {
  Config config;
  config.compression_ratio = 1.6;
  config.epochs = 20;
  config.batch_size = 64;
  config.early_stopping = false;
  return config;
}

inline Dataset frames(std::size_t count = 12, std::size_t height = 8, std::size_t width = 10) {
  return arrange(frames_config(), wave_frames(count, height, width), {}, "frames").value();
}

inline Dataset table(std::size_t rows = 200, std::size_t columns = 8) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < columns; ++i) names.push_back("c" + std::to_string(i));
  return arrange(table_config(), correlated_table(rows, columns), names, "table").value();
}

}  // namespace baler
