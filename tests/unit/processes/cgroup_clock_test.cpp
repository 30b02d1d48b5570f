#include "processes/cgroup_clock.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace calo::processes {
namespace {

namespace fs = std::filesystem;

/// A machine made of a few files.
class Machine {
 public:
  Machine() : root_{fs::temp_directory_path() / ("calo-cgroup-" + std::to_string(::getpid()))} {}
  ~Machine() { fs::remove_all(root_); }
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  Machine& with(const std::string& file, const std::string& content) {
    fs::create_directories((root_ / file).parent_path());
    std::ofstream{root_ / file} << content;
    return *this;
  }
  [[nodiscard]] std::optional<Seconds> time() const {
    return CgroupClock{os::SystemRoot{root_}}.read();
  }

 private:
  fs::path root_;
};

TEST(CgroupClock, ReadsTheGroupsOwnFile) {
  Machine machine;
  machine.with("proc/self/cgroup", "0::/user.slice/job\n")
      .with("sys/fs/cgroup/cpu.stat", "usage_usec 9000000\n")
      .with("sys/fs/cgroup/user.slice/job/cpu.stat",
            "usage_usec 2500000\nuser_usec 2000000\nsystem_usec 500000\n");
  EXPECT_EQ(machine.time(), 2.5_s);
}

TEST(CgroupClock, ReadsTheContainersWhereItsGroupIsNotVisible) {
  Machine machine;
  machine.with("proc/self/cgroup", "0::/../../docker/3f\n")
      .with("sys/fs/cgroup/cpu.stat", "usage_usec 9000000\n");
  EXPECT_EQ(machine.time(), 9.0_s);
}

TEST(CgroupClock, ReadsVersion1) {
  Machine machine;
  machine.with("proc/self/cgroup", "3:cpuset:/\n2:cpu,cpuacct:/job\n0::/\n")
      .with("sys/fs/cgroup/cpu,cpuacct/job/cpuacct.usage", "1250000000\n");
  EXPECT_EQ(machine.time(), 1.25_s);
}

TEST(CgroupClock, SaysNothingWhereNobodyCounts) {
  Machine machine;
  EXPECT_EQ(machine.time(), std::nullopt);
  machine.with("proc/self/cgroup", "nonsense\n0::/\n")
      .with("sys/fs/cgroup/cpu.stat", "usage_usec x\n");
  EXPECT_EQ(machine.time(), std::nullopt);
}

TEST(CgroupClock, OfThisTestRunsOn) {
  const CgroupClock clock{os::SystemRoot{}};
  const auto before = clock.read();
  if (!before) GTEST_SKIP() << "no group counts CPU time here";
  volatile double sum = 0.0;
  while (clock.read() == before) sum = sum + 1.0;
  EXPECT_GT(clock.read(), before);
}

}  // namespace
}  // namespace calo::processes
