#include "os/new_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <ostream>
#include <string>

#include "os/file.hpp"

namespace calo::os {
namespace {

namespace fs = std::filesystem;

class ANewFile : public testing::Test {
 protected:
  ANewFile() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    directory_ = testing::TempDir() + "calo-new-file-" + test->name();
    fs::remove_all(directory_);
    fs::create_directories(directory_);
  }
  ~ANewFile() override { fs::remove_all(directory_); }
  ANewFile(const ANewFile&) = delete;
  ANewFile& operator=(const ANewFile&) = delete;

  static Write text(std::string content) {
    return [content = std::move(content)](std::ostream& out) { out << content; };
  }

  fs::path directory_;
};

TEST_F(ANewFile, ReplacesNoOtherUnlessForced) {
  const fs::path path = directory_ / "run.csv";
  ASSERT_TRUE(write_new(path, false, text("one")));
  EXPECT_EQ(write_new(path, false, text("two")).error().category, Category::usage);
  EXPECT_EQ(read_text(path), "one");
  ASSERT_TRUE(write_new(path, true, text("three")));
  EXPECT_EQ(read_text(path), "three");
}

TEST_F(ANewFile, IsThereInFullOrNotAtAll) {
  const fs::path path = directory_ / "run.csv";
  const Write failing = [](std::ostream& out) { out.setstate(std::ios::failbit); };
  EXPECT_FALSE(write_new(path, false, failing));
  EXPECT_TRUE(fs::is_empty(directory_));
}

TEST_F(ANewFile, IsNoDirectory) {
  EXPECT_EQ(write_new(directory_, true, text("one")).error().category, Category::usage);
}

}  // namespace
}  // namespace calo::os
