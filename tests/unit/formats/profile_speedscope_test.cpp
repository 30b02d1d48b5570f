#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "example_profile.hpp"
#include "formats/speedscope.hpp"

namespace calo::formats {
namespace {

using nlohmann::json;
using testing::example;
using testing::example_profile;

json speedscope(const ProfileOptions& options) {
  std::ostringstream out;
  write_speedscope(out, example(), example_profile(), options);
  return json::parse(out.str());  // refuses invalid UTF-8
}

TEST(Speedscope, HoldsWhatItsSchemaRequires) {
  const json file = speedscope({.by = Measure::energy, .tell_threads_apart = true});
  EXPECT_EQ(file.at("$schema"), "https://www.speedscope.app/file-format-schema.json");
  const std::set<std::string> units{"none",         "nanoseconds", "microseconds",
                                    "milliseconds", "seconds",     "bytes"};
  const auto& frames = file.at("shared").at("frames");
  for (const json& frame : frames) EXPECT_TRUE(frame.at("name").is_string());
  ASSERT_FALSE(file.at("profiles").empty());
  for (const json& profile : file.at("profiles")) {
    EXPECT_EQ(profile.at("type"), "sampled");
    EXPECT_TRUE(profile.at("name").is_string());
    EXPECT_TRUE(units.contains(profile.at("unit")));
    EXPECT_TRUE(profile.at("startValue").is_number());
    EXPECT_EQ(profile.at("samples").size(), profile.at("weights").size());
    std::int64_t sum = profile.at("startValue");
    for (const json& weight : profile.at("weights")) sum += weight.get<std::int64_t>();
    EXPECT_EQ(profile.at("endValue"), sum);
    for (const json& sample : profile.at("samples")) {
      for (const json& frame : sample) EXPECT_LT(frame.get<std::size_t>(), frames.size());
    }
  }
}

TEST(Speedscope, HasAProfilePerThreadAndMeasure) {
  const json file = speedscope({.by = Measure::energy, .tell_threads_apart = true});
  std::vector<std::string> names;
  for (const json& profile : file["profiles"]) names.push_back(profile["name"]);
  EXPECT_THAT(names, ::testing::ElementsAre("python3 (pid 4242, tid 4242), energy [µJ]",
                                            "worker;\"?? (pid 4242, tid 4243), energy [µJ]",
                                            "python3 (pid 4242, tid 4242), CPU time",
                                            "worker;\"?? (pid 4242, tid 4243), CPU time",
                                            "python3 (pid 4242, tid 4242), carbon [µg CO2e]",
                                            "worker;\"?? (pid 4242, tid 4243), carbon [µg CO2e]"));
}

TEST(Speedscope, ConservesEachMeasure) {
  const json file = speedscope({.by = Measure::cpu});
  EXPECT_EQ(file["profiles"][0]["endValue"], testing::example_cpu_us);
  EXPECT_EQ(file["profiles"][1]["endValue"], testing::example_energy_uj);
}

TEST(Speedscope, StacksRunFromRootToLeaf) {
  const json file = speedscope({.by = Measure::cpu});
  const json& profile = file["profiles"][0];
  std::vector<std::vector<std::string>> stacks;
  for (const json& sample : profile["samples"]) {
    auto& stack = stacks.emplace_back();
    for (const json& frame : sample) {
      stack.push_back(file["shared"]["frames"][frame.get<std::size_t>()]["name"]);
    }
  }
  EXPECT_THAT(stacks,
              ::testing::Contains(::testing::ElementsAre("<module>", "walk", "walk", "walk")));
}

}  // namespace
}  // namespace calo::formats
