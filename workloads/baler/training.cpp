#include "training.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/try.hpp"
#include "blas.hpp"
#include "passes.hpp"
#include "schedule.hpp"

namespace baler {
namespace {

using calo::Category;
using calo::fail;

/// Rows as the model takes them, in its precision.
template <class Real>
std::vector<Real> model_rows(const Dataset& dataset, const Normalisation& normalisation,
                             const std::vector<std::size_t>& rows) {
  std::vector<Real> values;
  values.reserve(rows.size() * dataset.columns);
  for (const std::size_t row : rows) {
    for (std::size_t column = 0; column < dataset.columns; ++column) {
      const double value = dataset.values[row * dataset.columns + column];
      values.push_back(static_cast<Real>(normalisation.apply(value, column)));
    }
  }
  return values;
}

/// Mean over the batches of what `visit(inputs, rows)` says about each.
template <class Real>
double mean_over_batches(const std::vector<Real>& values, std::size_t columns, std::size_t batch,
                         auto&& visit) {
  const std::size_t rows = values.size() / columns;
  double sum = 0;
  std::size_t batches = 0;
  for (std::size_t begin = 0; begin < rows; begin += batch, ++batches) {
    sum += visit(values.data() + begin * columns, std::min(batch, rows - begin));
  }
  return sum / static_cast<double>(batches);
}

/// What this program leaves to the Python one.
Result<void> check_supported(const Config& config) {
  const auto unsupported = [](const char* what, const char* remedy) {
    return fail(Category::unsupported, fmt::format("training: {} is not supported", what), remedy);
  };
  if (config.separate_model_saving) {
    return unsupported("separate_model_saving",
                       "Set it to False: AE and CFD_dense_AE are saved as one model.pt.");
  }
  if (!config.custom_loss_function.empty()) {
    return unsupported("custom_loss_function", "Remove it; the loss is the squared error.");
  }
  if (config.epochs <= 0 || config.batch_size <= 0 || !(config.lr > 0)) {
    return fail(Category::usage, "training: epochs, batch_size and lr must be above zero",
                "Correct them in the config.");
  }
  return {};
}

template <class Real>
class Training {
 public:
  Training(const Config& config, const Dataset& dataset, const Normalisation& normalisation,
           const Split& parts, const Blas& blas, const Architecture& architecture)
      : config_{config},
        columns_{dataset.columns},
        batch_{std::min(static_cast<std::size_t>(config.batch_size),
                        std::max(parts.training.size(), parts.validation.size()))},
        training_{model_rows<Real>(dataset, normalisation, parts.training)},
        validation_{model_rows<Real>(dataset, normalisation, parts.validation)},
        step_{architecture, batch_, blas} {}

  Result<void> run(Model& model, Trained& trained, const Observer& observer);

 private:
  Epoch epoch(Network<Real>& network, std::int64_t number, double learning_rate) {
    Epoch result{.number = number, .of = config_.epochs, .learning_rate = learning_rate};
    result.training_loss =
        mean_over_batches(training_, columns_, batch_, [&](const Real* inputs, std::size_t rows) {
          return step_.step(network, inputs, rows, learning_rate);
        });
    result.validation_loss = result.training_loss;
    if (!validation_.empty()) {
      result.validation_loss = mean_over_batches(
          validation_, columns_, batch_,
          [&](const Real* inputs, std::size_t rows) { return step_.loss(network, inputs, rows); });
    }
    return result;
  }

  const Config& config_;
  std::size_t columns_;
  std::size_t batch_;
  std::vector<Real> training_;
  std::vector<Real> validation_;
  TrainingStep<Real> step_;
};

template <class Real>
Result<void> Training<Real>::run(Model& model, Trained& trained, const Observer& observer) {
  auto& network = std::get<Network<Real>>(model);
  PlateauSchedule schedule{config_.lr, config_.lr_scheduler_patience};
  EarlyStopping stopping{config_.early_stopping_patience, config_.min_delta};
  const std::int64_t saving_period =
      std::max<std::int64_t>(1, config_.intermittent_saving_patience);
  for (std::int64_t number = 1; number <= config_.epochs; ++number) {
    const Epoch done = epoch(network, number, schedule.learning_rate());
    if (!std::isfinite(done.training_loss) || !std::isfinite(done.validation_loss)) {
      return fail(Category::malformed,
                  fmt::format("training: the loss of epoch {} is not a finite number", number),
                  "Lower lr, or normalise the data (apply_normalization).");
    }
    trained.training_losses.push_back(done.training_loss);
    trained.validation_losses.push_back(done.validation_loss);
    const bool is_saved = config_.intermittent_model_saving && (number - 1) % saving_period == 0;
    if (is_saved && observer.save_model) CALO_TRY_DO(observer.save_model(number - 1, model));
    const bool may_go_on = !observer.on_epoch || observer.on_epoch(done);
    if (config_.lr_scheduler) schedule.observe(done.validation_loss);
    if (config_.early_stopping && stopping.observe(done.validation_loss)) {
      trained.ending = Ending::early;
      return {};
    }
    if (!may_go_on) {
      trained.ending = number < config_.epochs ? Ending::asked : Ending::completed;
      return {};
    }
  }
  return {};
}

}  // namespace

Result<Trained> train(const Config& config, const Dataset& dataset, const Observer& observer,
                      const Model* initial) {
  CALO_TRY_DO(check_supported(config));
  CALO_TRY(Blas blas, Blas::open());
  blas.use_threads(static_cast<int>(std::clamp<std::int64_t>(config.threads, 1, 64)));
  CALO_TRY(const Split parts, split(dataset.rows, config.test_size));
  CALO_TRY(Model model,
           initial != nullptr ? Result<Model>{*initial} : make_model(config, dataset.columns));
  const Architecture architecture = baler::architecture(model);
  if (architecture.columns() != dataset.columns) {
    return fail(Category::usage,
                fmt::format("training: the model has {} inputs, the data have {} columns",
                            architecture.columns(), dataset.columns),
                "Begin with a new model.");
  }
  Trained trained{.model = std::move(model),
                  .normalisation = find_normalisation(config, dataset),
                  .training_losses = {},
                  .validation_losses = {}};
  const auto run = [&]<class Real>(const Network<Real>&) {
    return Training<Real>{config, dataset, trained.normalisation, parts, blas, architecture}.run(
        trained.model, trained, observer);
  };
  CALO_TRY_DO(std::visit(run, trained.model));
  return trained;
}

npz::Array loss_array(const Trained& trained) {
  std::vector<double> values = trained.training_losses;
  values.insert(values.end(), trained.validation_losses.begin(), trained.validation_losses.end());
  return npz::Array::of(values, {2, trained.training_losses.size()});
}

}  // namespace baler
