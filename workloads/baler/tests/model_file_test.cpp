#include "model_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstring>

#include "example.hpp"
#include "npz/tests/python.hpp"
#include "npz/zip.hpp"
#include "pickle.hpp"

namespace baler {
namespace {

using testing::HasSubstr;

Model example(const Config& config) {
  return make_model(config, 6).value();
}

std::string saved(const Config& config) {
  const npz::Scratch scratch;
  const auto done = save_model(scratch.path("model.pt"), example(config));
  return done ? npz::text_of(scratch.path("model.pt")) : "";
}

Result<Model> parsed(const std::string& file) {
  return parse_model(std::as_bytes(std::span{file}), "model.pt");
}

TEST(ModelFile, ComesBackAsItWas) {
  for (const Config& config : {frames_config(), table_config()}) {
    const auto model = parsed(saved(config));
    ASSERT_TRUE(model) << model.error().text();
    EXPECT_EQ(model_name(*model), config.model_name);
    std::visit(
        [&](const auto& network) {
          using Same = std::decay_t<decltype(network)>;
          const Model original = example(config);
          EXPECT_EQ(network.parameters, std::get<Same>(original).parameters);
          EXPECT_EQ(network.architecture.latent(), latent_size(original));
        },
        *model);
  }
}

TEST(ModelFile, AlignsItsParameters) {
  const std::string file = saved(table_config());
  const Model model = example(table_config());
  const auto& network = std::get<Network<double>>(model);
  for (const Layer& layer : network.architecture.layers()) {
    const auto* begin = reinterpret_cast<const char*>(network.parameters.data() + layer.offset);
    const std::size_t place = file.find(std::string_view{begin, layer.inputs * sizeof(double)});
    ASSERT_NE(place, std::string::npos) << layer.name;
    EXPECT_EQ(place % 64, 0u) << layer.name;
  }
}

TEST(ModelFile, IsAnErrorWhereverItIsCutOff) {
  const std::string whole = saved(frames_config());
  for (std::size_t size = 0; size < whole.size(); size += 1 + size / 50) {
    ASSERT_FALSE(parsed(whole.substr(0, size))) << size;
  }
}

TEST(ModelFile, SaysThatAParameterIsNoNumber) {
  Model model = example(frames_config());
  std::get<Network<float>>(model).parameters[3] = std::nanf("");
  const npz::Scratch scratch;
  ASSERT_TRUE(save_model(scratch.path("model.pt"), model));
  const auto read = load_model(scratch.path("model.pt"));
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().text(), HasSubstr("en1.weight holds values that are not finite"));
}

TEST(ModelFile, SaysThatItIsMissing) {
  const auto model = load_model("/nonexistent/model.pt");
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().category, calo::Category::not_found);
}

TEST(ModelFile, SaysThatAnotherModelIsInIt) {
  const npz::Scratch scratch;
  const std::vector<PickledTensor> tensors{
      {.name = "conv.weight", .storage = "0", .storage_elements = 1, .sizes = {1}, .strides = {1}}};
  const std::string pickle = pickle_tensors(tensors);
  const std::vector<npz::ZipEntry> entries{
      {.name = "m/data.pkl", .head = {}, .body = std::as_bytes(std::span{pickle})}};
  ASSERT_TRUE(npz::write_zip(scratch.path("m.pt"), entries));
  const auto model = load_model(scratch.path("m.pt"));
  ASSERT_FALSE(model);
  EXPECT_THAT(model.error().text(), HasSubstr("neither AE nor CFD_dense_AE"));
}

RC_GTEST_PROP(ModelFile, NeverCrashesOnChangedBytes, ()) {
  static const std::string whole = saved(frames_config());
  std::string file = whole;
  // The pickle, and the directory at the end; parameters in between may be any bytes.
  const std::size_t end = file.size();
  for (int i = 0; i < 4; ++i) {
    const auto place = *rc::gen::element(*rc::gen::inRange<std::size_t>(0, 2600),
                                         *rc::gen::inRange<std::size_t>(end - 1500, end));
    file[place] = static_cast<char>(*rc::gen::inRange(0, 256));
  }
  const auto model = parsed(file);
  if (!model) RC_ASSERT(!model.error().what.empty());
}

}  // namespace
}  // namespace baler
