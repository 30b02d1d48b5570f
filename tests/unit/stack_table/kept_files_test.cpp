#include "stack_table/kept_files.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "os/clock.hpp"
#include "symbols/symbolize.hpp"

namespace calo::stack_table {
namespace {

/// A process that has ended, and a program of it that may be deleted: a copy of this test.
class KeptFilesTest : public testing::Test {
 protected:
  KeptFilesTest() {
    std::filesystem::create_directories(directory);
    std::filesystem::copy_file("/proc/self/exe", program);
    image.pid = 2'000'000'000;
    image.birth = os::monotonic_now();
  }
  ~KeptFilesTest() override { std::filesystem::remove_all(directory); }
  KeptFilesTest(const KeptFilesTest&) = delete;
  KeptFilesTest& operator=(const KeptFilesTest&) = delete;

  std::filesystem::path directory =
      std::filesystem::temp_directory_path() / ("calo-kept-" + std::to_string(getpid()));
  std::filesystem::path program = directory / "program";
  ring::Image image;
  KeptFiles files;
};

TEST_F(KeptFilesTest, AreThereWhenTheProgramHasDeletedThem) {
  const auto id = symbols::build_id(program);
  ASSERT_TRUE(id.has_value());
  files.see(image, program.string(), 3, 0x1000, true);
  EXPECT_FALSE(files.was_replaced(3, program));
  std::filesystem::remove(program);
  EXPECT_TRUE(files.was_replaced(3, program));
  ASSERT_TRUE(files.find(3).has_value());
  EXPECT_EQ(symbols::build_id(*files.find(3)).value_or(""), *id);
  EXPECT_FALSE(files.find(4).has_value());
}

TEST_F(KeptFilesTest, AreNotBelievedWhenTheyWereWrittenTo) {
  files.see(image, program.string(), 0, 0x1000, true);
  std::ofstream{program, std::ios::app} << "more";
  EXPECT_FALSE(files.find(0).has_value());
  EXPECT_TRUE(files.was_replaced(0, program));
}

// Without a build-id nothing tells a file from the one that took its place.
TEST_F(KeptFilesTest, OfAPathThatWasReplacedBeforeAreDoubtful) {
  image.birth = os::monotonic_now() - std::chrono::hours{1};  // the file is younger than that
  files.see(image, program.string(), 0, 0x1000, false);
  EXPECT_TRUE(files.is_doubtful(0));
  EXPECT_FALSE(files.find(0).has_value());
  files.see(image, (directory / "gone").string(), 1, 0x1000, false);
  EXPECT_TRUE(files.is_doubtful(1));
}

}  // namespace
}  // namespace calo::stack_table
