#include "stack_table/jit_names.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "os/clock.hpp"

namespace calo::stack_table {
namespace {

/// A /proc and a /tmp made of files.
class JitNamesTest : public testing::Test {
 protected:
  JitNamesTest() {
    std::filesystem::create_directories(temporary);
    image.id = 1;
    image.pid = 42;
    image.birth = os::monotonic_now() - std::chrono::hours{1};
    process(42, 42);
  }
  ~JitNamesTest() override { std::filesystem::remove_all(root); }
  JitNamesTest(const JitNamesTest&) = delete;
  JitNamesTest& operator=(const JitNamesTest&) = delete;

  void process(int pid, int inside) const {
    const auto directory = proc / std::to_string(pid);
    std::filesystem::create_directories(directory);
    std::ofstream{directory / "status"} << "Name:\tx\nNSpid:\t" << pid << "\t" << inside << "\n";
  }
  static void append(const std::filesystem::path& file, const std::string& text) {
    std::ofstream{file, std::ios::app} << text;
  }
  std::string name_at(std::uint64_t address) {
    const auto* const function = names.find(image, address);
    return function != nullptr ? function->name : "";
  }

  std::filesystem::path root =
      std::filesystem::temp_directory_path() / ("calo-jit-" + std::to_string(getpid()));
  std::filesystem::path proc = root / "proc";
  std::filesystem::path temporary = root / "tmp";
  JitNames names{proc, temporary};
  ring::Image image;
};

TEST_F(JitNamesTest, FollowsAMapThatGrows) {
  EXPECT_FALSE(names.refresh(image));
  append(temporary / "perf-42.map", "1000 10 first\n");
  EXPECT_TRUE(names.refresh(image));
  EXPECT_FALSE(names.refresh(image));
  EXPECT_EQ(name_at(0x1008), "first");
  append(temporary / "perf-42.map", "1000 20 second\n2000 10 last");
  EXPECT_TRUE(names.refresh(image));
  EXPECT_EQ(name_at(0x1008), "second");
  names.end(image);
  EXPECT_EQ(name_at(0x2008), "last");
}

TEST_F(JitNamesTest, LooksWhereTheProgramSeesItsOwn) {
  process(42, 7);  // pid 7 of a container, with a /tmp of its own
  std::filesystem::create_directories(proc / "42/root/tmp");
  append(proc / "42/root/tmp/perf-7.map", "1000 10 inside\n");
  append(temporary / "perf-42.map", "1000 10 outside\n");
  EXPECT_TRUE(names.refresh(image));
  EXPECT_EQ(name_at(0x1000), "inside");
}

TEST_F(JitNamesTest, GivesAForkedChildTheNamesOfItsParent) {
  append(temporary / "perf-42.map", "1000 10 first\n");
  names.refresh(image);
  ring::Image child = image;
  child.id = 2;
  child.pid = 43;
  child.parent = 42;
  child.forked = true;
  names.refresh(child);
  ASSERT_NE(names.find(child, 0x1000), nullptr);
  child.forked = false;  // exec() leaves nothing of it
  EXPECT_EQ(names.find(child, 0x1000), nullptr);
}

TEST_F(JitNamesTest, BelievesNoFileThatIsOlderThanTheProcess) {
  append(temporary / "perf-42.map", "1000 10 stale\n");
  const timespec times[2] = {{1'000'000'000, 0}, {1'000'000'000, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, (temporary / "perf-42.map").c_str(), times, 0), 0);
  EXPECT_FALSE(names.refresh(image));
  EXPECT_EQ(name_at(0x1000), "");
}

TEST_F(JitNamesTest, FollowsNoLinkAndReadsNoFifo) {
  append(root / "elsewhere", "1000 10 planted\n");
  std::filesystem::create_symlink(root / "elsewhere", temporary / "perf-42.map");
  EXPECT_FALSE(names.refresh(image));
  std::filesystem::remove(temporary / "perf-42.map");
  ASSERT_EQ(::mkfifo((temporary / "perf-42.map").c_str(), 0600), 0);
  EXPECT_FALSE(names.refresh(image));
}

}  // namespace
}  // namespace calo::stack_table
