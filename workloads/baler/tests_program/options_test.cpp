#include "options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace baler {
namespace {

using ::testing::HasSubstr;

calo::Result<CommandLine> parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "baler");
  return parse_options(static_cast<int>(arguments.size()), arguments.data());
}

std::string refusal(std::vector<const char*> arguments) {
  const auto line = parse(std::move(arguments));
  EXPECT_FALSE(line) << "was accepted";
  if (line) return "";
  EXPECT_EQ(line.error().category, calo::Category::usage);
  return line.error().text();
}

TEST(Options, TakeWorkspaceProjectAndMode) {
  const auto line = parse({"--project", "CFD", "flow", "--mode", "train", "--verbose"});
  ASSERT_TRUE(line) << line.error().text();
  ASSERT_TRUE(line->options);
  EXPECT_EQ(line->options->workspace, "CFD");
  EXPECT_EQ(line->options->project, "flow");
  EXPECT_EQ(line->options->mode, Mode::train);
  EXPECT_TRUE(line->options->is_verbose);
  EXPECT_FALSE(line->options->wants_energy_profile);
}

TEST(Options, KnowEveryModeByItsName) {
  for (const Mode mode :
       {Mode::new_project, Mode::train, Mode::compress, Mode::decompress, Mode::plot, Mode::info}) {
    const auto line = parse({"--mode", std::string{name(mode)}.c_str(), "--project", "a", "b"});
    ASSERT_TRUE(line) << line.error().text();
    EXPECT_EQ(line->options->mode, mode);
  }
}

TEST(Options, PrintHelpAndVersionInsteadOfRunning) {
  const auto help = parse({"--help"});
  ASSERT_TRUE(help);
  EXPECT_FALSE(help->options);
  EXPECT_THAT(help->text, HasSubstr("--mode newProject"));
  const auto version = parse({"--version"});
  ASSERT_TRUE(version);
  EXPECT_THAT(version->text, ::testing::StartsWith("baler "));
}

TEST(Options, ThatMakeNoSenseAreRefused) {
  EXPECT_THAT(refusal({}), HasSubstr("--help"));
  EXPECT_THAT(refusal({"--project", "a", "--mode", "train"}), HasSubstr("--project"));
  EXPECT_THAT(refusal({"--project", "a", "b", "--mode", "fly"}), HasSubstr("no mode 'fly'"));
  EXPECT_THAT(refusal({"--project", "a", "b", "--mode", "diagnose"}), HasSubstr("Python Baler"));
  EXPECT_THAT(refusal({"--project", "a", "b", "--mode", "train", "--json"}),
              HasSubstr("--json is for --mode info"));
  EXPECT_THAT(refusal({"--project", "a", "b", "--mode", "train", "--repeat", "3"}),
              HasSubstr("--repeat is for --energyProfile"));
  EXPECT_THAT(
      refusal({"--project", "a", "b", "--mode", "train", "--energyProfile", "--repeat", "0"}),
      HasSubstr("--repeat"));
  EXPECT_THAT(refusal({"--project", "a", "b", "--mode", "newProject", "--energyProfile"}),
              HasSubstr("newProject"));
  EXPECT_THAT(refusal({"--project", "a", "b", "--mode", "newProject", "--cProfile"}),
              HasSubstr("newProject"));
  EXPECT_THAT(refusal({"--project", "a", "b", "--mode", "train", "--cProfile", "--energyProfile"}),
              HasSubstr("one at a time"));
}

}  // namespace
}  // namespace baler
