#include "report/missing_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace calo::report {
namespace {

using testing::HasSubstr;
using testing::Not;

class MissingNamesTest : public testing::Test {
 protected:
  MissingNamesTest() {
    std::filesystem::create_directories(packages);
    std::ofstream{packages / "libgomp1:amd64.list"}
        << "/.\n/usr/lib\n/usr/lib/x86_64-linux-gnu/libnone.so.1\n";
    std::ofstream{packages / "libc6:amd64.list"} << "/lib/x86_64-linux-gnu/libno-c.so.6\n";
    std::ofstream{packages / "other.list"} << "/usr/lib/x86_64-linux-gnu/libnone.so.1.2\n";
  }
  ~MissingNamesTest() override { std::filesystem::remove_all(packages); }
  MissingNamesTest(const MissingNamesTest&) = delete;
  MissingNamesTest& operator=(const MissingNamesTest&) = delete;

  /// One function of a module with a share of 10 s.
  std::string lines_for(const std::string& path, const std::string& function, double share) const {
    model::Profile profile;
    profile.modules = {{path, "abcdef", false}};
    model::Function row;
    row.name = function;
    row.module = 0;
    profile.functions = {row};
    attribution::PlaceCost cost;
    cost.self.cpu = Seconds::of(10.0 * share);
    attribution::Cost all;
    all.cpu = Seconds::of(10.0);
    return missing_names(profile, {cost}, all, packages);
  }

  std::filesystem::path packages =
      std::filesystem::temp_directory_path() / ("calo-packages-" + std::to_string(getpid()));
};

TEST_F(MissingNamesTest, SaysWhichPackageWouldBringThem) {
  const std::string lines =
      lines_for("/lib/x86_64-linux-gnu/libnone.so.1", "libnone.so.1+0x1d1e0 (waiting?)", 0.3);
  EXPECT_THAT(lines, HasSubstr("libnone.so.1 has functions without a name"));
  EXPECT_THAT(lines, HasSubstr("package libgomp1-dbgsym"));
  EXPECT_THAT(lines, HasSubstr("/usr/lib/debug/.build-id/ab/cdef.debug"));
  EXPECT_THAT(lines_for("/usr/lib/x86_64-linux-gnu/libno-c.so.6", "libno-c.so.6+0x1", 0.3),
              HasSubstr("package libc6-dbg "));
}

TEST_F(MissingNamesTest, SaysHowToNameCodeThatAProgramMakes) {
  EXPECT_THAT(lines_for("[jit]", "[jit]", 0.3), HasSubstr("--perf-basic-prof"));
}

TEST_F(MissingNamesTest, IsSilentWhereLittleOrNothingIsMissing) {
  EXPECT_EQ(lines_for("/lib/libnone.so.1", "libnone.so.1+0x1d1e0", 0.01), "");
  EXPECT_EQ(lines_for("/lib/libnone.so.1", "barrier", 0.9), "");
  EXPECT_EQ(lines_for("[jit]", "work", 0.9), "");
  EXPECT_THAT(lines_for("/opt/unknown.so", "unknown.so+0x10", 0.9), Not(HasSubstr("package")));
}

}  // namespace
}  // namespace calo::report
