// PyTorch is the oracle: the same weights, losses and files. See bench/baler_reference.py.
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "compression.hpp"
#include "example.hpp"
#include "model_file.hpp"
#include "npz/npz.hpp"
#include "npz/tests/python.hpp"
#include "training.hpp"

namespace baler {
namespace {

class PyTorch : public testing::Test {
 protected:
  void SetUp() override {
    if (python_.empty()) GTEST_SKIP() << "no Python with PyTorch; install python3-torch";
    ASSERT_TRUE(write_input("table.npz", correlated_table(200, 8).shape, correlated_table(200, 8)));
    ASSERT_TRUE(write_input("frames.npz", {}, wave_frames(12, 8, 10)));
  }
  [[nodiscard]] std::string path(const std::string& name) const { return scratch_.path(name); }
  /// Runs the reference on `arguments`, in the scratch directory.
  [[nodiscard]] bool reference(const std::string& arguments) const {
    const std::string command = "cd '" + path("") + "' && " + python_ + " '" BALER_REFERENCE "' " +
                                arguments + " > reference.log";
    return std::system(command.c_str()) == 0;
  }
  [[nodiscard]] bool write_input(const std::string& name, const npz::Shape&,
                                 npz::Array data) const {
    // The reference divides by the range: no constant column there.
    if (data.shape.size() == 2) {
      auto values = data.doubles().value();
      for (std::size_t i = 7; i < values.size(); i += 8) values[i] += values[i - 1];
      data = npz::Array::of(values, data.shape);
    }
    return npz::write(path(name), std::array{npz::entry("data", data)}).has_value();
  }

  std::string python_ = npz::python_with("torch, numpy");
  npz::Scratch scratch_;
};

template <class Real>
std::vector<Real> parameters_of(const Result<Model>& model) {
  return model ? std::get<Network<Real>>(*model).parameters : std::vector<Real>{};
}

void expect_losses(const Trained& trained, const std::string& file, double tolerance) {
  const auto expected = npz::read_npy(file)->doubles().value();
  const auto epochs = trained.training_losses.size();
  ASSERT_EQ(expected.size(), 2 * epochs);
  for (std::size_t i = 0; i < epochs; ++i) {
    EXPECT_NEAR(trained.training_losses[i], expected[i], tolerance * expected[i]) << i;
    EXPECT_NEAR(trained.validation_losses[i], expected[epochs + i],
                tolerance * expected[epochs + i])
        << i;
  }
}

TEST_F(PyTorch, DrawsTheSameFirstWeightsFromASeed) {
  ASSERT_TRUE(reference("frames.npz --frames --ratio 20 --seed 5 --model f.pt"));
  ASSERT_TRUE(reference("table.npz --ratio 1.6 --seed 5 --model d.pt"));
  Config config = frames_config();
  config.seed = 5;
  const auto single = parameters_of<float>(load_model(path("f.pt")));
  const auto ours = parameters_of<float>(make_model(config, 80));
  ASSERT_EQ(single.size(), ours.size());
  // Not for bits: PyTorch rounds once or twice, depending on the processor.
  for (std::size_t i = 0; i < ours.size(); ++i) ASSERT_NEAR(single[i], ours[i], 2e-8F) << i;
  config = table_config();
  config.seed = 5;
  const auto real = parameters_of<double>(load_model(path("d.pt")));
  const auto ours_too = parameters_of<double>(make_model(config, 8));
  ASSERT_EQ(real.size(), ours_too.size());
  for (std::size_t i = 0; i < real.size(); ++i) ASSERT_NEAR(real[i], ours_too[i], 2e-16) << i;
}

TEST_F(PyTorch, TakesTheSameFirstStep) {
  ASSERT_TRUE(reference("table.npz --normalise --ratio 1.6 --batch 200 --epochs 1 --model one.pt"));
  Config config = table_config();
  config.input_path = path("table.npz");
  config.batch_size = 200;
  config.epochs = 1;
  const auto trained = train(config, load(config).value());
  ASSERT_TRUE(trained);
  const auto& ours = std::get<Network<double>>(trained->model).parameters;
  const auto expected = parameters_of<double>(load_model(path("one.pt")));
  ASSERT_EQ(ours.size(), expected.size());
  for (std::size_t i = 0; i < ours.size(); ++i) ASSERT_NEAR(ours[i], expected[i], 1e-9) << i;
}

TEST_F(PyTorch, LearnsATableTheSameWay) {
  ASSERT_TRUE(reference("table.npz --ratio 1.6 --seed 9 --model start.pt"));
  ASSERT_TRUE(
      reference("table.npz --normalise --ratio 1.6 --batch 64 --epochs 20 --test-size 0.2 "
                "--initial start.pt --losses l.npy"));
  Config config = table_config();
  config.input_path = path("table.npz");
  config.test_size = 0.2;
  const Model start = load_model(path("start.pt")).value();
  const auto trained = train(config, load(config).value(), {}, &start);
  ASSERT_TRUE(trained) << trained.error().text();
  expect_losses(*trained, path("l.npy"), 1e-8);
}

TEST_F(PyTorch, LearnsFramesTheSameWay) {
  ASSERT_TRUE(reference("frames.npz --frames --ratio 20 --seed 9 --model start.pt"));
  ASSERT_TRUE(
      reference("frames.npz --frames --ratio 20 --epochs 20 --initial start.pt "
                "--losses l.npy"));
  Config config = frames_config();
  config.input_path = path("frames.npz");
  const Model start = load_model(path("start.pt")).value();
  const auto trained = train(config, load(config).value(), {}, &start);
  ASSERT_TRUE(trained) << trained.error().text();
  expect_losses(*trained, path("l.npy"), 1e-4);
}

TEST_F(PyTorch, LowersTheRateInTheSameEpochs) {
  ASSERT_TRUE(
      reference("table.npz --normalise --ratio 1.6 --batch 64 --epochs 60 --lr 0.05 "
                "--patience 2 --losses l.npy"));
  Config config = table_config();
  config.input_path = path("table.npz");
  config.epochs = 60;
  config.lr = 0.05;
  config.lr_scheduler_patience = 2;
  std::vector<double> rates;
  Observer observer;
  observer.on_epoch = [&rates](const Epoch& epoch) {
    rates.push_back(epoch.learning_rate);
    return true;
  };
  const auto trained = train(config, load(config).value(), observer);
  ASSERT_TRUE(trained);
  EXPECT_LT(rates.back(), rates.front());
  expect_losses(*trained, path("l.npy"), 1e-4);
}

TEST_F(PyTorch, DecodesWhatIsEncodedHereWithAModelOfOurs) {
  Config config = frames_config();
  config.input_path = path("frames.npz");
  const Dataset data = load(config).value();
  const auto trained = train(config, data);
  ASSERT_TRUE(trained);
  ASSERT_TRUE(save_model(path("ours.pt"), trained->model));
  const Compressed compressed = compress(config, data, trained->model).value();
  ASSERT_TRUE(save(path("c.npz"), compressed, config));
  ASSERT_TRUE(
      reference("frames.npz --frames --ratio 20 --initial ours.pt --decompress c.npz "
                "--decompressed d.npz"));
  const auto theirs = npz::read(path("d.npz"))->find("data")->doubles().value();
  const auto ours = decompress(config, compressed, trained->model)->values.doubles().value();
  ASSERT_EQ(ours.size(), theirs.size());
  for (std::size_t i = 0; i < ours.size(); ++i) ASSERT_NEAR(ours[i], theirs[i], 1e-6) << i;
}

TEST_F(PyTorch, EncodesWhatIsDecodedHereWithAModelOfTheirs) {
  ASSERT_TRUE(
      reference("table.npz --normalise --ratio 1.6 --epochs 3 --model theirs.pt "
                "--compressed c.npz --decompressed d.npz"));
  Config config = table_config();
  config.input_path = "/nonexistent";
  const auto model = load_model(path("theirs.pt"));
  ASSERT_TRUE(model) << model.error().text();
  const auto compressed = load_compressed(path("c.npz"), config, *model);
  ASSERT_TRUE(compressed) << compressed.error().text();
  const auto ours = decompress(config, *compressed, *model)->values.doubles().value();
  const auto theirs = npz::read(path("d.npz"))->find("data")->doubles().value();
  ASSERT_EQ(ours.size(), theirs.size());
  for (std::size_t i = 0; i < ours.size(); ++i) ASSERT_NEAR(ours[i], theirs[i], 1e-9) << i;
}

TEST_F(PyTorch, MaySaveTensorsThatShareAStorageOrAreTransposed) {
  ASSERT_TRUE(reference("table.npz --ratio 1.6 --model plain.pt"));
  ASSERT_TRUE(npz::runs(python_, scratch_, R"(
import torch
state = torch.load('plain.pt')
state['en2.weight'] = state['en2.weight'].t().contiguous().t()
both = torch.cat([torch.zeros(3, dtype=torch.float64), state['en1.bias'], state['en2.bias']])
state['en1.bias'], state['en2.bias'] = both[3:203], both[203:]
torch.save(state, 'strided.pt')
)"));
  const auto plain = parameters_of<double>(load_model(path("plain.pt")));
  ASSERT_FALSE(plain.empty());
  EXPECT_EQ(parameters_of<double>(load_model(path("strided.pt"))), plain);
}

TEST_F(PyTorch, LoadsAModelOfOursWithWeightsOnly) {
  ASSERT_TRUE(save_model(path("ours.pt"), make_model(table_config(), 8).value()));
  EXPECT_TRUE(npz::runs(python_, scratch_, R"(
import torch, collections
state = torch.load('ours.pt', weights_only=True)
assert type(state) is collections.OrderedDict
assert list(state)[:3] == ['en1.weight', 'en1.bias', 'en2.weight'], list(state)
assert all(value.is_contiguous() and value.dtype == torch.float64 for value in state.values())
)"));
}

}  // namespace
}  // namespace baler
