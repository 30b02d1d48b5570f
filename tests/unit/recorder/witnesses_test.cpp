#include "recorder/witnesses.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

namespace calo::recorder {
namespace {

using model::Witness;

/// A run of 2 s of CPU time in which all agree.
struct Case {
  model::RunEnd end;
  Testimony testimony;

  Case() {
    end.cpu_user = 1.5_s;
    end.cpu_system = 0.5_s;
    end.processes = 3;
    end.peak_rss = Bytes::of(2e8);
    testimony.readings = testimony.processes = 2.0_s;
    testimony.processes_recorded = 3;
    testimony.tree.exit_records = 2.0_s;
    testimony.tree.reaped = 1;
    testimony.tree.largest_rss = Bytes::of(1.5e8);
    testimony.tree.task_clock = Seconds::of(1.997);
    testimony.tree.births = 3;
    testimony.own = Seconds::of(0.02);
    testimony.machine_busy = 3.0_s;
    testimony.cpus = 2;
    testimony.cgroup_cpu = Seconds::of(2.1);
    testimony.counters = {{"package-0", 40.0_J, 40.0_J}, {"dram-0", 3.0_J, 3.0_J}};
    testimony.highest_price = 12.0_J;
  }
  [[nodiscard]] std::vector<std::string> disagreeing(
      const model::Profile* profile = nullptr) const {
    std::vector<std::string> names;
    for (const Witness& witness : witnesses(end, testimony, profile)) {
      if (!witness.ok()) names.push_back(witness.name);
    }
    return names;
  }
};

using Names = std::vector<std::string>;

TEST(Witnesses, AreSilentWhereAllCountsAgree) {
  EXPECT_EQ(Case{}.disagreeing(), Names{});
}

TEST(Witnesses, SeeTimeThatWasCountedTwice) {
  Case twice;
  twice.testimony.readings = 3.0_s;
  EXPECT_EQ(twice.disagreeing(), Names{"cpu-readings"});
  twice.testimony.readings = 2.0_s;
  twice.testimony.processes = 3.0_s;
  EXPECT_EQ(twice.disagreeing(), Names{"cpu-processes"});
}

TEST(Witnesses, SeeTimeThatWasLost) {
  Case lost;
  lost.testimony.readings = 1.9_s;
  EXPECT_EQ(lost.disagreeing(), Names{"cpu-readings"});
}

TEST(Witnesses, LetTimeThatNobodyWaitedForGoBeyondTheExitRecords) {
  Case unwaited;
  unwaited.testimony.tree.all_waited_for = false;
  unwaited.testimony.tree.exit_records = 0.5_s;
  EXPECT_EQ(unwaited.disagreeing(), Names{});
  unwaited.testimony.tree.task_clock = 4.0_s;  // but the clock over the whole tree holds all
  EXPECT_EQ(unwaited.disagreeing(), Names{"cpu-task-clock"});
}

TEST(Witnesses, SeeMoreBusyTimeThanTheMachineHad) {
  Case impossible;
  impossible.testimony.machine_busy = 1.0_s;
  EXPECT_EQ(impossible.disagreeing(), Names{"cpu-machine"});
}

TEST(Witnesses, SeeMoreTimeThanTheControlGroupHad) {
  Case impossible;
  impossible.testimony.cgroup_cpu = 1.5_s;
  EXPECT_EQ(impossible.disagreeing(), Names{"cpu-cgroup"});
  impossible.testimony.suspended = true;
  EXPECT_EQ(impossible.disagreeing(), Names{});
}

TEST(Witnesses, SeeEnergyThatTheCounterDidNotGive) {
  Case more;
  more.testimony.counters[1].calo = Joules::of(3.001);
  EXPECT_EQ(more.disagreeing(), Names{"energy-counter"});
}

TEST(Witnesses, SeeAFunctionThatPaysMoreThanAnyIntervalCost) {
  Case dear;
  model::Profile profile;
  profile.stacks = {{-1, 0}, {0, 1}};
  profile.threads.emplace_back();
  profile.uses = {{.stack = 0, .samples = 9, .cpu = 0.9_s, .dynamic = 9.0_J},
                  {.stack = 1, .samples = 1, .cpu = 0.1_s, .dynamic = Joules::of(1.2)}};
  EXPECT_EQ(dear.disagreeing(&profile), Names{});
  profile.uses[1].dynamic = 2.0_J;
  EXPECT_EQ(dear.disagreeing(&profile), Names{"energy-price"});
}

TEST(Witnesses, SeeAPeakBelowThatOfOneProcess) {
  Case low;
  low.end.peak_rss = Bytes::of(1e8);
  EXPECT_EQ(low.disagreeing(), Names{"memory-peak"});
}

TEST(Witnesses, SeeAProcessWithoutARecord) {
  Case missing;
  missing.testimony.processes_recorded = 2;
  EXPECT_EQ(missing.disagreeing(), Names{"processes"});
}

TEST(Witnesses, BecomeWarningsWhereTheyDisagree) {
  Case twice;
  twice.testimony.readings = 3.0_s;
  add_witness_warnings(twice.end, witnesses(twice.end, twice.testimony, nullptr));
  ASSERT_EQ(twice.end.warnings.size(), 1U);
  EXPECT_EQ(twice.end.warnings[0].code, "witness-cpu-readings");
  EXPECT_NE(twice.end.warnings[0].text.find("3 s"), std::string::npos);
}

TEST(Witness, ThatIsNotANumberIsNeverRight) {
  Witness witness;
  witness.calo = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(witness.ok());
}

}  // namespace
}  // namespace calo::recorder
