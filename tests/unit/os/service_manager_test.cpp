#include "os/service_manager.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdlib>

#include "os/file.hpp"

namespace calo::os::testing {
namespace {

class ServiceManagerTest : public ::testing::Test {
 protected:
  ServiceManagerTest() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string name = "calo-test-" + std::to_string(::getpid());
    name.copy(address.sun_path + 1, name.size());
    socket_ = FileDescriptor{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    EXPECT_EQ(::bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), length), 0);
    ::setenv("NOTIFY_SOCKET", ("@" + name).c_str(), 1);
  }
  ~ServiceManagerTest() override {
    for (const char* name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"}) ::unsetenv(name);
  }
  /// What has been told since the last call; empty: nothing.
  std::string told() {
    std::array<char, 256> buffer{};
    const ssize_t got = ::recv(socket_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    return got > 0 ? std::string{buffer.data(), static_cast<std::size_t>(got)} : "";
  }

 private:
  FileDescriptor socket_;
};

TEST_F(ServiceManagerTest, IsToldOnTheSocketItNames) {
  const auto manager = ServiceManager::from_environment();
  manager.ready();
  EXPECT_EQ(told(), "READY=1");
  manager.status("two\nlines");
  EXPECT_EQ(told().find('\n'), std::string::npos);
  manager.stopping();
  EXPECT_EQ(told(), "STOPPING=1");
}

TEST_F(ServiceManagerTest, IsToldThatWeAreAliveOnlyIfItIsOurWatchdog) {
  ServiceManager::from_environment().alive();
  EXPECT_EQ(told(), "");
  ::setenv("WATCHDOG_USEC", "2000000", 1);
  ::setenv("WATCHDOG_PID", "1", 1);
  EXPECT_FALSE(ServiceManager::from_environment().watchdog().has_value());
  ::setenv("WATCHDOG_PID", std::to_string(::getpid()).c_str(), 1);
  const auto manager = ServiceManager::from_environment();
  EXPECT_DOUBLE_EQ(manager.watchdog().value().value(), 2.0);
  manager.alive();
  EXPECT_EQ(told(), "WATCHDOG=1");
}

TEST_F(ServiceManagerTest, MayBeAbsentGoneOrNonsense) {
  for (const std::string& socket :
       {std::string{}, std::string{"/nowhere/at/all"}, std::string{"relative"}, std::string{"@"},
        "/" + std::string(500, 'x')}) {
    ::setenv("NOTIFY_SOCKET", socket.c_str(), 1);
    ServiceManager::from_environment().ready();
  }
  EXPECT_EQ(told(), "");
}

}  // namespace
}  // namespace calo::os::testing
