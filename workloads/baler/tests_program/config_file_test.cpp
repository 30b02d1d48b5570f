#include "config_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace baler {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

calo::Result<ReadConfig> parse(const std::string& body) {
  return parse_config("def set_config(c):\n    c.input_path = \"a.npz\"\n" + body, "x.py");
}

std::string refusal(const std::string& line) {
  const auto read = parse("    " + line + "\n");
  EXPECT_FALSE(read) << "was accepted: " << line;
  return read ? "" : read.error().text();
}

TEST(Config, OfTheOriginalsFormIsRead) {
  const auto read = parse_config(R"(
def set_config(c):
    c.input_path          = "workspaces/W/data/frames.npz"
    c.data_dimension      = 2
    c.compression_ratio   = 100
    c.apply_normalization = False
    c.model_name          = "CFD_dense_AE"
    c.model_type          = "dense"
    c.epochs              = 2000
    c.lr                  = 0.001
    c.batch_size          = 60
    c.early_stopping      = False
    c.lr_scheduler        = True
    c.custom_norm         = True
    c.convert_to_blocks   = [1, 25, 25]
    c.type_list           = ["float64", 'int32',
                             "float32"]
    # c.number_of_columns = 2500
    # c.custom_loss_function = "loss_function_swae"
    c.RHO                 = 0.05
    c.l1                  = True
)",
                                 "x.py");
  ASSERT_TRUE(read) << read.error().text();
  const Config& config = read->config;
  EXPECT_EQ(config.input_path, "workspaces/W/data/frames.npz");
  EXPECT_EQ(config.data_dimension, 2);
  EXPECT_EQ(config.compression_ratio, 100);
  EXPECT_FALSE(config.apply_normalization);
  EXPECT_EQ(config.model_name, "CFD_dense_AE");
  EXPECT_EQ(config.epochs, 2000);
  EXPECT_EQ(config.batch_size, 60);
  EXPECT_TRUE(config.custom_norm);
  ASSERT_TRUE(config.convert_to_blocks);
  EXPECT_THAT(*config.convert_to_blocks, ElementsAre(1, 25, 25));
  EXPECT_THAT(config.type_list, ElementsAre("float64", "int32", "float32"));
  EXPECT_EQ(config.number_of_columns, std::nullopt);
  EXPECT_THAT(config.custom_loss_function, IsEmpty());
  EXPECT_THAT(read->warnings, IsEmpty());
  EXPECT_THAT(read->notes, ::testing::Contains(HasSubstr("RHO has no effect")));
}

TEST(Config, OfANewProjectIsComplete) {
  const auto read = parse_config(new_config_text("workspaces/W/data/P_data.npz"), "x.py");
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->config.input_path, "workspaces/W/data/P_data.npz");
  EXPECT_THAT(read->warnings, IsEmpty());
  for (const std::string& note : read->notes) EXPECT_THAT(note, HasSubstr("has no effect"));
}

TEST(Config, KeepsAPathWithQuotesAndBackslashes) {
  const std::string path = "a\"b\\c'd.npz";
  const auto read = parse_config(new_config_text(path), "x.py");
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->config.input_path, path);
}

TEST(Config, WarnsOfUnknownNamesAndGuesses) {
  const auto read = parse("    c.epoch = 3\n    c.colour = 'red'\n");
  ASSERT_TRUE(read);
  EXPECT_THAT(read->warnings,
              ElementsAre("x.py:3: epoch is not known and has no effect. Did you mean epochs?",
                          "x.py:4: colour is not known and has no effect"));
  EXPECT_EQ(read->config.epochs, Config{}.epochs);
}

TEST(Config, TheLastOfTwoAssignmentsCounts) {
  const auto read = parse("    c.epochs = 3\n    c.epochs = 4\n");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->config.epochs, 4);
  EXPECT_THAT(read->warnings, ElementsAre(HasSubstr("epochs was set on line 3 already")));
}

TEST(Config, NotesEveryDefaultTaken) {
  const auto read = parse("");
  ASSERT_TRUE(read);
  EXPECT_THAT(read->notes, ::testing::Contains("x.py: epochs is not set: 5"));
  EXPECT_THAT(read->notes, ::testing::Contains("x.py: early_stopping is not set: True"));
}

TEST(Config, RefusesNonsenseWithItsLine) {
  EXPECT_THAT(refusal("c.epochs = -1"),
              HasSubstr("x.py:3: epochs must be a whole number, at least 1, not -1"));
  EXPECT_THAT(refusal("c.epochs = 5.0"), HasSubstr("not 5.0"));
  EXPECT_THAT(refusal("c.epochs = '5'"), HasSubstr("not \"5\""));
  EXPECT_THAT(refusal("c.compression_ratio = 0"), HasSubstr("must be a number above 0, not 0"));
  EXPECT_THAT(refusal("c.lr = None"), HasSubstr("lr must be a number above 0, not None"));
  EXPECT_THAT(refusal("c.data_dimension = 3"), HasSubstr("from 1 to 2"));
  EXPECT_THAT(refusal("c.test_size = 1"), HasSubstr("below 1"));
  EXPECT_THAT(refusal("c.early_stopping = 'yes'"), HasSubstr("True or False"));
  EXPECT_THAT(refusal("c.input_path = ''"), HasSubstr("a text in quotes"));
  EXPECT_THAT(refusal("c.convert_to_blocks = [1, 0, 5]"), HasSubstr("three whole numbers above 0"));
  EXPECT_THAT(refusal("c.convert_to_blocks = [5, 5]"), HasSubstr("three whole numbers"));
  EXPECT_THAT(refusal("c.type_list = ['float64', 3]"), HasSubstr("list of type names"));
  EXPECT_THAT(refusal("c.custom_loss_function = 'mine'"), HasSubstr("loss_function_swae"));
  EXPECT_THAT(refusal("c.threads = -2"), HasSubstr("from 0 to 4096"));
}

TEST(Config, WithoutInputIsRefused) {
  const auto read = parse_config("def set_config(c):\n    c.epochs = 1\n", "x.py");
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().text(), HasSubstr("input_path is not set"));
}

TEST(Config, SwitchesMayBeNumbersAsInPython) {
  const auto read = parse("    c.early_stopping = 0\n    c.lr_scheduler = 1\n");
  ASSERT_TRUE(read);
  EXPECT_FALSE(read->config.early_stopping);
  EXPECT_TRUE(read->config.lr_scheduler);
}

TEST(Config, ThatIsNotThereIsNotFound) {
  const auto read = read_config("/nonexistent/P_config.py");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().category, calo::Category::not_found);
}

}  // namespace
}  // namespace baler
