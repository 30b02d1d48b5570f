#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "machine_copy.hpp"
#include "meters/powercap.hpp"
#include "meters/rapl_access.hpp"

namespace calo::meters {
namespace {

using enum model::Outcome;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

TEST(Powercap, CountsPackagesAndDramOfTwoSockets) {
  const MachineCopy machine{"xeon-2s-dram"};
  Readings readings{discover(machine.root())};
  EXPECT_THAT(totals(readings.discovery()),
              ElementsAre("rapl-powercap/package-0", "rapl-powercap/package-1",
                          "rapl-powercap/dram-0", "rapl-powercap/dram-1"));
  readings.read_at(0.0_s);
  EXPECT_EQ(readings.of("rapl-powercap", "package-0").outcome, first);
  machine.energy("intel-rapl:0", 50'000'000'000 + 120'000'000);
  machine.energy("intel-rapl:1", 61'000'000'000 + 80'500'000);
  machine.energy("intel-rapl:0:0", 8'000'000'000 + 4'000'000);
  machine.energy("intel-rapl:1:0", 9'500'000'000 + 3'000'000);
  readings.read_at(1.0_s);
  EXPECT_THAT(readings.of("rapl-powercap", "package-1"), Gave(80.5_J, good));
  EXPECT_EQ(readings.total_joules(), 207.5);
  EXPECT_THAT(readings.warning_codes(), IsEmpty());
}

TEST(Powercap, CorrectsAWrapOfTheFile) {
  const MachineCopy machine{"xeon-2s-dram"};
  machine.energy("intel-rapl:0", 262143000000);
  Readings readings{discover(machine.root())};
  readings.read_at(0.0_s);
  machine.energy("intel-rapl:0", 1500000);
  readings.read_at(1.0_s);
  EXPECT_THAT(readings.of("rapl-powercap", "package-0"), Gave(Joules::of(1.828850), good));
}

TEST(Powercap, ReportsAReset) {
  const MachineCopy machine{"xeon-2s-dram"};
  Readings readings{discover(machine.root())};
  readings.read_at(0.0_s);
  machine.energy("intel-rapl:0", 2'000'000);
  readings.read_at(1.0_s);
  EXPECT_THAT(readings.of("rapl-powercap", "package-0"), Gave(2.0_J, lost));
  EXPECT_THAT(readings.warning_codes(), Contains("counter-reset"));
}

TEST(Powercap, TakesARangeOfZeroOrWithoutAFileForUnknown) {
  for (const bool is_missing : {false, true}) {
    const MachineCopy machine{"amd-one-core"};
    machine.write("sys/class/powercap/intel-rapl:0/max_energy_range_uj", 0);
    if (is_missing) machine.remove("sys/class/powercap/intel-rapl:0/max_energy_range_uj");
    machine.energy("intel-rapl:0", 65532000000);
    Readings readings{discover(machine.root())};
    readings.read_at(0.0_s);
    machine.energy("intel-rapl:0", 65532500000);
    readings.read_at(1.0_s);
    EXPECT_THAT(readings.of("rapl-powercap", "package-0"), Gave(0.5_J, good));
    machine.energy("intel-rapl:0", 100);
    readings.read_at(2.0_s);
    EXPECT_EQ(readings.of("rapl-powercap", "package-0").outcome, lost);
  }
}

TEST(Powercap, CoversAFailedReadWithTheNextGoodOne) {
  const MachineCopy machine{"amd-one-core"};
  Readings readings{discover(machine.root())};
  readings.read_at(0.0_s);
  machine.write("sys/class/powercap/intel-rapl:0/energy_uj", "");
  readings.read_at(1.0_s);
  EXPECT_THAT(readings.of("rapl-powercap", "package-0"), Gave(0.0_J, gap));
  machine.write("sys/class/powercap/intel-rapl:0/energy_uj", "rubbish");
  readings.read_at(2.0_s);
  EXPECT_EQ(readings.of("rapl-powercap", "package-0").outcome, gap);
  machine.energy("intel-rapl:0", 12'000'000'000 + 30'000'000);
  readings.read_at(3.0_s);
  EXPECT_THAT(readings.of("rapl-powercap", "package-0"), Gave(30.0_J, good));
  EXPECT_EQ(readings.total_joules(), 30.0);
}

TEST(Powercap, FindsADomainAgainUnderAnotherZone) {
  const MachineCopy machine{"xeon-2s-dram"};
  Readings readings{discover(machine.root())};
  readings.read_at(0.0_s);
  machine.rename("sys/class/powercap/intel-rapl:1", "sys/class/powercap/intel-rapl:2");
  // The descriptor still reaches the renamed file here; sysfs makes a new one.
  machine.remove("sys/class/powercap/intel-rapl:2/energy_uj");
  machine.energy("intel-rapl:2", 61'000'000'000 + 7'000'000);
  readings.read_at(1.0_s);
  EXPECT_THAT(readings.of("rapl-powercap", "package-1"), Gave(7.0_J, good));
}

TEST(Powercap, GivesUpADomainThatStaysAwayForASecond) {
  const MachineCopy machine{"xeon-2s-dram"};
  Readings readings{discover(machine.root())};
  readings.read_at(0.0_s);
  machine.remove("sys/class/powercap/intel-rapl:1");
  readings.read_at(1.0_s);
  EXPECT_EQ(readings.of("rapl-powercap", "package-1").outcome, gap);
  readings.read_at(1.9_s);
  EXPECT_EQ(readings.of("rapl-powercap", "package-1").outcome, gap);
  readings.read_at(2.0_s);
  EXPECT_EQ(readings.of("rapl-powercap", "package-1").outcome, gone);
  EXPECT_EQ(readings.of("rapl-powercap", "package-0").outcome, good);
  EXPECT_THAT(readings.warning_codes(), Contains("domain-gone"));
}

TEST(Powercap, ReadsAFileThatWasReplaced) {
  const MachineCopy machine{"amd-one-core"};
  Readings readings{discover(machine.root())};
  readings.read_at(0.0_s);
  machine.write("new", 12'001'000'000);
  machine.rename("new", "sys/class/powercap/intel-rapl:0/energy_uj");
  readings.read_at(1.0_s);
  EXPECT_THAT(readings.of("rapl-powercap", "package-0"), Gave(1.0_J, good));
}

TEST(Powercap, FindsZonesWhoseIdsAreHexadecimal) {
  const MachineCopy machine{"hex-zones"};
  Readings readings{discover(machine.root())};
  EXPECT_EQ(totals(readings.discovery()).size(), 28u);
  readings.read_at(0.0_s);
  machine.energy("intel-rapl:c", 13'000'000'000 + 5'000'000);
  machine.energy("intel-rapl:d:0", 1'400'000'000 + 2'000'000);
  readings.read_at(1.0_s);
  EXPECT_EQ(readings.of("rapl-powercap", "package-12").energy, 5.0_J);
  EXPECT_EQ(readings.of("rapl-powercap", "dram-13").energy, 2.0_J);
  EXPECT_EQ(readings.total_joules(), 7.0);
}

TEST(Powercap, SkipsTheMmioTwin) {
  const MachineCopy machine{"mmio-twin"};
  Readings readings{discover(machine.root())};
  EXPECT_THAT(roles(readings.discovery()),
              ElementsAre("rapl-powercap/package-0:total", "rapl-powercap/dram-0:total",
                          "rapl-powercap/core-0:inside", "rapl-powercap/uncore-0:inside"));
  readings.read_at(0.0_s);
  machine.energy("intel-rapl:0", 5'010'000'000);
  machine.energy("intel-rapl-mmio:0", 5'010'000'000);
  machine.energy("intel-rapl:0:0", 2'006'000'000);
  readings.read_at(1.0_s);
  EXPECT_EQ(readings.of("rapl-powercap", "core-0").energy, 6.0_J);
  EXPECT_EQ(readings.total_joules(), 10.0);
}

TEST(Powercap, ReadsMmioZonesWhenThereAreNoOthers) {
  const MachineCopy machine{"mmio-twin"};
  for (const auto* zone : {"intel-rapl:0", "intel-rapl:0:0", "intel-rapl:0:1", "intel-rapl:0:2"}) {
    machine.remove("sys/class/powercap/" + std::string{zone});
  }
  EXPECT_THAT(roles(discover(machine.root())), ElementsAre("rapl-powercap/package-0:total"));
}

TEST(Powercap, CountsMirroredDiesOfAmdOncePerSocket) {
  const MachineCopy machine{"amd-mirrored-dies"};
  Readings readings{discover(machine.root())};
  EXPECT_THAT(roles(readings.discovery()),
              ElementsAre("rapl-powercap/package-0:total", "rapl-powercap/package-1:total"));
  readings.read_at(0.0_s);
  for (const auto* zone : {"intel-rapl:0", "intel-rapl:1"}) machine.energy(zone, 30'100'000'000);
  for (const auto* zone : {"intel-rapl:2", "intel-rapl:3"}) machine.energy(zone, 41'050'000'000);
  readings.read_at(1.0_s);
  EXPECT_EQ(readings.total_joules(), 150.0);
}

TEST(Powercap, KeepsTheDiesOfIntel) {
  const MachineCopy machine{"xeon-2s-dram"};
  machine.write("sys/class/powercap/intel-rapl:0/name", "package-0-die-0");
  machine.write("sys/class/powercap/intel-rapl:1/name", "package-0-die-1");
  EXPECT_THAT(totals(discover(machine.root())),
              ElementsAre("rapl-powercap/package-0-die-0", "rapl-powercap/package-0-die-1",
                          "rapl-powercap/dram-0-die-0", "rapl-powercap/dram-0-die-1"));
}

TEST(Powercap, CountsTwoPackagesThatShowTheSameEnergyOnce) {
  const MachineCopy machine{"xeon-2s-dram"};
  machine.energy("intel-rapl:1", 50'000'900'000);
  Readings readings{discover(machine.root())};
  EXPECT_THAT(roles(readings.discovery()), Contains("rapl-powercap/package-1:alternative"));
  readings.read_at(0.0_s);
  machine.energy("intel-rapl:0", 50'010'000'000);
  machine.energy("intel-rapl:1", 50'010'900'000);
  readings.read_at(1.0_s);
  EXPECT_EQ(readings.total_joules(), 10.0);
  EXPECT_THAT(readings.warning_codes(), Not(Contains("mirror-differs")));
  machine.energy("intel-rapl:1", 50'020'000'000);
  readings.read_at(2.0_s);
  EXPECT_THAT(readings.warning_codes(), Contains("mirror-differs"));
}

TEST(Powercap, DoesNotShowTheOneCoreOfAmdAsCores) {
  const MachineCopy machine{"amd-one-core"};
  const Discovery discovery = discover(machine.root());
  EXPECT_THAT(roles(discovery), ElementsAre("rapl-powercap/package-0:total"));
  EXPECT_THAT(finding(discovery, "rapl-powercap").detail, HasSubstr("one core only"));
}

TEST(Powercap, KeepsPsysAsAnotherViewUnlessItIsAskedFor) {
  const MachineCopy machine{"laptop-psys-battery"};
  const Discovery usual = discover(machine.root(), {.only = "rapl-powercap"});
  EXPECT_THAT(roles(usual),
              ElementsAre("rapl-powercap/package-0:total", "rapl-powercap/core-0:inside",
                          "rapl-powercap/uncore-0:inside", "rapl-powercap/psys:alternative"));
  const Discovery asked = discover(machine.root(), {.only = "rapl-powercap", .psys = true});
  EXPECT_THAT(roles(asked),
              ElementsAre("rapl-powercap/package-0:inside", "rapl-powercap/core-0:inside",
                          "rapl-powercap/uncore-0:inside", "rapl-powercap/psys:total"));
}

TEST(Powercap, TakesPsysWhenThereIsNothingElse) {
  const MachineCopy machine{"laptop-psys-battery"};
  for (const auto* zone :
       {"intel-rapl:0", "intel-rapl:0:0", "intel-rapl:0:1", "intel-rapl-mmio:0"}) {
    machine.remove("sys/class/powercap/" + std::string{zone});
  }
  EXPECT_THAT(totals(discover(machine.root(), {.only = "rapl-powercap"})),
              ElementsAre("rapl-powercap/psys"));
}

TEST(Powercap, WarnsIfPsysIsAskedForAndNotThere) {
  const MachineCopy machine{"xeon-2s-dram"};
  const Discovery discovery = discover(machine.root(), {.only = "", .psys = true});
  ASSERT_EQ(discovery.warnings.size(), 1u);
  EXPECT_EQ(discovery.warnings[0].code, "no-psys");
  EXPECT_EQ(totals(discovery).size(), 4u);
}

TEST(Powercap, IgnoresZonesOfUnknownNamesAndTrimsKnownOnes) {
  const MachineCopy machine{"xeon-2s-dram"};
  machine.write("sys/class/powercap/intel-rapl:0/name", " package-0 \n");
  machine.write("sys/class/powercap/intel-rapl:1/name", "my \n zone\x1b[31m");
  const Discovery discovery = discover(machine.root());
  EXPECT_THAT(totals(discovery), ElementsAre("rapl-powercap/package-0", "rapl-powercap/dram-0"));
  EXPECT_THAT(finding(discovery, "rapl-powercap").detail, HasSubstr("2 zones of unknown names"));
}

TEST(Powercap, IgnoresTheSwitchOfThePowerLimit) {
  const MachineCopy machine{"xeon-2s-dram"};  // all its zones say enabled = 0
  EXPECT_TRUE(finding(discover(machine.root()), "rapl-powercap").used);
}

TEST(Powercap, GivesUncertaintiesByVendorAndPart) {
  const auto u_of = [](const Discovery& discovery, std::size_t i) {
    return discovery.meters.at(0)->domains()[i].u_rel;
  };
  const Discovery server = discover(MachineCopy{"xeon-2s-dram"}.root());
  EXPECT_EQ(u_of(server, 0), 0.03);
  EXPECT_EQ(u_of(server, 2), 0.10);
  EXPECT_EQ(u_of(discover(MachineCopy{"mmio-twin"}.root()), 0), 0.05);
  EXPECT_EQ(u_of(discover(MachineCopy{"amd-one-core"}.root()), 0), 0.10);
  EXPECT_EQ(server.meters[0]->domains()[0].update_step, 0.001_s);
}

TEST(Powercap, SaysWhyAndWhatToDoWhenTheCountersAreUnreadable) {
  const MachineCopy machine{"unreadable"};
  const Discovery discovery = discover(machine.root());
  EXPECT_THAT(discovery.meters, IsEmpty());
  const model::Finding& found = finding(discovery, "rapl-powercap");
  EXPECT_TRUE(found.found);
  EXPECT_FALSE(found.readable);
  EXPECT_THAT(found.detail, HasSubstr("2 packages, 2 dram"));
  EXPECT_THAT(found.why_not, HasSubstr("intel-rapl:0/energy_uj"));
  EXPECT_THAT(found.remedy, HasSubstr("chmod g+r /sys/class/powercap/*/energy_uj"));
}

TEST(Powercap, NamesTheReasonOfRootOnlyCounters) {
  const Obstacle obstacle =
      why_powercap_unreadable("/sys/class/powercap/intel-rapl:0/energy_uj", EACCES);
  EXPECT_THAT(obstacle.why_not, HasSubstr("intel-rapl:0/energy_uj: Permission denied: only root"));
  EXPECT_THAT(obstacle.why_not, HasSubstr("CVE-2020-8694"));
}

TEST(Powercap, ObeysModeBitsWhenNotRoot) {
  const MachineCopy machine{"amd-one-core"};
  const auto file = machine.path() / "sys/class/powercap/intel-rapl:0/energy_uj";
  std::filesystem::permissions(file, std::filesystem::perms::none);
  const uid_t user = ::geteuid();
  if (user == 0) {
    ASSERT_EQ(::seteuid(65534), 0);
  }
  const Discovery discovery = discover(machine.root());
  if (user == 0) {
    ASSERT_EQ(::seteuid(0), 0);
  }
  EXPECT_THAT(finding(discovery, "rapl-powercap").why_not,
              HasSubstr("Permission denied: only root"));
  EXPECT_THAT(discovery.meters, IsEmpty());
}

TEST(Powercap, TakesADirectoryInPlaceOfTheFileForUnreadable) {
  const MachineCopy machine{"amd-one-core"};
  machine.remove("sys/class/powercap/intel-rapl:0/energy_uj");
  machine.write("sys/class/powercap/intel-rapl:0/energy_uj/x", "");
  EXPECT_THAT(finding(discover(machine.root()), "rapl-powercap").why_not,
              HasSubstr("Is a directory"));
}

TEST(Powercap, FlagsATotalThatMissesAPackage) {
  const MachineCopy machine{"xeon-2s-dram"};
  machine.write("sys/class/powercap/intel-rapl:1/energy_uj", "nothing");
  Readings readings{discover(machine.root())};
  ASSERT_EQ(readings.discovery().warnings.size(), 1u);
  EXPECT_EQ(readings.discovery().warnings[0].code, "partly-readable");
  readings.read_at(0.0_s);
  EXPECT_EQ(readings.of("rapl-powercap", "package-1").outcome, gap);
}

TEST(Powercap, NamesTheVirtualMachineThatHasNoCounters) {
  const model::Finding found =
      finding(discover(MachineCopy{"empty-powercap-vm"}.root()), "rapl-powercap");
  EXPECT_FALSE(found.found);
  EXPECT_THAT(found.why_not, HasSubstr("virtual machine"));
  EXPECT_THAT(found.remedy, HasSubstr("on the host"));
}

TEST(Powercap, NamesTheContainerThatHidesTheCounters) {
  const MachineCopy machine{"amd-one-core"};
  machine.remove("sys/class/powercap");
  machine.write("proc/1/cgroup", "0::/docker/0123456789abcdef");
  const model::Finding found = finding(discover(machine.root()), "rapl-powercap");
  EXPECT_THAT(found.why_not, HasSubstr("container (docker)"));
  EXPECT_THAT(found.remedy, HasSubstr("docker run"));
}

TEST(Powercap, NamesTheDriverThatIsNotLoaded) {
  const MachineCopy machine{"amd-one-core"};
  machine.remove("sys/class/powercap");
  machine.remove("sys/module/intel_rapl_common");
  EXPECT_THAT(finding(discover(machine.root()), "rapl-powercap").remedy,
              HasSubstr("modprobe intel_rapl_msr"));
}

TEST(Powercap, DoesNotUseCountersThatAHypervisorMasks) {
  const MachineCopy machine{"amd-one-core"};
  machine.energy("intel-rapl:0", 0);
  machine.write(
      "proc/cpuinfo",
      "processor : 0\nvendor_id : AuthenticAMD\nphysical id : 0\nflags : fpu hypervisor\n");
  const Discovery discovery = discover(machine.root());
  EXPECT_THAT(discovery.meters, IsEmpty());
  EXPECT_THAT(finding(discovery, "rapl-powercap").why_not, HasSubstr("masks"));
}

TEST(Powercap, NeverReportsAMaskedCounterAsZeroJoules) {
  const MachineCopy machine{"amd-one-core"};
  machine.energy("intel-rapl:0", 0);
  Readings readings{discover(machine.root())};
  readings.read_at(0.0_s);
  readings.read_at(1.0_s);
  EXPECT_EQ(readings.of("rapl-powercap", "package-0").outcome, gap);
  EXPECT_THAT(readings.warning_codes(), ElementsAre("counter-constant"));
}

TEST(Powercap, WarnsOfACounterThatDoesNotMove) {
  const MachineCopy machine{"amd-one-core"};
  Readings readings{discover(machine.root())};
  readings.read_at(0.0_s);
  readings.read_at(0.5_s);
  EXPECT_THAT(readings.warning_codes(), IsEmpty());
  readings.read_at(1.0_s);
  EXPECT_THAT(readings.warning_codes(), ElementsAre("counter-constant"));
}

TEST(Powercap, WarnsOfACounterThatStops) {
  const MachineCopy machine{"amd-one-core"};
  Readings readings{discover(machine.root())};
  std::int64_t reading = 50'000'000;
  const auto read = [&](double time, std::int64_t step) {
    machine.energy("intel-rapl:0", reading += step);
    readings.read_at(Seconds::of(time));
    return readings.of("rapl-powercap", "package-0");
  };
  read(0.0, 0);
  EXPECT_THAT(read(0.1, 2'000'000), Gave(2.0_J, good));
  for (int i = 2; i <= 20; ++i) EXPECT_THAT(read(0.1 * i, 0), Gave(0.0_J, gap));
  EXPECT_THAT(readings.warning_codes(), ElementsAre("counter-stopped"));
  // It goes on: what it did not count is lost.
  EXPECT_THAT(read(2.1, 2'000'000), Gave(2.0_J, lost));
  EXPECT_THAT(read(2.2, 2'000'000), Gave(2.0_J, good));
  EXPECT_THAT(readings.warning_codes(), ElementsAre("counter-stopped"));
}

TEST(Powercap, TakesAReadingWithoutAStepForALateOne) {
  const MachineCopy machine{"amd-one-core"};
  Readings readings{discover(machine.root())};
  const auto read = [&](double time, std::int64_t reading) {
    machine.energy("intel-rapl:0", reading);
    readings.read_at(Seconds::of(time));
    return readings.of("rapl-powercap", "package-0").outcome;
  };
  read(0.0, 50'000'000);
  EXPECT_EQ(read(0.1, 52'000'000), good);
  EXPECT_EQ(read(0.2, 52'000'000), gap);
  EXPECT_EQ(read(0.3, 56'000'000), good);
  EXPECT_THAT(readings.warning_codes(), IsEmpty());
}

TEST(Powercap, WarnsOfFilteredCounters) {
  const MachineCopy machine{"xeon-2s-dram"};
  machine.write("proc/cpuinfo",
                "processor : 0\nvendor_id : GenuineIntel\nphysical id : 0\nflags : fpu sgx\n");
  const Discovery discovery = discover(machine.root());
  ASSERT_EQ(discovery.warnings.size(), 1u);
  EXPECT_EQ(discovery.warnings[0].code, "rapl-filtered");
}

TEST(Powercap, StatesTheRangesOfTheDriver) {
  const MachineCopy machine{"mmio-twin"};
  const auto scan = scan_powercap(machine.root(), identify_processor(machine.root()));
  ASSERT_TRUE(scan);
  EXPECT_EQ(scan->zones.at(0).max_range_uj, 262143328850u);
  EXPECT_EQ(scan->zones.at(0).max_power, 15.0_W);
  EXPECT_EQ(scan->twins, 1u);
}

}  // namespace
}  // namespace calo::meters
