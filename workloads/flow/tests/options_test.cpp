#include "options.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace flow {
namespace {

std::expected<Options, std::string> parse(const std::vector<std::string>& words) {
  std::vector<const char*> arguments;
  for (const std::string& word : words) arguments.push_back(word.c_str());
  return parse_options(arguments);
}

std::string error_of(const std::vector<std::string>& words) {
  const auto options = parse(words);
  return options ? "" : options.error();
}

TEST(Options, HaveDefaultsThatCanBeComputed) {
  const auto options = parse({});
  ASSERT_TRUE(options) << options.error();
  EXPECT_EQ(options->diameter, 20);
  EXPECT_EQ(options->nx, 640);
  EXPECT_EQ(options->ny, 160);
  EXPECT_EQ(options->steps, 60000);
  EXPECT_EQ(options->frames, 0);
  EXPECT_NEAR(options->viscosity(), 0.02, 1e-15);
}

TEST(Options, WriteSixtyFramesOfFiftyByFiftyWhenAFileIsNamed) {
  const auto options = parse({"-o", "a.npz"});
  ASSERT_TRUE(options) << options.error();
  EXPECT_EQ(options->frames, 60);
  EXPECT_EQ(options->frame_size.rows, 50u);
  EXPECT_EQ(options->frame_size.columns, 50u);
}

TEST(Options, TakeValuesAfterASpaceOrAnEqualsSign) {
  EXPECT_EQ(parse({"--diameter", "24"})->diameter, 24);
  EXPECT_EQ(parse({"--diameter=24"})->diameter, 24);
  EXPECT_EQ(parse({"--ny", "240"})->diameter, 30);
}

TEST(Options, PutTheObstacleInTheMiddleOfTheChannel) {
  const Block block = parse({"--diameter", "20"})->obstacle();
  EXPECT_EQ(block.y, 70);
  EXPECT_EQ(block.x + block.width / 2, 160);
}

TEST(Options, RefuseWhatIsNotANumber) {
  for (const char* text : {"-4", "0", "", "x", "12x", "1e3", "99999999999999999999"}) {
    EXPECT_NE(error_of({"--nx", text}).find("--nx is"), std::string::npos) << text;
  }
  for (const char* text : {"-4", "0", "", "x", "1x", "nan", "inf", "-inf", "1e999"}) {
    EXPECT_NE(error_of({"--re", text}).find("--re is"), std::string::npos) << text;
  }
}

TEST(Options, RefuseWhatTheyDoNotKnow) {
  EXPECT_NE(error_of({"--bogus"}).find("not an option"), std::string::npos);
  EXPECT_NE(error_of({"file"}).find("not an option"), std::string::npos);
  EXPECT_NE(error_of({"--nx"}).find("needs a value"), std::string::npos);
  EXPECT_NE(error_of({"--quiet=1"}).find("takes no value"), std::string::npos);
}

TEST(Options, RefuseAnUnstableFlow) {
  EXPECT_NE(error_of({"--re", "1e9"}).find("unstable"), std::string::npos);
  EXPECT_NE(error_of({"--velocity", "0.01"}).find("unstable"), std::string::npos);
}

TEST(Options, RefuseACompressibleFlow) {
  EXPECT_NE(error_of({"--velocity", "0.5"}).find("compressible"), std::string::npos);
  EXPECT_NE(error_of({"--re", "1"}).find("compressible"), std::string::npos);
  EXPECT_EQ(error_of({"--re", "1", "--velocity", "0.02"}), "");
}

TEST(Options, RefuseAnObstacleThatFillsTheChannel) {
  EXPECT_NE(error_of({"--nx", "100", "--ny", "100", "--diameter", "60"}).find("too small"),
            std::string::npos);
}

TEST(Options, RefuseMoreCellsThanTheMachineHasMemoryFor) {
  EXPECT_NE(error_of({"--nx", "1000000", "--ny", "1000000", "--diameter", "100"}).find("GB"),
            std::string::npos);
}

TEST(Options, RefuseFramesThatDoNotFitTheRun) {
  EXPECT_NE(error_of({"-o", "a", "--steps", "100"}).find("steps"), std::string::npos);
  EXPECT_NE(error_of({"--frames", "3"}).find("-o"), std::string::npos);
  EXPECT_NE(error_of({"-o", "a", "--frames", "0"}).find("empty"), std::string::npos);
  EXPECT_NE(error_of({"-o", "a", "--frame-height", "100000", "--frame-width", "100000"}).find("GB"),
            std::string::npos);
}

// Whatever is typed, there is either a complete set of options or one line that says why not.
RC_GTEST_PROP(Options, AreCompleteOrExplained, (std::vector<std::string> words)) {
  std::vector<std::string> mixed;
  const std::array<const char*, 8> names{"--nx",    "--ny", "--diameter", "--re",
                                         "--steps", "-o",   "--frames",   "--every"};
  for (const std::string& word : words) {
    mixed.emplace_back(names[word.size() % names.size()]);
    mixed.push_back(word.empty() ? std::to_string(*rc::gen::arbitrary<int>()) : word);
  }
  const auto options = parse(mixed);
  if (options) {
    RC_ASSERT(options->nx > 0 && options->ny > 0 && options->steps > 0);
  } else {
    RC_ASSERT(!options.error().empty());
  }
}

}  // namespace
}  // namespace flow
