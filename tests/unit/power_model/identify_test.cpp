#include "power_model/identify.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "fake_root.hpp"
#include "power_model/cpuinfo.hpp"
#include "power_model/surroundings.hpp"

namespace calo::power_model {
namespace {

TEST(Identify, ReadsABareMetalServerWithTwoSockets) {
  FakeRoot fake;
  fake.with("proc/cpuinfo", x86_cpu("GenuineIntel", 6, 85, 7,
                                    "Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz", 40, 20, "fpu vme"))
      .with("sys/devices/system/cpu/online", "0-79\n")
      .with("proc/meminfo", "MemTotal:       196608000 kB\nMemFree: 1 kB\n")
      .with("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n")
      .with("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n")
      .with("sys/devices/system/cpu/intel_pstate/no_turbo", "0\n");
  const model::Machine machine = identify_machine(fake.root());
  EXPECT_EQ(machine.cpu_vendor, "Intel");
  EXPECT_EQ(machine.cpu_model, "Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz");
  EXPECT_EQ(machine.cpu_family, 6);
  EXPECT_EQ(machine.cpu_model_number, 85);
  EXPECT_EQ(machine.cpu_stepping, 7);
  EXPECT_EQ(machine.sockets, 2);
  EXPECT_EQ(machine.cores, 40);
  EXPECT_EQ(machine.threads, 80);
  EXPECT_TRUE(machine.smt);
  EXPECT_DOUBLE_EQ(machine.memory.value(), 196608000.0 * 1024.0);
  EXPECT_EQ(machine.virtualisation, "");
  EXPECT_FALSE(machine.cpu_limit);
  EXPECT_EQ(machine.kernel, "6.1.0-18-amd64");
  EXPECT_EQ(machine.governor, "performance");
  EXPECT_EQ(machine.turbo, "on");
}

TEST(Identify, CountsProcessorsWhereSysIsMissing) {
  FakeRoot fake;
  std::string cpus;
  for (int i = 0; i < 4; ++i)
    cpus += x86_cpu("AuthenticAMD", 26, 2, 1, "AMD EPYC", 4, 4, "fpu hypervisor");
  fake.with("proc/cpuinfo", cpus);
  const model::Machine machine = identify_machine(fake.root());
  EXPECT_EQ(machine.threads, 4);
  EXPECT_EQ(machine.sockets, 1);
  EXPECT_EQ(machine.cores, 4);
  EXPECT_FALSE(machine.smt);
  EXPECT_EQ(machine.virtualisation, "unknown hypervisor");
}

TEST(Identify, NamesArmServersByTheirCores) {
  FakeRoot fake;
  fake.with("proc/cpuinfo",
            "processor\t: 0\nBogoMIPS\t: 243.75\nFeatures\t: fp asimd\nCPU implementer\t: "
            "0x41\nCPU architecture: 8\n"
            "CPU variant\t: 0x3\nCPU part\t: 0xd0c\nCPU revision\t: 1\n\n")
      .with("sys/devices/system/cpu/online", "0-15\n")
      .with("sys/devices/system/cpu/cpu0/topology/package_cpus_list", "0-15\n")
      .with("sys/devices/system/cpu/cpu0/topology/thread_siblings_list", "0\n")
      .with("sys/class/dmi/id/sys_vendor", "Amazon EC2\n")
      .with("sys/class/dmi/id/product_name", "m6g.4xlarge\n");
  const model::Machine machine = identify_machine(fake.root());
  EXPECT_EQ(machine.cpu_model, "AWS Graviton2 (Neoverse-N1)");
  EXPECT_EQ(machine.cpu_vendor, "ARM");
  EXPECT_EQ(machine.sockets, 1);
  EXPECT_EQ(machine.cores, 16);
  EXPECT_EQ(machine.virtualisation, "amazon-ec2");
}

TEST(Identify, TakesAMetalInstanceForBareMetal) {
  FakeRoot fake;
  fake.with("sys/class/dmi/id/sys_vendor", "Amazon EC2\n")
      .with("sys/class/dmi/id/product_name", "m6g.metal\n");
  EXPECT_EQ(virtualisation(fake.root(), false), "");
}

TEST(Identify, KnowsNothingOfAnEmptyRoot) {
  const FakeRoot fake;
  const model::Machine machine = identify_machine(fake.root());
  EXPECT_EQ(machine.cpu_model, "");
  EXPECT_EQ(machine.threads, 0);
  EXPECT_EQ(machine.sockets, 0);
  EXPECT_EQ(machine.cpu_family, -1);
  EXPECT_FALSE(has_battery(fake.root()));
}

TEST(Identify, SurvivesNonsense) {
  FakeRoot fake;
  fake.with("proc/cpuinfo",
            "siblings : 0\ncpu cores : -3\nmodel : 99999999999999999999\nmodel name : "
            "\x01\x02\n:::\n\n")
      .with("sys/devices/system/cpu/online", "7-3,zz\n")
      .with("proc/meminfo", "MemTotal: many kB\n")
      .with("proc/self/cgroup", "0::\n::\nx\n")
      .with("sys/fs/cgroup/cpu.max", "-1 0\n");
  const model::Machine machine = identify_machine(fake.root());
  EXPECT_EQ(machine.sockets, 0);
  EXPECT_EQ(machine.memory, Bytes{});
  EXPECT_FALSE(machine.cpu_limit);
}

TEST(Identify, FindsALaptopsBatteryAndNotAMouses) {
  FakeRoot mouse;
  mouse.with("sys/class/power_supply/hid/type", "Battery\n")
      .with("sys/class/power_supply/hid/scope", "Device\n");
  EXPECT_FALSE(has_battery(mouse.root()));
  FakeRoot laptop;
  laptop.with("sys/class/power_supply/AC/type", "Mains\n")
      .with("sys/class/power_supply/BAT0/type", "Battery\n");
  EXPECT_TRUE(has_battery(laptop.root()));
}

TEST(CgroupLimit, IsTheSmallestQuotaOnTheWayUp) {
  FakeRoot fake;
  fake.with("proc/self/cgroup", "0::/a/b\n")
      .with("sys/fs/cgroup/a/cpu.max", "150000 100000\n")
      .with("sys/fs/cgroup/a/b/cpu.max", "max 100000\n");
  EXPECT_EQ(cgroup_cpu_limit(fake.root(), 8), 1.5);
}

TEST(CgroupLimit, ReadsVersion1) {
  FakeRoot fake;
  fake.with("proc/self/cgroup", "4:cpu,cpuacct:/docker/x\n3:cpuset:/docker/x\n")
      .with("sys/fs/cgroup/cpu/docker/x/cpu.cfs_quota_us", "250000\n")
      .with("sys/fs/cgroup/cpu/docker/x/cpu.cfs_period_us", "100000\n")
      .with("sys/fs/cgroup/cpuset/docker/x/cpuset.effective_cpus", "0-1\n");
  EXPECT_EQ(cgroup_cpu_limit(fake.root(), 8), 2.0);
}

TEST(CgroupLimit, IsNoneWhereItAllowsAllCpus) {
  FakeRoot fake;
  fake.with("proc/self/cgroup", "0::/\n")
      .with("sys/fs/cgroup/cpu.max", "800000 100000\n")
      .with("sys/fs/cgroup/cpuset.cpus.effective", "0-7\n");
  EXPECT_FALSE(cgroup_cpu_limit(fake.root(), 8));
}

TEST(Virtualisation, NamesHypervisorsByFirmware) {
  FakeRoot google;
  google.with("sys/class/dmi/id/product_name", "Google Compute Engine\n");
  EXPECT_EQ(virtualisation(google.root(), true), "google-compute-engine");
  FakeRoot container;
  container.with(".dockerenv", "");
  EXPECT_EQ(virtualisation(container.root(), false), "container");
  FakeRoot wsl;
  wsl.with("proc/sys/kernel/osrelease", "5.15.90.1-microsoft-standard-WSL2\n");
  EXPECT_EQ(virtualisation(wsl.root(), true), "wsl");
}

TEST(CpuList, CountsRangesAndSingles) {
  EXPECT_EQ(count_cpu_list("0-3,8,10-11\n"), 7);
  EXPECT_EQ(count_cpu_list(""), 0);
  EXPECT_EQ(count_cpu_list("3-1"), 0);
  EXPECT_EQ(count_cpu_list("0-99999999999"), 0);
}

RC_GTEST_PROP(CpuInfo, ParsesAnyText, (const std::string& text)) {
  const CpuInfo info = parse_cpuinfo(text);
  RC_ASSERT(info.family >= -1);
}

}  // namespace
}  // namespace calo::power_model
