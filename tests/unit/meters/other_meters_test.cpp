#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "machine_copy.hpp"
#include "meters/cray.hpp"
#include "meters/ipmi.hpp"

namespace calo::meters {
namespace {

using enum model::Outcome;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(Hwmon, TakesTheModuleOfGraceForTheTotal) {
  const MachineCopy machine{"grace"};
  Readings readings{discover(machine.root())};
  EXPECT_THAT(roles(readings.discovery()),
              ElementsAre("hwmon/module-0:total", "hwmon/grace-0:inside", "hwmon/cpu-0:inside",
                          "hwmon/sysio-0:inside"));
  EXPECT_EQ(readings.discovery().meters[0]->averaging(), 0.05_s);
  EXPECT_EQ(readings.discovery().meters[0]->domains()[0].kind, Kind::integrated);
  readings.read_at(0.0_s);
  readings.read_at(1.0_s);
  machine.write("sys/class/hwmon/hwmon0/device/power1_average", 400'000'000);
  readings.read_at(2.0_s);
  EXPECT_THAT(readings.of("hwmon", "module-0"), Gave(350.0_J, good));
  EXPECT_EQ(readings.total_joules(), 650.0);
}

TEST(Hwmon, RejectsNonsenseAsAGap) {
  const MachineCopy machine{"grace"};
  Readings readings{discover(machine.root())};
  readings.read_at(0.0_s);
  readings.read_at(1.0_s);
  double time = 1.0;
  for (const auto* nonsense : {"-5", "100000000001", "NaN", ""}) {
    machine.write("sys/class/hwmon/hwmon0/device/power1_average", nonsense);
    readings.read_at(Seconds::of(time += 1.0));
    EXPECT_EQ(readings.of("hwmon", "module-0").outcome, gap) << nonsense;
  }
  machine.write("sys/class/hwmon/hwmon0/device/power1_average", 100'000'000);
  readings.read_at(6.0_s);
  EXPECT_THAT(readings.of("hwmon", "module-0"),
              Gave(1000.0_J, good));  // five periods of (300 W + 100 W) / 2
}

TEST(Hwmon, IntegratesAWattmeterOfTheNode) {
  const MachineCopy machine{""};
  machine.write("sys/class/hwmon/hwmon0/name", "power_meter");
  machine.write("sys/class/hwmon/hwmon0/power1_average", 100'000'000);
  Readings readings{discover(machine.root())};
  EXPECT_THAT(roles(readings.discovery()), ElementsAre("hwmon/node:total"));
  readings.read_at(0.0_s);
  machine.write("sys/class/hwmon/hwmon0/power1_average", 120'000'000);
  readings.read_at(1.0_s);
  machine.write("sys/class/hwmon/hwmon0/power1_average", 80'000'000);
  readings.read_at(3.0_s);
  EXPECT_EQ(readings.total_joules(), 310.0);
}

TEST(Hwmon, StaysBesideRapl) {
  const MachineCopy machine{"xeon-2s-dram"};
  machine.write("sys/class/hwmon/hwmon0/name", "power_meter");
  machine.write("sys/class/hwmon/hwmon0/power1_average", 400'000'000);
  EXPECT_THAT(roles(discover(machine.root())), Contains("hwmon/node:alternative"));
  EXPECT_EQ(totals(discover(machine.root())).size(), 4u);
}

TEST(Hwmon, AddsAGraphicsCardBesideRaplButNotInsideANode) {
  const MachineCopy machine{"amd-one-core"};
  machine.write("sys/class/hwmon/hwmon2/name", "amdgpu");
  machine.write("sys/class/hwmon/hwmon2/power1_average", 40'000'000);
  machine.write("sys/class/hwmon/hwmon2/power1_label", "PPT");
  const Discovery beside = discover(machine.root());
  EXPECT_THAT(totals(beside), ElementsAre("rapl-powercap/package-0", "hwmon/gpu0"));
  EXPECT_EQ(beside.meters[1]->domains()[0].component, model::Component::gpu);
  EXPECT_EQ(beside.meters[1]->domains()[0].scope, "gpu0");

  machine.write("sys/class/hwmon/hwmon1/name", "power_meter");
  machine.write("sys/class/hwmon/hwmon1/power1_average", 100'000'000);
  machine.remove("sys/class/powercap");
  EXPECT_THAT(totals(discover(machine.root())), ElementsAre("hwmon/node"));
}

TEST(Hwmon, DoesNotAddTheGraphicsPartOfAProcessor) {
  const MachineCopy machine{"amd-one-core"};
  machine.write("sys/class/hwmon/hwmon2/name", "amdgpu");
  machine.write("sys/class/hwmon/hwmon2/power1_input", 15'000'000);
  machine.write("sys/class/hwmon/hwmon2/in1_label", "vddnb");
  EXPECT_THAT(totals(discover(machine.root())), ElementsAre("rapl-powercap/package-0"));
}

TEST(Hwmon, NeverAddsRailsItDoesNotKnow) {
  const MachineCopy machine{""};
  machine.write("sys/class/hwmon/hwmon0/name", "ina3221");
  machine.write("sys/class/hwmon/hwmon0/power1_input", 5'000'000);
  machine.write("sys/class/hwmon/hwmon0/power1_label", "VDD_CPU");
  const Discovery discovery = discover(machine.root());
  EXPECT_THAT(roles(discovery), ElementsAre("hwmon/ina3221 VDD_CPU (hwmon0):alternative"));
  EXPECT_FALSE(finding(discovery, "hwmon").used);
}

TEST(Hwmon, CountsEnergyWhereAChipCounts) {
  const MachineCopy machine{""};
  machine.write("sys/class/hwmon/hwmon0/name", "xe");
  machine.write("sys/class/hwmon/hwmon0/energy1_input", 1'000'000'000);
  machine.write("sys/class/hwmon/hwmon0/energy1_label", "card");
  machine.write("sys/class/hwmon/hwmon0/energy2_input", 500'000'000);
  machine.write("sys/class/hwmon/hwmon0/energy2_label", "pkg");
  Readings readings{discover(machine.root())};
  EXPECT_THAT(roles(readings.discovery()),
              ElementsAre("hwmon/gpu0:total", "hwmon/gpu0-pkg:inside"));
  readings.read_at(0.0_s);
  machine.write("sys/class/hwmon/hwmon0/energy1_input", 1'060'000'000);
  readings.read_at(1.0_s);
  EXPECT_THAT(readings.of("hwmon", "gpu0"), Gave(60.0_J, good));
}

TEST(Battery, IntegratesCurrentTimesVoltageWhileDischarging) {
  const MachineCopy machine{"laptop-psys-battery"};
  Readings readings{discover(machine.root(), {.only = "battery"})};
  EXPECT_THAT(totals(readings.discovery()), ElementsAre("battery/battery"));
  readings.read_at(0.0_s);
  machine.write("sys/class/power_supply/BAT0/current_now", -2'000'000);  // some drivers sign it
  readings.read_at(1.0_s);
  EXPECT_THAT(readings.of("battery", "battery"), Gave(18.0_J, good));
  machine.write("sys/class/power_supply/BAT0/power_now", 30'000'000);
  readings.read_at(2.0_s);
  EXPECT_THAT(readings.of("battery", "battery"), Gave(27.0_J, good));
  machine.write("sys/class/power_supply/BAT0/status", "Charging");
  readings.read_at(3.0_s);
  EXPECT_EQ(readings.of("battery", "battery").outcome, gap);
  EXPECT_EQ(readings.discovery().meters[0]->domains()[0].scope, "node (battery)");
  EXPECT_EQ(readings.discovery().meters[0]->domains()[0].u_rel, 0.10);
}

TEST(Battery, GivesWayToRapl) {
  const Discovery discovery = discover(MachineCopy{"laptop-psys-battery"}.root());
  EXPECT_THAT(totals(discovery), ElementsAre("rapl-powercap/package-0"));
  EXPECT_THAT(roles(discovery), Contains("battery/battery:alternative"));
}

TEST(Battery, SaysToUnplugTheCharger) {
  const MachineCopy machine{"laptop-psys-battery"};
  machine.write("sys/class/power_supply/BAT0/status", "Full");
  const Discovery discovery = discover(machine.root());
  EXPECT_TRUE(finding(discovery, "battery").found);
  EXPECT_FALSE(finding(discovery, "battery").readable);
  EXPECT_THAT(finding(discovery, "battery").remedy, HasSubstr("Unplug"));
}

TEST(Cray, TakesTheNodeForTheTotalAndRaplForAnotherView) {
  const MachineCopy machine{"cray"};
  Readings readings{discover(machine.root())};
  EXPECT_THAT(totals(readings.discovery()), ElementsAre("cray/node"));
  EXPECT_THAT(roles(readings.discovery()), Contains("cray/accel3:inside"));
  EXPECT_THAT(roles(readings.discovery()), Contains("rapl-powercap/package-0:alternative"));
  readings.read_at(0.0_s);
  machine.write("sys/cray/pm_counters/energy", "1000900 J 1734094387462336 us");
  machine.write("sys/cray/pm_counters/accel0_energy", "150130 J 1734094387462336 us");
  machine.write("sys/cray/pm_counters/freshness", "12355");
  readings.read_at(1.0_s);
  EXPECT_THAT(readings.of("cray", "node"), Gave(900.0_J, good));
  EXPECT_THAT(readings.of("cray", "accel0"), Gave(130.0_J, good));
  EXPECT_EQ(readings.total_joules(), 900.0);
}

TEST(Cray, ReportsADecreaseAsAReset) {
  const MachineCopy machine{"cray"};
  Readings readings{discover(machine.root())};
  readings.read_at(0.0_s);
  machine.write("sys/cray/pm_counters/energy", "70 J");
  readings.read_at(1.0_s);
  EXPECT_THAT(readings.of("cray", "node"), Gave(70.0_J, lost));
}

TEST(Cray, ReadsLinesOfItsCountersOnly) {
  EXPECT_EQ(joules_in_pm_counter("100 J 1734094386462336 us\n"), 100u);
  EXPECT_EQ(joules_in_pm_counter("100 J"), 100u);
  for (const auto* line : {"", "100", "100 W 17 us", "-1 J", "J 100", "1e3 J", "100 Jx"}) {
    EXPECT_EQ(joules_in_pm_counter(line), std::nullopt) << line;
  }
}

constexpr std::string_view dcmi = R"(
    Instantaneous power reading:                   220 Watts
    Minimum during sampling period:                 18 Watts
    Maximum during sampling period:                438 Watts
    Average power reading over sample period:      214 Watts
    IPMI timestamp:                           11/22/26 16:00:00 UTC    Sampling period: 00000001 Seconds.
    Power reading state is:                   activated
)";

TEST(Ipmi, ReadsThePowerOfTheController) {
  EXPECT_EQ(power_in_dcmi_reading(dcmi), 220.0_W);
  EXPECT_EQ(power_in_dcmi_reading(""), std::nullopt);
  EXPECT_EQ(power_in_dcmi_reading("Instantaneous power reading: many Watts"), std::nullopt);
  EXPECT_EQ(power_in_dcmi_reading(
                "Instantaneous power reading: 0 Watts\nPower reading state is: deactivated\n"),
            std::nullopt);
}

MachineCopy& with_program(MachineCopy& machine, std::string_view script) {
  machine.write("usr/bin/ipmitool", script);
  std::filesystem::permissions(machine.path() / "usr/bin/ipmitool", std::filesystem::perms{0755});
  return machine;
}

TEST(Ipmi, StartsNothingUnlessAskedFor) {
  MachineCopy machine{""};
  with_program(machine, "#!/bin/sh\ntouch " + (machine.path() / "started").string());
  const Discovery discovery = discover(machine.root());
  EXPECT_TRUE(finding(discovery, "ipmi").found);
  EXPECT_FALSE(finding(discovery, "ipmi").used);
  EXPECT_THAT(discovery.meters, IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(machine.path() / "started"));
}

TEST(Ipmi, TakesUpWhatTheProgramPrintedWithoutWaitingForIt) {
  MachineCopy machine{""};
  with_program(machine,
               "#!/bin/sh\n[ \"$*\" = 'dcmi power reading' ] && echo 'Instantaneous power reading: "
               "220 Watts'");
  Readings readings{discover(machine.root(), {.only = "ipmi"})};
  EXPECT_THAT(totals(readings.discovery()), ElementsAre("ipmi/node"));
  readings.read_at(0.0_s);
  EXPECT_EQ(readings.of("ipmi", "node").outcome, gap);
  // Time stands still for the meter while the program works; the number of attempts is only a
  // safety net.
  for (int attempt = 0; attempt < 50'000'000 && readings.of("ipmi", "node").outcome == gap;
       ++attempt) {
    std::this_thread::yield();
    readings.read_at(0.5_s);
  }
  EXPECT_EQ(readings.total_joules(), 110.0);  // held back to the first attempt
}

TEST(Ipmi, EndsAProgramThatHangsAndSaysSo) {
  MachineCopy machine{""};
  with_program(machine, "#!/bin/sh\nexec sleep 1000");
  Readings readings{discover(machine.root(), {.only = "ipmi"})};
  readings.read_at(0.0_s);
  readings.read_at(10.0_s);
  EXPECT_THAT(readings.warning_codes(), Contains("ipmi-failed"));
}

TEST(Discovery, HasOneFindingForEachKindOfMeterOnEveryMachine) {
  for (const auto& entry : std::filesystem::directory_iterator{CALO_MACHINES_DIR}) {
    if (!entry.is_directory()) continue;
    const Discovery discovery = discover(os::SystemRoot{entry.path()});
    std::vector<std::string> names;
    for (const model::Finding& found : discovery.findings) {
      names.push_back(found.meter);
      EXPECT_EQ(found.readable, found.why_not.empty()) << entry << found.meter << found.why_not;
      EXPECT_TRUE(found.found || !found.readable) << entry << found.meter;
      EXPECT_FALSE(found.detail.empty()) << entry << found.meter;
    }
    EXPECT_THAT(names, ElementsAre("cray", "rapl-perf", "rapl-powercap", "hwmon", "battery", "ipmi",
                                   "nvidia-gpu"));
  }
}

TEST(Discovery, ReadsOnlyTheMeterThatIsAskedFor) {
  const MachineCopy machine{"cray"};
  EXPECT_THAT(roles(discover(machine.root(), {.only = "rapl-powercap"})),
              ElementsAre("rapl-powercap/package-0:total"));
}

TEST(Discovery, WarnsOfAMeterItDoesNotKnow) {
  const Discovery discovery = discover(MachineCopy{"cray"}.root(), {.only = "kill-a-watt"});
  EXPECT_THAT(discovery.meters, IsEmpty());
  ASSERT_EQ(discovery.warnings.size(), 1u);
  EXPECT_EQ(discovery.warnings[0].code, "unknown-meter");
  EXPECT_THAT(known_meters(), Not(Contains("kill-a-watt")));
  EXPECT_THAT(known_meters(), Contains("rapl-perf"));
}

TEST(Discovery, SaysWhyTheMeterThatIsAskedForCannotBeRead) {
  const Discovery discovery = discover(MachineCopy{"grace"}.root(), {.only = "rapl-powercap"});
  ASSERT_EQ(discovery.warnings.size(), 1u);
  EXPECT_EQ(discovery.warnings[0].code, "meter-unavailable");
}

TEST(Discovery, SaysThatNvidiaCardsAreNotRead) {
  const MachineCopy machine{"xeon-2s-dram"};
  machine.write("proc/driver/nvidia/version", "NVRM version: 550");
  const Discovery discovery = discover(machine.root());
  EXPECT_TRUE(finding(discovery, "nvidia-gpu").found);
  EXPECT_FALSE(finding(discovery, "nvidia-gpu").readable);
}

TEST(Discovery, FindsNothingOnAnEmptyMachineAndDoesNotFail) {
  const MachineCopy machine{""};
  EXPECT_THAT(discover(machine.root()).meters, IsEmpty());
  machine.write(
      "proc/cpuinfo",
      "processor : 99999999999999\nphysical id : 5\nprocessor : -3\nphysical id : x\n:::\n");
  EXPECT_THAT(discover(machine.root()).meters, IsEmpty());
}

}  // namespace
}  // namespace calo::meters
