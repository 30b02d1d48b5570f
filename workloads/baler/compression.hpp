#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "config.hpp"
#include "dataset.hpp"
#include "model.hpp"
#include "npz/array.hpp"

namespace baler {

/// What the model misses by more than the bound, so that decompression can keep the bound.
struct Corrections {
  double bound_percent = 0;            ///< |decompressed - original| <= bound % of |original|
  std::vector<std::uint8_t> is_small;  ///< one bit per cell, lowest first: has an entry in `small`
  std::vector<std::uint16_t> small;    ///< float16 bits: decoded - original, normalised
  std::vector<std::uint8_t> is_exact;  ///< one bit per cell: has an entry in `exact`
  std::vector<double> exact;           ///< the original value, where float16 cannot keep the bound
};

/// Everything compressed.npz holds; decompression needs it and the model, nothing else.
struct Compressed {
  npz::Array latent;               ///< (rows, latent size), float32 or float64 like the model
  std::vector<std::string> names;  ///< of the columns
  Normalisation normalisation;     ///< of the compressed data
  npz::Shape shape;                ///< of the original data
  std::vector<std::string> types;  ///< type of each column, or empty
  std::optional<Corrections> corrections;
  std::optional<std::uint64_t> model{};  ///< fingerprint; empty: the Python program keeps none
};

/// Encodes all rows. With `save_error_bounded_deltas`, also decodes them exactly as decompress does
/// and adds corrections until every cell keeps `error_bounded_requirement`; a cell whose original
/// value is zero is kept exactly.
Result<Compressed> compress(const Config& config, const Dataset& dataset, const Model& model);

/// Writes compressed.npz: data, names, normalization_features as the Python program does, then
/// members of ours (docs/methods/baler.md, "Files"). DEFLATE with `extra_compression`.
Result<void> save(const std::string& path, const Compressed& compressed, const Config& config);

/// Reads what `save` or the Python program wrote. A file of the Python program lacks the shape:
/// then `shape` is (rows, columns) unless `model` and the config tell more.
Result<Compressed> load_compressed(const std::string& path, const Config& config,
                                   const Model& model);

/// Decodes, corrects, un-normalises, restores the original shape.
struct Decompressed {
  npz::Array values;  ///< float32 if the original program would say so, else float64
  std::vector<std::string> names;
};
Result<Decompressed> decompress(const Config& config, const Compressed& compressed,
                                const Model& model);

/// Writes decompressed.npz: data, names.
Result<void> save(const std::string& path, const Decompressed& decompressed, const Config& config);

/// How well two arrays of the same shape agree.
struct Quality {
  std::size_t cells = 0;
  double range = 0;          ///< maximum - minimum of the original
  double rmse = 0;           ///< root mean square difference
  double rmse_of_range = 0;  ///< rmse / range; 0 if both are 0
  double psnr_db = 0;        ///< 20 log10(range / rmse); infinity when equal
  double max_absolute_error = 0;
  std::optional<double> max_relative_error;  ///< over cells that are not zero originally
};
Result<Quality> compare(const npz::Array& original, const npz::Array& decompressed);

/// Cells of the original per latent number: what `compression_ratio` asked for.
double ratio_per_cell(const Compressed& compressed);

}  // namespace baler
