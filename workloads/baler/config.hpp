#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace baler {

/// Everything a project's config sets, with the defaults of a new project. Field names are those of
/// the Python Baler's config. How a config is read: config_file.hpp.
struct Config {
  // The data.
  std::string input_path;           ///< `.npz` with `data` and `names`
  std::int64_t data_dimension = 1;  ///< 1: table in float64; 2: frames in float32
  std::optional<std::array<std::int64_t, 3>>
      convert_to_blocks;               ///< frames reshaped to (n, second, third); positive
  bool apply_normalization = true;     ///< min-max per column, or per cell over the frames
  bool custom_norm = false;            ///< the data are normalised already: leave them alone
  std::vector<std::string> type_list;  ///< NumPy type of each column after decompression, or empty
  std::string unit;                    ///< of the values, for plots; empty: not said (ours)

  // The model.
  std::string model_name = "AE";                  ///< "AE" or "CFD_dense_AE"
  std::string model_type = "dense";               ///< "dense" or "convolutional"
  double compression_ratio = 2.0;                 ///< latent size = ceil(columns / ratio); > 0
  std::optional<std::int64_t> number_of_columns;  ///< computed from the data; used nowhere else
  std::optional<std::int64_t> latent_space_size;  ///< likewise

  // Training.
  std::int64_t epochs = 5;        ///< > 0
  double lr = 1e-3;               ///< of Adam; > 0
  std::int64_t batch_size = 512;  ///< rows or frames; > 0; the last batch may be shorter
  double test_size = 0;  ///< share of rows kept for validation, in [0, 1); 0: validation = training
  bool early_stopping = true;
  std::int64_t early_stopping_patience = 100;
  double min_delta = 0;  ///< an epoch is an improvement if the loss falls by more than this
  bool lr_scheduler = true;
  std::int64_t lr_scheduler_patience = 50;
  std::string custom_loss_function;  ///< empty, or "loss_function_swae"
  bool deterministic_algorithm = true;
  std::uint64_t seed = 0;    ///< of the weights (ours)
  std::int64_t threads = 0;  ///< 0: one (ours)

  // What is written.
  bool extra_compression = false;  ///< DEFLATE in compressed.npz
  bool intermittent_model_saving = false;
  std::int64_t intermittent_saving_patience = 100;  ///< epochs between two models
  bool activation_extraction = false;
  bool separate_model_saving = false;       ///< encoder.pt and decoder.pt instead of model.pt
  bool save_error_bounded_deltas = false;   ///< keep what the model misses by more than the bound
  double error_bounded_requirement = 10.0;  ///< relative bound, per cent; > 0
  bool compress_to_latent_space = false;    ///< for Conv_AE_3D only
};

}  // namespace baler
