#include "training.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "blas.hpp"
#include "example.hpp"
#include "passes.hpp"

namespace baler {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Training, LowersTheLossOfFrames) {
  Config config = frames_config();
  config.epochs = 150;
  const auto trained = train(config, frames());
  ASSERT_TRUE(trained) << trained.error().text();
  EXPECT_EQ(trained->training_losses.size(), 150u);
  EXPECT_EQ(trained->ending, Ending::completed);
  EXPECT_LT(trained->training_losses.back(), trained->training_losses.front() / 20);
}

TEST(Training, LowersTheLossOfATableWithAConstantColumn) {
  Config config = table_config();
  config.epochs = 100;
  const auto trained = train(config, table());
  ASSERT_TRUE(trained) << trained.error().text();
  EXPECT_LT(trained->training_losses.back(), trained->training_losses.front() / 20);
}

TEST(Training, GivesTheSameBitsForTheSameSeed) {
  const auto parameters = [] {
    return std::get<Network<float>>(train(frames_config(), frames()).value().model).parameters;
  };
  EXPECT_EQ(parameters(), parameters());
}

TEST(Training, MovesParametersAgainstTheirGradients) {
  const Dataset data = table(16, 6);
  const auto blas = Blas::open();
  ASSERT_TRUE(blas);
  const Network<double> start = std::get<Network<double>>(make_model(table_config(), 6).value());
  std::vector<double> inputs;
  inputs.reserve(data.values.size());
  for (const double value : data.values) inputs.push_back(value / 100);
  TrainingStep<double> step{start.architecture, 16, *blas};
  Network<double> moved = start;
  step.step(moved, inputs.data(), 16, 1e-3);
  std::size_t checked = 0;
  for (std::size_t i = 0; i < start.parameters.size(); i += 97) {
    constexpr double h = 1e-5;
    Network<double> beside = start;
    beside.parameters[i] += h;
    const double above = step.loss(beside, inputs.data(), 16);
    beside.parameters[i] -= 2 * h;
    const double slope = (above - step.loss(beside, inputs.data(), 16)) / (2 * h);
    if (std::abs(slope) < 1e-6) continue;  // below what differences resolve
    // The first step of Adam is the learning rate, against the sign of the gradient.
    EXPECT_NEAR(moved.parameters[i] - start.parameters[i], slope > 0 ? -1e-3 : 1e-3, 2e-5) << i;
    ++checked;
  }
  EXPECT_GT(checked, 100u);
}

TEST(Training, LearnsFromOneRow) {
  const auto trained = train(table_config(), table(1));
  ASSERT_TRUE(trained) << trained.error().text();
  EXPECT_TRUE(std::isfinite(trained->training_losses.back()));
}

TEST(Training, TakesAShortLastBatch) {
  Config config = table_config();
  config.batch_size = 64;  // of 200 rows: 64, 64, 64, 8
  EXPECT_TRUE(train(config, table(200)));
  config.batch_size = std::int64_t{1} << 60;
  EXPECT_TRUE(train(config, table(200)));
}

TEST(Training, SeparatesValidationFromTraining) {
  Config config = table_config();
  config.test_size = 0.25;
  const auto trained = train(config, table());
  ASSERT_TRUE(trained);
  EXPECT_NE(trained->validation_losses.back(), trained->training_losses.back());
  EXPECT_EQ(loss_array(*trained).shape, (npz::Shape{2, 20}));
}

TEST(Training, StopsEarlyWhenNothingImproves) {
  Config config = table_config();
  config.early_stopping = true;
  config.early_stopping_patience = 3;
  config.min_delta = 1e9;  // no improvement is as large
  const auto trained = train(config, table());
  ASSERT_TRUE(trained);
  EXPECT_EQ(trained->ending, Ending::early);
  EXPECT_EQ(trained->training_losses.size(), 4u);  // the first is the best, three are not better
}

TEST(Training, StopsWhenItsObserverSaysSo) {
  Observer observer;
  observer.on_epoch = [](const Epoch& epoch) { return epoch.number < 5; };
  const auto trained = train(table_config(), table(), observer);
  ASSERT_TRUE(trained);
  EXPECT_EQ(trained->ending, Ending::asked);
  EXPECT_EQ(trained->training_losses.size(), 5u);
}

TEST(Training, OffersModelsToSaveInTheOriginalsEpochs) {
  Config config = table_config();
  config.intermittent_model_saving = true;
  config.intermittent_saving_patience = 8;
  std::vector<std::int64_t> saved;
  Observer observer;
  observer.save_model = [&saved](std::int64_t epoch, const Model&) -> Result<void> {
    saved.push_back(epoch);
    return {};
  };
  ASSERT_TRUE(train(config, table(), observer));
  EXPECT_THAT(saved, ElementsAre(0, 8, 16));
}

TEST(Training, EndsWithAnErrorWhenTheLossIsNoNumber) {
  Config config = frames_config();
  config.lr = 1e30;
  const auto trained = train(config, frames());
  ASSERT_FALSE(trained);
  EXPECT_THAT(trained.error().text(), HasSubstr("not a finite number"));
}

TEST(Training, SaysWhatOnlyThePythonProgramHas) {
  Config config = table_config();
  config.custom_loss_function = "loss_function_swae";
  EXPECT_EQ(train(config, table()).error().category, calo::Category::unsupported);
  config = table_config();
  config.separate_model_saving = true;
  EXPECT_EQ(train(config, table()).error().category, calo::Category::unsupported);
}

TEST(Training, RefusesAModelForOtherData) {
  const Model model = make_model(table_config(), 5).value();
  const auto trained = train(table_config(), table(), {}, &model);
  ASSERT_FALSE(trained);
  EXPECT_THAT(trained.error().text(), HasSubstr("5 inputs"));
}

TEST(Training, LearnsAsWellWithTwoThreads) {
  Config config = frames_config();
  const double alone = train(config, frames()).value().training_losses.back();
  config.threads = 2;
  EXPECT_NEAR(train(config, frames()).value().training_losses.back(), alone, 1e-3 * alone);
}

}  // namespace
}  // namespace baler
