#include "ring/session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "made_up_image.hpp"

namespace calo::ring {
namespace {

namespace fs = std::filesystem;

struct Images {
  std::vector<std::int32_t> began;
  std::vector<std::int32_t> ended;
  Sink sink() {
    return [this](const Image& image, const Event& event) {
      if (std::holds_alternative<ImageBegan>(event)) began.push_back(image.pid);
      if (std::holds_alternative<ImageEnded>(event)) ended.push_back(image.pid);
    };
  }
};

/// Puts an image into a session, as its agent would.
void put(const Session& session, const MadeUpImage& image, const std::string& name) {
  fs::copy_file(image.path(), session.directory() / name);
}

std::int32_t pid_of_the_dead() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
  return child;
}

/// An image is never younger than now, and this process is older: so /proc agrees that it lives.
std::uint64_t now_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(now.tv_nsec);
}

TEST(Session, DirectoryIsPrivateAndGoesAway) {
  fs::path directory;
  {
    auto session = Session::create();
    ASSERT_TRUE(session.has_value());
    directory = session->directory();
    EXPECT_EQ(fs::status(directory).permissions(), fs::perms::owner_all);
  }
  EXPECT_FALSE(fs::exists(directory));
}

TEST(Session, RemovesWhatAKilledRecorderLeft) {
  fs::path left;
  {
    auto other = Session::create();
    ASSERT_TRUE(other.has_value());
    left = other->directory().parent_path() / ("calo-" + std::to_string(::getuid()) + "-orphan");
    fs::create_directory(left);
    std::ofstream{left / "lock"} << "";
    std::ofstream{left / "77.0000000000000000"} << "samples";
    auto session = Session::create();
    ASSERT_TRUE(session.has_value());
    EXPECT_FALSE(fs::exists(left));
    EXPECT_TRUE(fs::exists(other->directory())) << "its recorder lives";
  }
}

TEST(Session, EndsImagesOfTheDead) {
  auto session = Session::create();
  const MadeUpImage alive{64};
  const MadeUpImage dead{64, pid_of_the_dead()};
  alive.header().birth = now_ns();
  put(*session, alive, "1.0000000000000001");
  put(*session, dead, "2.0000000000000002");
  Images images;
  session->drain(images.sink());
  EXPECT_THAT(images.began, testing::ElementsAre(alive.header().pid, dead.header().pid));
  EXPECT_THAT(images.ended, testing::ElementsAre(dead.header().pid));
  session->finish(images.sink());
  EXPECT_THAT(images.ended, testing::ElementsAre(dead.header().pid, alive.header().pid));
}

TEST(Session, EndsAnImageThatExecReplaced) {
  auto session = Session::create();
  const MadeUpImage image{64};
  image.header().birth = now_ns();
  put(*session, image, "1.0000000000000001");
  Images images;
  session->drain(images.sink());
  EXPECT_TRUE(images.ended.empty());
  image.header().birth += 1;
  put(*session, image, "1.0000000000000002");
  session->drain(images.sink());
  EXPECT_EQ(images.began.size(), 2U);
  EXPECT_EQ(images.ended.size(), 1U);
}

TEST(Session, CountsFilesThatMakeNoSense) {
  auto session = Session::create();
  std::ofstream{session->directory() / "1.0000000000000001"} << std::string(8192, 'x');
  fs::create_directory(session->directory() / "2.0000000000000002");
  Images images;
  session->drain(images.sink());
  EXPECT_EQ(session->unreadable(), 2U);
  EXPECT_TRUE(images.began.empty());
}

TEST(Session, AppendsToWhatIsPreloadedAlready) {
  auto session = Session::create();
  ::setenv("LD_PRELOAD", "libother.so", 1);
  const auto variables = session->environment("/bin/true");
  ::unsetenv("LD_PRELOAD");
  ASSERT_TRUE(variables.has_value());
  EXPECT_THAT(*variables, testing::Contains("LD_PRELOAD=libother.so:/bin/true"));
}

TEST(Session, RefusesAnAgentThatCannotBePreloaded) {
  auto session = Session::create();
  EXPECT_EQ(session->environment("/opt/my tools/agent.so").error().category, Category::unsupported);
  EXPECT_EQ(session->environment("/nonexistent/agent.so").error().category, Category::not_found);
}

TEST(Session, RefusesSettingsThatMakeNoSense) {
  EXPECT_FALSE(Session::create({.period = std::chrono::nanoseconds{1}}).has_value());
  EXPECT_FALSE(Session::create({.ring_bytes = 12345}).has_value());
}

}  // namespace
}  // namespace calo::ring
