#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "machine_copy.hpp"
#include "meters/perf_pmu.hpp"
#include "meters/rapl_access.hpp"

namespace calo::meters {
namespace {

using enum model::Outcome;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::int64_t joule = std::int64_t{1} << 32;

TEST(Perf, IsPreferredAndPowercapIsItsCheck) {
  const MachineCopy machine{"perf-power-pmu"};
  Readings readings{discover(machine.root())};
  EXPECT_THAT(
      roles(readings.discovery()),
      ElementsAre("rapl-perf/package-0:total", "rapl-perf/package-1:total",
                  "rapl-perf/dram-0:total", "rapl-perf/dram-1:total",
                  "rapl-powercap/package-0:alternative", "rapl-powercap/package-1:alternative",
                  "rapl-powercap/dram-0:alternative", "rapl-powercap/dram-1:alternative"));
  readings.read_at(0.0_s);
  machine.write("perf_event/power/energy-pkg/cpu0", 1000 * joule + 0x180000000);
  machine.energy("intel-rapl:0", 50'001'499'000);
  readings.read_at(1.0_s);
  EXPECT_THAT(readings.of("rapl-perf", "package-0"), Gave(1.5_J, good));
  EXPECT_EQ(readings.total_joules(), 1.5);
  EXPECT_THAT(readings.warning_codes(), Not(Contains("meters-disagree")));
}

TEST(Perf, SaysWhenThePathsDisagreeByMoreThanTwoPercent) {
  const MachineCopy machine{"perf-power-pmu"};
  Readings readings{discover(machine.root())};
  readings.read_at(0.0_s);
  machine.write("perf_event/power/energy-pkg/cpu0", 1100 * joule);
  machine.energy("intel-rapl:0", 50'097'000'000);
  readings.read_at(0.9_s);
  EXPECT_THAT(readings.warning_codes(), Not(Contains("meters-disagree")));  // too short to say
  machine.write("perf_event/power/energy-pkg/cpu0", 1100 * joule + 1);
  machine.energy("intel-rapl:0", 50'097'000'001);
  readings.read_at(1.0_s);
  EXPECT_THAT(readings.warning_codes(), Contains("meters-disagree"));
  machine.write("perf_event/power/energy-pkg/cpu0", 1100 * joule + 2);
  machine.energy("intel-rapl:0", 50'099'000'000);
  readings.read_at(1.5_s);
  EXPECT_THAT(readings.warning_codes(), Not(Contains("meters-disagree")));
}

TEST(Perf, DoesNotCompareAcrossAReset) {
  const MachineCopy machine{"perf-power-pmu"};
  Readings readings{discover(machine.root())};
  readings.read_at(0.0_s);
  machine.write("perf_event/power/energy-pkg/cpu0", 1100 * joule);
  machine.energy("intel-rapl:0", 100);
  readings.read_at(2.0_s);
  EXPECT_THAT(readings.warning_codes(), Not(Contains("meters-disagree")));
}

TEST(Perf, CorrectsADecreasingCountWithTheRangeOfPowercap) {
  const MachineCopy machine{"perf-power-pmu"};
  machine.write("perf_event/power/energy-pkg/cpu0", 0);
  Readings readings{discover(machine.root(), {.only = "rapl-perf"})};
  readings.read_at(0.0_s);
  machine.write("perf_event/power/energy-pkg/cpu0", (-262144 + 900) * joule);
  readings.read_at(2.0_s);
  EXPECT_THAT(readings.of("rapl-perf", "package-0"), Gave(900.0_J, good));
}

TEST(Perf, LosesADecreasingCountOfUnknownRange) {
  const MachineCopy machine{"perf-power-pmu"};
  machine.remove("sys/class/powercap");
  Readings readings{discover(machine.root())};
  readings.read_at(0.0_s);
  machine.write("perf_event/power/energy-pkg/cpu0", -5 * joule);
  readings.read_at(1.0_s);
  EXPECT_THAT(readings.of("rapl-perf", "package-0"), Gave(0.0_J, lost));
  EXPECT_THAT(readings.warning_codes(), Contains("counter-reset"));
}

TEST(Perf, FallsBackToPowercapWhenTheKernelRefuses) {
  for (const int paranoid : {2, 3, 4}) {
    const MachineCopy machine{"perf-power-pmu"};
    machine.write("proc/sys/kernel/perf_event_paranoid", paranoid);
    const Discovery discovery = discover(machine.root());
    EXPECT_THAT(totals(discovery), ElementsAre("rapl-powercap/package-0", "rapl-powercap/package-1",
                                               "rapl-powercap/dram-0", "rapl-powercap/dram-1"));
    const model::Finding& found = finding(discovery, "rapl-perf");
    EXPECT_TRUE(found.found);
    EXPECT_FALSE(found.readable);
    EXPECT_THAT(found.why_not, HasSubstr("perf_event_paranoid is " + std::to_string(paranoid)));
    EXPECT_THAT(found.remedy, HasSubstr("sudo sysctl kernel.perf_event_paranoid=0"));
    EXPECT_THAT(found.remedy, HasSubstr("setcap cap_perfmon=ep"));
  }
}

TEST(Perf, IsNotUsedWhereAHypervisorShowsCountersThatNeverCount) {
  const MachineCopy machine{"vm-perf-stub"};
  const Discovery discovery = discover(machine.root());
  EXPECT_THAT(totals(discovery), IsEmpty());
  const model::Finding& found = finding(discovery, "rapl-perf");
  EXPECT_TRUE(found.found);
  EXPECT_FALSE(found.readable);
  EXPECT_THAT(found.why_not, HasSubstr("does not count"));
  EXPECT_THAT(found.remedy, HasSubstr("power model"));
}

TEST(Perf, IsUsedWhereAHypervisorPassesCountersOn) {
  const MachineCopy machine{"vm-perf-stub"};
  machine.write("perf_event/power/energy-psys/cpu0", 3 * joule);
  EXPECT_THAT(totals(discover(machine.root())), ElementsAre("rapl-perf/psys"));
}

TEST(Perf, DoesNotTakePsysForTheTotalWhereTheProcessorCountsNone) {
  const MachineCopy machine{"vm-perf-stub"};
  machine.write("proc/cpuinfo", "processor : 0\nvendor_id : GenuineIntel\nflags : fpu\n");
  EXPECT_THAT(finding(discover(machine.root()), "rapl-perf").why_not,
              HasSubstr("this processor does not count them"));
}

TEST(Perf, IsNotUsedWithoutOneOfItsPackages) {
  const MachineCopy machine{"perf-power-pmu"};
  machine.remove("perf_event/power/energy-pkg/cpu2");
  EXPECT_FALSE(finding(discover(machine.root()), "rapl-perf").readable);
  EXPECT_TRUE(finding(discover(machine.root()), "rapl-powercap").used);
}

TEST(Perf, TakesDramFromPowercapWherePerfHasNone) {
  const MachineCopy machine{"perf-power-pmu"};
  machine.remove("sys/bus/event_source/devices/power/events/energy-ram");
  EXPECT_THAT(totals(discover(machine.root())),
              ElementsAre("rapl-perf/package-0", "rapl-perf/package-1", "rapl-powercap/dram-0",
                          "rapl-powercap/dram-1"));
}

TEST(Perf, AddsUpTheCoresOfAmd) {
  const MachineCopy machine{"amd-power-core"};
  Readings readings{discover(machine.root(), {.only = "rapl-perf"})};
  EXPECT_THAT(roles(readings.discovery()),
              ElementsAre("rapl-perf/package-0:total", "rapl-perf/core-0:inside"));
  readings.read_at(0.0_s);
  machine.write("perf_event/power/energy-pkg/cpu0", (500 + 220) * joule);
  const std::int64_t spent[] = {100, 40, 10, 10};
  for (int i = 0; i < 4; ++i) {
    machine.write("perf_event/power_core/energy-core/cpu" + std::to_string(i),
                  (20 * (i + 1) + spent[i]) * joule);
  }
  readings.read_at(10.0_s);
  EXPECT_THAT(readings.of("rapl-perf", "package-0"), Gave(220.0_J, good));
  EXPECT_THAT(readings.of("rapl-perf", "core-0"),
              Gave(160.0_J, good));  // leaves 60 J to the uncore
  EXPECT_EQ(readings.total_joules(), 220.0);
}

TEST(Perf, LeavesTheWholeSumForTheNextReadWhenOneCoreFails) {
  const MachineCopy machine{"amd-power-core"};
  Readings readings{discover(machine.root(), {.only = "rapl-perf"})};
  readings.read_at(0.0_s);
  machine.write("perf_event/power_core/energy-core/cpu0", 21 * joule);
  machine.write("perf_event/power_core/energy-core/cpu3", "");
  readings.read_at(1.0_s);
  EXPECT_EQ(readings.of("rapl-perf", "core-0").outcome, gap);
  machine.write("perf_event/power_core/energy-core/cpu3", 82 * joule);
  readings.read_at(2.0_s);
  EXPECT_THAT(readings.of("rapl-perf", "core-0"), Gave(3.0_J, good));
}

TEST(Perf, CountsASocketOfAmdOnceThoughItListsItsDies) {
  const MachineCopy machine{"amd-power-core"};
  machine.write("sys/bus/event_source/devices/power/cpumask", "0,2");
  EXPECT_THAT(totals(discover(machine.root(), {.only = "rapl-perf"})),
              ElementsAre("rapl-perf/package-0"));
}

TEST(Perf, KeepsTheDiesOfIntel) {
  const MachineCopy machine{"perf-power-pmu"};
  machine.write("sys/devices/system/cpu/cpu2/topology/physical_package_id", 0);
  EXPECT_THAT(totals(discover(machine.root(), {.only = "rapl-perf"})),
              ElementsAre("rapl-perf/package-0-die-0", "rapl-perf/package-0-die-1",
                          "rapl-perf/dram-0-die-0", "rapl-perf/dram-0-die-1"));
}

TEST(Perf, ReadsListsOfCpus) {
  EXPECT_THAT(cpus_from_list("0,24-26\n").value(), ElementsAre(0, 24, 25, 26));
  for (const auto* nonsense : {"", "a", "3-1", "0,", "99999999999", "0-4000000000", "-1"}) {
    EXPECT_FALSE(cpus_from_list(nonsense)) << nonsense;
  }
}

TEST(Perf, LeavesOutEventsWithoutASensibleScale) {
  for (const auto* scale : {"0", "-1", "nan", "", "7"}) {
    const MachineCopy machine{"amd-power-core"};
    machine.write("sys/bus/event_source/devices/power/events/energy-pkg.scale", scale);
    EXPECT_FALSE(finding(discover(machine.root()), "rapl-perf").readable) << scale;
  }
}

TEST(Perf, CountsInTheKernel) {
  // The clock of CPU 0 in place of a RAPL event, which few machines that run tests have.
  const PerfEvent cpu_clock{"software", "cpu-clock", 1, 0};
  const auto counter = open_perf_counter(os::SystemRoot{}, cpu_clock, 0);
  if (!counter) GTEST_SKIP() << "needs kernel.perf_event_paranoid <= 0 or CAP_PERFMON";
  const auto earlier = (*counter)->read();
  const auto later = (*counter)->read();
  ASSERT_TRUE(earlier && later);
  EXPECT_GT(*later, *earlier);
}

TEST(Perf, NamesARefusalThatParanoiaDoesNotExplain) {
  const MachineCopy machine{"perf-power-pmu"};
  EXPECT_THAT(why_perf_unreadable(machine.root(), EPERM).remedy, HasSubstr("--cap-add PERFMON"));
}

}  // namespace
}  // namespace calo::meters
