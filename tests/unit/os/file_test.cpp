#include "os/file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "os/launch.hpp"
#include "os/system_root.hpp"

namespace calo::os {
namespace {

class TemporaryDirectory : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "calo-os-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    path_ = name;
  }
  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::filesystem::path path_;
};

using Files = TemporaryDirectory;

TEST_F(Files, AreWrittenInOneStepAndReadBack) {
  ASSERT_TRUE(write_file(path_ / "a/b", "42\n").has_value());
  EXPECT_EQ(read_u64(path_ / "a/b"), 42U);
  EXPECT_EQ(list_directory(path_ / "a"), std::vector<std::string>{"b"});
}

TEST_F(Files, ThatHoldNoNumberAreMalformed) {
  ASSERT_TRUE(write_file(path_ / "x", "12 apples").has_value());
  EXPECT_EQ(read_u64(path_ / "x").error().category, Category::malformed);
}

TEST_F(Files, ThatAreMissingSaySo) {
  const auto text = read_text(path_ / "nothing");
  ASSERT_FALSE(text.has_value());
  EXPECT_EQ(text.error().category, Category::not_found);
  EXPECT_NE(text.error().what.find("nothing"), std::string::npos);
}

TEST_F(Files, ThatAreNotRegularAreNotWaitedFor) {
  const auto pipe = path_ / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(read_regular(pipe, 100).error().category, Category::unsupported);
  EXPECT_EQ(read_regular(path_, 100).error().category, Category::unsupported);
  EXPECT_EQ(read_regular(path_ / "nothing", 100).error().category, Category::not_found);
  ASSERT_TRUE(write_file(path_ / "x", "text").has_value());
  EXPECT_EQ(read_regular(path_ / "x", 100), "text");
}

TEST_F(Files, LargerThanTheLimitAreRefused) {
  ASSERT_TRUE(write_file(path_ / "big", std::string(1000, 'x')).has_value());
  EXPECT_EQ(read_text(path_ / "big", 100).error().category, Category::exhausted);
}

TEST(SystemRoot, PutsTheMachineBelowIt) {
  EXPECT_TRUE(SystemRoot{}.is_real());
  const SystemRoot fake{"/tmp/machine"};
  EXPECT_FALSE(fake.is_real());
  EXPECT_EQ(fake.sys("class/powercap"), "/tmp/machine/sys/class/powercap");
}

sigset_t no_signals() {
  sigset_t set;
  ::sigemptyset(&set);
  return set;
}

TEST(Launch, SaysThatACommandIsNotThere) {
  auto launch = Launch::prepare({"/no/such/command"}, no_signals());
  ASSERT_TRUE(launch.has_value());
  const auto released = launch->release();
  ASSERT_FALSE(released.has_value());
  EXPECT_EQ(released.error().category, Category::not_found);
}

TEST_F(Files, ThatAreNotExecutableAreNotLaunched) {
  ASSERT_TRUE(write_file(path_ / "data", "x").has_value());
  auto launch = Launch::prepare({(path_ / "data").string()}, no_signals());
  ASSERT_TRUE(launch.has_value());
  EXPECT_EQ(launch->release().error().category, Category::permission);
}

TEST_F(Files, AreNotMadeByAProgramThatWasNeverReleased) {
  {
    const auto launch = Launch::prepare({"touch", (path_ / "made").string()}, no_signals());
  }
  EXPECT_FALSE(std::filesystem::exists(path_ / "made"));
}

}  // namespace
}  // namespace calo::os
