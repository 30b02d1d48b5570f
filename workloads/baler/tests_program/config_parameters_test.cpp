#include "config_parameters.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace baler {
namespace {

TEST(Parameters, HaveNamesOfTheirOwn) {
  std::set<std::string_view> names;
  for (const Parameter& parameter : parameters()) {
    EXPECT_TRUE(names.insert(parameter.name).second) << parameter.name;
  }
  for (const Ineffective& parameter : ineffective_parameters()) {
    EXPECT_TRUE(names.insert(parameter.name).second) << parameter.name;
  }
}

TEST(Parameters, AcceptTheirOwnDefault) {
  Config defaults;
  defaults.input_path = "data.npz";
  defaults.unit = "m/s";
  for (const Parameter& parameter : parameters()) {
    if (parameter.get(defaults) == Literal{}) continue;  // optional and not there
    Config config;
    const auto complaint = parameter.set(config, parameter.get(defaults));
    EXPECT_FALSE(complaint) << parameter.name << " " << complaint.value_or("");
    EXPECT_EQ(parameter.get(config), parameter.get(defaults)) << parameter.name;
  }
}

TEST(Parameters, RefuseATypeThatIsNotTheirs) {
  const Literal nonsense{LiteralList{{LiteralList{}}}};
  for (const Parameter& parameter : parameters()) {
    Config config;
    EXPECT_TRUE(parameter.set(config, nonsense)) << parameter.name;
  }
}

TEST(NearestParameter, FindsWhatWasMeant) {
  EXPECT_EQ(nearest_parameter("epoch"), "epochs");
  EXPECT_EQ(nearest_parameter("batchsize"), "batch_size");
  EXPECT_EQ(nearest_parameter("early_stoping"), "early_stopping");
  EXPECT_EQ(nearest_parameter("learning_rate"), std::nullopt);
  EXPECT_EQ(nearest_parameter(""), std::nullopt);
  EXPECT_EQ(nearest_parameter(std::string(1000, 'x')), std::nullopt);
}

}  // namespace
}  // namespace baler
