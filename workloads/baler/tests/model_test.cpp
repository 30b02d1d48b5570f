#include "model.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "example.hpp"

namespace baler {
namespace {

using testing::HasSubstr;

TEST(Architecture, HasTheParametersOfTheOriginalsExample) {
  EXPECT_EQ(Architecture(2500, 25).parameters(), 1'055'725u);
}

TEST(Model, HasTheLatentSizeThatTheRatioAsksFor) {
  Config config = frames_config();
  config.compression_ratio = 100;
  EXPECT_EQ(latent_size(config, 2500).value(), 25u);
  config.compression_ratio = 1.6;
  EXPECT_EQ(latent_size(config, 24).value(), 15u);
  config.compression_ratio = 1000;
  EXPECT_EQ(latent_size(config, 24).value(), 1u);
}

TEST(Model, RefusesARatioThatMakesNoSense) {
  Config config = frames_config();
  for (const double ratio : {0.0, -1.0, 1e-300}) {
    config.compression_ratio = ratio;
    EXPECT_FALSE(make_model(config, 24)) << ratio;
  }
}

TEST(Model, IsFixedByItsSeed) {
  Config config = frames_config();
  const auto one = std::get<Network<float>>(make_model(config, 30).value()).parameters;
  EXPECT_EQ(std::get<Network<float>>(make_model(config, 30).value()).parameters, one);
  config.seed = 1;
  EXPECT_NE(std::get<Network<float>>(make_model(config, 30).value()).parameters, one);
}

TEST(Model, SaysWhichModelsThereAre) {
  Config config = frames_config();
  config.model_name = "Conv_AE_3D";
  const auto model = make_model(config, 30);
  ASSERT_FALSE(model);
  EXPECT_THAT(model.error().text(), HasSubstr("'Conv_AE_3D'"));
  EXPECT_THAT(model.error().text(), HasSubstr("CFD_dense_AE"));
}

TEST(Model, HasThePrecisionOfItsName) {
  EXPECT_EQ(model_name(make_model(table_config(), 8).value()), "AE");
  EXPECT_EQ(model_name(make_model(frames_config(), 8).value()), "CFD_dense_AE");
}

}  // namespace
}  // namespace baler
