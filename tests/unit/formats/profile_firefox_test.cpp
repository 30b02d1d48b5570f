#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "example_profile.hpp"
#include "formats/firefox.hpp"

namespace calo::formats {
namespace {

using nlohmann::json;
using testing::example;
using testing::example_profile;

json firefox(const model::Profile& profile = example_profile()) {
  std::ostringstream out;
  write_firefox(out, example(), profile, {});
  return json::parse(out.str());
}

/// Each column of a table has `length` rows.
void expect_table(const json& table, std::initializer_list<const char*> columns) {
  for (const char* column : columns) {
    ASSERT_TRUE(table.contains(column)) << column;
    EXPECT_EQ(table[column].size(), table["length"].get<std::size_t>()) << column;
  }
}

TEST(Firefox, TablesHaveTheColumnsOfVersion66) {
  const json file = firefox();
  EXPECT_EQ(file["meta"]["preprocessedProfileVersion"], 66);
  const json& shared = file["shared"];
  expect_table(shared["stackTable"], {"prefixOffset", "frame"});
  expect_table(shared["frameTable"],
               {"func", "category", "subcategory", "line", "column", "address", "nativeSymbol",
                "inlineDepth", "innerWindowID", "originalLocation"});
  expect_table(shared["funcTable"], {"name", "isJS", "relevantForJS", "resource", "source",
                                     "lineNumber", "columnNumber", "originalLocation"});
  expect_table(shared["resourceTable"], {"lib", "name", "host", "type"});
  expect_table(shared["nativeSymbols"], {"libIndex", "address", "name", "functionSize"});
  expect_table(shared["sources"],
               {"id", "filename", "startLine", "startColumn", "sourceMapURL", "content"});
  for (const json& thread : file["threads"]) {
    expect_table(thread["samples"], {"stack", "time", "weight", "threadCPUDelta"});
    expect_table(thread["markers"], {"data", "name", "startTime", "endTime", "phase", "category"});
  }
}

/// The names of a stack, from its root.
std::vector<std::string> names(const json& shared, std::size_t stack) {
  std::vector<std::string> result;
  for (;;) {
    const std::size_t frame = shared["stackTable"]["frame"][stack];
    const std::size_t function = shared["frameTable"]["func"][frame];
    result.insert(result.begin(),
                  shared["stringArray"][shared["funcTable"]["name"][function].get<std::size_t>()]);
    const std::size_t offset = shared["stackTable"]["prefixOffset"][stack];
    if (offset == 0) return result;
    stack -= offset;
  }
}

TEST(Firefox, PrefixOffsetsLeadToTheRoot) {
  const json file = firefox();
  std::vector<std::vector<std::string>> stacks;
  for (const json& stack : file["threads"][0]["samples"]["stack"]) {
    stacks.push_back(names(file["shared"], stack));
  }
  EXPECT_THAT(stacks,
              ::testing::Contains(::testing::ElementsAre("<module>", "train", "gemm", "kernel")));
}

TEST(Firefox, SamplesWeighAllCpuTimeInOrder) {
  const json file = firefox();
  double sum = 0.0;
  for (const json& thread : file["threads"]) {
    double before = 0.0;
    const json& samples = thread["samples"];
    EXPECT_EQ(samples["weightType"], "tracing-ms");
    for (std::size_t i = 0; i < samples["time"].size(); ++i) {
      EXPECT_GE(samples["time"][i].get<double>(), before);
      before = samples["time"][i];
      sum += samples["weight"][i].get<double>();
    }
  }
  EXPECT_NEAR(sum, 400.0, 1e-6);
}

TEST(Firefox, PowerIsACounterOfPicowattHours) {
  const json counters = firefox()["counters"];
  ASSERT_EQ(counters.size(), 3U);  // package, dram, memory; the cores are inside the package
  const json& package = counters[0];
  EXPECT_EQ(package["category"], "power");
  EXPECT_EQ(package["display"]["unit"], "pWh");
  const std::vector<std::int64_t> counts = package["samples"]["count"];
  EXPECT_THAT(counts, ::testing::ElementsAre(0, 2'805'555'556, 83'333'333));
  EXPECT_THAT(package["samples"]["time"], (json{0.0, 500.0, 1000.0}));
}

TEST(Firefox, MemoryIsACounterOfDifferences) {
  const json counters = firefox()["counters"];
  EXPECT_EQ(counters.back()["samples"]["count"], (json{1048576, 0}));
}

TEST(Firefox, ARunWithoutSamplesHasAThreadForItsCounters) {
  const json file = firefox(model::Profile{});
  ASSERT_EQ(file["threads"].size(), 1U);
  EXPECT_EQ(file["threads"][0]["samples"]["length"], 0);
}

}  // namespace
}  // namespace calo::formats
