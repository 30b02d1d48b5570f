// The original's example, whole: flow past an obstacle, a hundredth of its size, a small loss.
#include <gtest/gtest.h>

#include <cstdlib>

#include "compression.hpp"
#include "npz/npz.hpp"
#include "npz/tests/python.hpp"
#include "training.hpp"

namespace baler {
namespace {

TEST(FlowFrames, LoseLessThanTwoPerCentOfTheirRangeAtAHundredthOfTheirSize) {
  const npz::Scratch scratch;
  const std::string frames = scratch.path("flow.npz");
  const std::string simulate = FLOW_PROGRAM " --diameter 10 --threads 1 --quiet -o ";
  ASSERT_EQ(std::system((simulate + frames).c_str()), 0);

  Config config;
  config.input_path = frames;
  config.data_dimension = 2;
  config.model_name = "CFD_dense_AE";
  config.compression_ratio = 100;
  config.custom_norm = true;
  config.epochs = 1000;
  config.batch_size = 60;
  config.early_stopping = false;
  const auto data = load(config);
  ASSERT_TRUE(data) << data.error().text();
  EXPECT_EQ(data->shape, (npz::Shape{60, 50, 50}));
  const auto trained = train(config, *data);
  ASSERT_TRUE(trained) << trained.error().text();
  const auto compressed = compress(config, *data, trained->model);
  ASSERT_TRUE(compressed);
  EXPECT_EQ(ratio_per_cell(*compressed), 100);
  const auto back = decompress(config, *compressed, trained->model);
  ASSERT_TRUE(back);
  const auto quality = compare(npz::Array::of(data->values, data->shape), back->values);
  ASSERT_TRUE(quality);
  EXPECT_LT(quality->rmse_of_range, 0.02);
  RecordProperty("rmse_of_range", std::to_string(quality->rmse_of_range));
}

}  // namespace
}  // namespace baler
