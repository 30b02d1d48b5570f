#include "project.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "config_file.hpp"
#include "os/file.hpp"

namespace baler {
namespace {

namespace fs = std::filesystem;

/// An empty directory that is the current one while this lives.
class InEmptyDirectory : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "baler-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
    before_ = fs::current_path();
    fs::current_path(directory_);
  }
  void TearDown() override {
    fs::current_path(before_);
    fs::remove_all(directory_);
  }

 private:
  fs::path directory_, before_;
};
using ProjectDirectory = InEmptyDirectory;

TEST(ProjectNames, ThatLeadElsewhereAreRefused) {
  for (const char* name : {"", ".", "..", "a/b", "/etc"}) {
    EXPECT_FALSE(Project::named("w", name)) << name;
    EXPECT_FALSE(Project::named(name, "p")) << name;
  }
  EXPECT_FALSE(Project::named("w", std::string_view{"a\0b", 3}));
}

TEST(ProjectNames, GiveTheOriginalsPlaces) {
  const auto project = Project::named("W", "P");
  ASSERT_TRUE(project);
  EXPECT_EQ(project->config(), "workspaces/W/P/config/P_config.py");
  EXPECT_EQ(project->model(), "workspaces/W/P/output/compressed_output/model.pt");
  EXPECT_EQ(project->compressed(), "workspaces/W/P/output/compressed_output/compressed.npz");
  EXPECT_EQ(project->decompressed(), "workspaces/W/P/output/decompressed_output/decompressed.npz");
  EXPECT_EQ(project->losses(), "workspaces/W/P/output/training/loss_data.npy");
}

TEST_F(ProjectDirectory, IsMadeWithAConfigThatCanBeRead) {
  const auto project = Project::named("W", "P");
  const auto is_new = project->create();
  ASSERT_TRUE(is_new) << is_new.error().text();
  EXPECT_TRUE(*is_new);
  for (const char* path : {"workspaces/W/data", "workspaces/W/P/output/compressed_output",
                           "workspaces/W/P/output/decompressed_output",
                           "workspaces/W/P/output/plotting", "workspaces/W/P/output/training"}) {
    EXPECT_TRUE(fs::is_directory(path)) << path;
  }
  const auto config = read_config(project->config());
  ASSERT_TRUE(config) << config.error().text();
  EXPECT_EQ(config->config.input_path, "workspaces/W/data/P_data.npz");
}

TEST_F(ProjectDirectory, ThatExistsIsLeftAlone) {
  const auto project = Project::named("W", "P");
  ASSERT_TRUE(project->create());
  ASSERT_TRUE(calo::os::write_file(project->config(), "mine"));
  const auto again = project->create();
  ASSERT_TRUE(again);
  EXPECT_FALSE(*again);
  EXPECT_EQ(*calo::os::read_text(project->config()), "mine");
}

TEST_F(ProjectDirectory, ThatCannotBeMadeIsAnErrorWithItsName) {
  ASSERT_TRUE(calo::os::write_file("workspaces", "a file where a directory should be"));
  const auto made = Project::named("W", "P")->create();
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().what.find("workspaces/W/data"), std::string::npos);
}

}  // namespace
}  // namespace baler
