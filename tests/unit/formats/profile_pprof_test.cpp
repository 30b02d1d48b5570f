#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <numeric>

#include "base/text.hpp"
#include "example_profile.hpp"
#include "foreign_program.hpp"
#include "formats/pprof.hpp"

namespace calo::formats {
namespace {

using testing::example;
using testing::example_profile;

/// The file as protoc, which knows the field numbers from profile.proto alone, tells it.
std::string decoded(const ProfileOptions& options) {
  const auto bytes = pprof_profile(example(), example_profile(), options);
  if (!bytes) return bytes.error().text();
  const testing::TemporaryFile file{"profile.pb.gz", *bytes};
  return testing::said_by("gzip -dc " + file.path() +
                          " | protoc -I " CALO_SOURCE_DIR
                          "/src/formats --decode=calo.formats.pprof.Profile profile.proto")
      .text;
}

/// Values of all fields of that name, in the order of the file.
std::vector<std::string> values(const std::string& text, std::string_view field) {
  std::vector<std::string> result;
  for (std::string_view line : text::lines(text)) {
    line = text::trimmed(line);
    if (line.starts_with(field) && line.substr(field.size()).starts_with(": ")) {
      result.emplace_back(line.substr(field.size() + 2));
    }
  }
  return result;
}

TEST(Pprof, HasFourSampleTypes) {
  CALO_NEEDS_PROGRAM("protoc", "protobuf-compiler");
  const std::string text = decoded({.by = Measure::energy});
  const auto texts = values(text, "string_table");
  ASSERT_GE(texts.size(), 9U) << text;
  EXPECT_THAT(
      (std::vector<std::string>{texts.begin(), texts.begin() + 9}),
      ::testing::ElementsAre("\"\"", "\"samples\"", "\"count\"", "\"cpu\"", "\"nanoseconds\"",
                             "\"energy\"", "\"microjoules\"", "\"co2\"", "\"micrograms\""));
  EXPECT_EQ(values(text, "default_sample_type"), std::vector<std::string>{"5"});
}

TEST(Pprof, ConservesEachSampleType) {
  CALO_NEEDS_PROGRAM("protoc", "protobuf-compiler");
  const auto all = values(decoded({}), "value");
  ASSERT_EQ(all.size() % 4, 0U);
  std::array<std::int64_t, 4> sums{};
  for (std::size_t i = 0; i < all.size(); ++i) {
    sums.at(i % 4) += text::to_i64(all[i]).value_or(0);
  }
  EXPECT_THAT(sums, ::testing::ElementsAre(testing::example_samples, testing::example_cpu_us * 1000,
                                           testing::example_energy_uj, 69));
}

TEST(Pprof, KeepsInlinedFunctionsInTheLocation) {
  CALO_NEEDS_PROGRAM("protoc", "protobuf-compiler");
  // Innermost first: kernel (function 6), line 6, then gemm (5), line 110.
  EXPECT_THAT(decoded({}),
              ::testing::ContainsRegex("  line \\{\n    function_id: 6\n    line: 6\n  \\}\n"
                                       "  line \\{\n    function_id: 5\n    line: 110\n  \\}\n"));
}

TEST(Pprof, NamesOnlyModulesThatAreInAStack) {
  CALO_NEEDS_PROGRAM("protoc", "protobuf-compiler");
  const std::string text = decoded({});
  EXPECT_THAT(values(text, "string_table"), ::testing::Contains("\"bb02\""));
  EXPECT_THAT(values(text, "build_id"), ::testing::SizeIs(2));
}

TEST(Pprof, LeavesTheInterpreterOutOfPythonStacks) {
  CALO_NEEDS_PROGRAM("protoc", "protobuf-compiler");
  // Without it: eval 2, gemm 3 (twice), walk 4, train 2, and the worker's 3 and 2.
  EXPECT_EQ(values(decoded({}), "location_id").size(), 2U + 3U + 4U + 2U + 3U + 2U);
  EXPECT_EQ(values(decoded({.fold_interpreter = false}), "location_id").size(),
            2U + 7U + 6U + 5U + 3U + 2U);
}

}  // namespace
}  // namespace calo::formats
