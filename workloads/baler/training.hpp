#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/error.hpp"
#include "config.hpp"
#include "dataset.hpp"
#include "model.hpp"

namespace baler {

/// How training stands after an epoch.
struct Epoch {
  std::int64_t number = 0;     ///< 1 for the first
  std::int64_t of = 0;         ///< epochs asked for
  double training_loss = 0;    ///< mean over batches of sum((y - x)^2) / columns
  double validation_loss = 0;  ///< the training loss when there is no validation set
  double learning_rate = 0;    ///< used in this epoch
};

enum class Ending : std::uint8_t {
  completed,  ///< all epochs
  early,      ///< early stopping: no improvement for `early_stopping_patience` epochs
  asked,      ///< the observer said so
};

struct Trained {
  Model model;
  Normalisation normalisation;
  std::vector<double> training_losses;    ///< one per epoch done
  std::vector<double> validation_losses;  ///< likewise
  Ending ending = Ending::completed;
};

/// What the caller wants to hear; each may be empty. They run on the training thread.
struct Observer {
  std::function<bool(const Epoch&)> on_epoch;  ///< false: stop after this epoch
  /// Called when `intermittent_model_saving` is on, for epochs 0, patience, 2 patience, ...
  /// (counted from 0, as in the file names model_{epoch}.pt); an error ends the training.
  std::function<Result<void>(std::int64_t epoch, const Model&)> save_model;
};

/// Trains a model as the Python program does: batches in file order, Adam, ReduceLROnPlateau, early
/// stopping. Starts from `initial` if given, else from make_model.
///
/// Fails with `unsupported` for what only the Python program has (other models and losses,
/// activations), with `usage` for settings that do not fit the data, and with `malformed` when the
/// loss stops being a number.
Result<Trained> train(const Config& config, const Dataset& dataset, const Observer& observer = {},
                      const Model* initial = nullptr);

/// As in training/loss_data.npy: float64 (2, epochs), training above validation.
npz::Array loss_array(const Trained& trained);

}  // namespace baler
