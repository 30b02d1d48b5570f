#include "training.hpp"

#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <system_error>

#include "base/text.hpp"
#include "base/try.hpp"
#include "calo_hooks.hpp"
#include "dataset.hpp"
#include "model_file.hpp"
#include "modes.hpp"
#include "npz/npz.hpp"
#include "outputs.hpp"
#include "progress.hpp"
#include "say.hpp"

namespace baler {
namespace {

volatile std::sig_atomic_t stop_requested = 0;

extern "C" void request_stop(int signal) {
  stop_requested = 1;
  std::signal(signal, SIG_DFL);  // a second Ctrl-C ends the program at once
}

/// While one of these lives, Ctrl-C ends the training after the epoch. An ignored Ctrl-C stays
/// ignored.
class StopsOnRequest {
 public:
  StopsOnRequest() : before_{std::signal(SIGINT, request_stop)} {
    if (before_ == SIG_IGN) std::signal(SIGINT, SIG_IGN);
  }
  ~StopsOnRequest() { std::signal(SIGINT, before_); }
  StopsOnRequest(const StopsOnRequest&) = delete;
  StopsOnRequest& operator=(const StopsOnRequest&) = delete;

 private:
  void (*before_)(int);
};

/// What this program does not do, and the Python one may be asked for, is said and left out.
Config without_extras(const Config& config) {
  Config used = config;
  if (used.activation_extraction) {
    complain(
        "baler: activation_extraction is left out: only --mode diagnose of the "
        "Python Baler needs it\n");
    used.activation_extraction = false;
  }
  return used;
}

calo::Result<Trained> fit(const Job& job, const Config& config, const Dataset& dataset) {
  const Phase phase{"train"};
  const StopsOnRequest stops;
  Progress progress;
  Observer observer;
  observer.on_epoch = [&](const Epoch& epoch) {
    count_epochs(1);
    if (job.options.is_verbose) {
      say(fmt::format("Epoch {} of {}  loss {:.6e}\n", epoch.number, epoch.of,
                      epoch.training_loss));
    }
    progress.epoch(epoch);
    return stop_requested == 0;
  };
  observer.save_model = [&](std::int64_t epoch, const Model& model) {
    return save_model((job.project.training() / fmt::format("model_{}.pt", epoch)).string(), model);
  };
  return train(config, dataset, observer);
}

calo::Result<void> save(const Job& job, const Dataset& dataset, const Trained& trained) {
  const Phase phase{"save"};
  // The model first: if the disk is full, it is what must not be lost.
  CALO_TRY_DO(save_model(job.project.model().string(), trained.model));
  CALO_TRY_DO(npz::write_npy(job.project.losses().string(), loss_array(trained)));
  if (!trained.normalisation.is_empty()) {
    return npz::write_npy(job.project.normalization().string(),
                          to_array(trained.normalisation, dataset.shape));
  }
  // That of an earlier training would not fit the model.
  std::error_code ignored;
  std::filesystem::remove(job.project.normalization(), ignored);
  return {};
}

std::string ending_in_words(const Trained& trained, std::int64_t asked_for) {
  const auto done = trained.training_losses.size();
  switch (trained.ending) {
    case Ending::completed:
      return "";
    case Ending::early:
      return fmt::format("Early stopping after epoch {} of {}: the loss no longer fell.\n", done,
                         asked_for);
    case Ending::asked:
      return fmt::format("Interrupted after epoch {} of {}. The model so far is saved.\n", done,
                         asked_for);
  }
  return "";
}

}  // namespace

calo::Result<Status> run_train(const Job& job) {
  const auto start = std::chrono::steady_clock::now();
  CALO_TRY_DO(job.project.make_output_directories());
  CALO_TRY_DO(npz::check_writable(job.project.model().string()));
  const auto loaded = [&] {
    const Phase phase{"load"};
    return load(job.config);
  }();
  if (!loaded) return std::unexpected{loaded.error()};
  const Dataset& dataset = *loaded;

  const Config config = without_extras(job.config);
  CALO_TRY(const auto latent, latent_size(config, dataset.columns));
  say(fmt::format("{} rows of {} columns. Model {}, latent size {}.\n### Beginning Training\n",
                  dataset.rows, dataset.columns, config.model_name, latent));
  CALO_TRY(const auto trained, fit(job, config, dataset));
  CALO_TRY_DO(save(job, dataset, trained));

  say(fmt::format("{}# Finished. Training Loss: {:.6e}\n", ending_in_words(trained, config.epochs),
                  trained.training_losses.back()));
  if (config.test_size > 0) {
    say(fmt::format("Validation Loss: {:.6e}\n", trained.validation_losses.back()));
  }
  say(fmt::format("Training took {}. The model is {}\n", time_since(start),
                  job.project.model().string()));
  return trained.ending == Ending::asked ? Status::interrupted : Status::done;
}

}  // namespace baler
