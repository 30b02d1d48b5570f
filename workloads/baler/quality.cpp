#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/try.hpp"
#include "compression.hpp"

namespace baler {

Result<Quality> compare(const npz::Array& original, const npz::Array& decompressed) {
  if (original.shape != decompressed.shape || npz::elements(original.shape) == 0) {
    return calo::fail(calo::Category::usage,
                      fmt::format("comparing data of shape {} with data of shape {}",
                                  npz::text(original.shape), npz::text(decompressed.shape)),
                      "Compare a file with its own decompression.");
  }
  CALO_TRY(const auto before, original.doubles());
  CALO_TRY(const auto after, decompressed.doubles());
  const auto [lowest, highest] = std::ranges::minmax(before);
  Quality quality;
  quality.cells = before.size();
  quality.range = highest - lowest;
  double squares = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const double error = std::abs(after[i] - before[i]);
    squares += error * error;
    quality.max_absolute_error = std::max(quality.max_absolute_error, error);
    if (before[i] != 0) {
      quality.max_relative_error =
          std::max(quality.max_relative_error.value_or(0), error / std::abs(before[i]));
    }
  }
  quality.rmse = std::sqrt(squares / static_cast<double>(before.size()));
  if (quality.rmse > 0) {
    quality.rmse_of_range = quality.rmse / quality.range;
    quality.psnr_db = 20 * std::log10(quality.range / quality.rmse);
  } else {
    quality.psnr_db = std::numeric_limits<double>::infinity();
  }
  return quality;
}

}  // namespace baler
