#include "processes/cpu_ledger.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <vector>

#include "little_kernel.hpp"

namespace calo::processes {
namespace {

using Id = CpuLedger::Id;

double sum(const std::unordered_map<Id, Seconds>& taken) {
  return std::accumulate(taken.begin(), taken.end(), 0.0,
                         [](double all, const auto& one) { return all + one.second.value(); });
}

TEST(CpuLedger, CountsAGrandchildOnceWhenBothItsAncestorsHaveWaited) {
  CpuLedger ledger;
  ledger.born(0, -1);
  ledger.born(1, 0);
  ledger.born(2, 1);
  ledger.read(0, 0.01_s, 0.0_s);
  ledger.read(1, 0.01_s, 0.0_s);
  ledger.read(2, 0.48_s, 0.0_s);
  // All three end before the next look: the root's record alone holds everything.
  ledger.ended(2, {.account = 2, .read_before = true, .tail = 0.02_s});
  ledger.ended(1, {.account = 1, .read_before = true, .tail = 0.0_s});
  ledger.reaped(0, 0.52_s, 0.01_s);
  EXPECT_NEAR(ledger.total().value(), 0.52, 1e-12);
  auto used = ledger.take();
  EXPECT_NEAR(used[0].value(), 0.01, 1e-12);
  EXPECT_NEAR(used[1].value(), 0.01, 1e-12);
  EXPECT_NEAR(used[2].value(), 0.50, 1e-12);
}

TEST(CpuLedger, GivesTheTimeOfChildrenTooShortToBeReadToTheirGroup) {
  CpuLedger ledger;
  ledger.born(0, -1);
  for (Id id = 1; id <= 100; ++id) {
    ledger.born(id, 0);
    ledger.ended(id, {.account = 1});
  }
  ledger.read(0, 0.1_s, 0.3_s);
  ledger.settle();
  auto used = ledger.take();
  EXPECT_NEAR(used[0].value(), 0.1, 1e-12);
  EXPECT_NEAR(used[1].value(), 0.3, 1e-12);
}

TEST(CpuLedger, KeepsTheTimeOfAChildThatNobodyWaitsFor) {
  CpuLedger ledger;
  ledger.born(0, -1);
  ledger.born(1, 0);
  ledger.read(0, 0.1_s, 0.0_s);
  ledger.read(1, 0.4_s, 0.0_s);
  ledger.ended(1, {.account = 1, .read_before = true, .tail = 0.1_s, .waited_for = false});
  ledger.born(2, 0);  // this one is waited for, after the parent has changed its mind
  ledger.ended(2, {.account = 2});
  ledger.reaped(0, 0.3_s, 0.1_s);
  EXPECT_NEAR(ledger.total().value(), 0.7, 1e-12);
  ledger.complete(0.75_s);  // a clock over the whole tree knows the rest
  EXPECT_NEAR(ledger.total().value(), 0.75, 1e-12);
  auto used = ledger.take();
  EXPECT_NEAR(used[1].value(), 0.45, 1e-12);
  EXPECT_NEAR(used[2].value(), 0.2, 1e-12);
}

TEST(CpuLedger, SharesTheTimeOfEndedProcessesByTheirClocks) {
  CpuLedger ledger;
  ledger.born(1, -1);
  for (const CpuLedger::Id id : {2, 3, 4}) ledger.born(id, 1);
  ledger.ended(2, {.account = 2, .clock = Seconds::of(0.0598)});
  ledger.ended(3, {.account = 3, .clock = Seconds::of(0.0098)});
  ledger.ended(4, {.account = 4});
  ledger.told_late(4, 1, Seconds::of(0.0298));  // its record came later
  // A hypervisor had taken a tenth of the time.
  ledger.read(1, Seconds{}, 0.09_s);
  ledger.settle();
  const auto taken = ledger.take();
  EXPECT_NEAR(taken.at(2).value(), 0.054, 1e-12);
  EXPECT_NEAR(taken.at(3).value(), 0.009, 1e-12);
  EXPECT_NEAR(taken.at(4).value(), 0.027, 1e-12);
  EXPECT_NEAR(ledger.total().value(), 0.09, 1e-12);
}

TEST(CpuLedger, KeepsWhatATickRoundedAwayForWhomItIs) {
  CpuLedger ledger;
  ledger.born(1, -1);
  ledger.born(2, 1);
  ledger.ended(2, {.account = 2, .clock = Seconds::of(0.2018)});
  ledger.read(1, Seconds{}, 0.19_s);  // in whole ticks
  ledger.settle();
  ledger.born(3, 1);
  ledger.ended(3, {.account = 3, .clock = Seconds::of(0.5998)});
  ledger.read(1, Seconds{}, 0.80_s);
  ledger.settle();
  const auto taken = ledger.take();
  EXPECT_NEAR(taken.at(2).value(), 0.202, 1e-3);
  EXPECT_NEAR(taken.at(3).value(), 0.599, 1e-3);
}

TEST(CpuLedger, SharesWhatWasReadBeforeByWhatTheClockHoldsBeyond) {
  CpuLedger ledger;
  ledger.born(1, -1);
  ledger.born(2, 1);
  ledger.born(3, 1);
  ledger.read(2, 0.05_s, Seconds{});
  ledger.ended(2, {.account = 2, .read_before = true, .clock = Seconds::of(0.0598)});
  ledger.ended(3, {.account = 3, .clock = Seconds::of(0.0298)});
  ledger.read(1, Seconds{}, 0.09_s);
  ledger.settle();
  const auto taken = ledger.take();
  EXPECT_NEAR(taken.at(2).value(), 0.06, 1e-12);
  EXPECT_NEAR(taken.at(3).value(), 0.03, 1e-12);
}

TEST(CpuLedger, IsNotCompletedByAClockWhileAnExitRecordMayStillCome) {
  CpuLedger ledger;
  ledger.born(0, -1);
  ledger.born(1, 0);
  ledger.ended(1, {.account = 1});
  ledger.complete(5.0_s);
  EXPECT_EQ(ledger.total(), 0.0_s);
}

TEST(CpuLedger, CountsAnOrphanByItsOwnRecordOnly) {
  CpuLedger ledger;
  ledger.born(0, -1);
  ledger.born(1, 0);
  ledger.read(1, 0.2_s, 0.0_s);
  ledger.reaped(0, 0.1_s, 0.1_s);
  ledger.moved(1, -1);
  ledger.reaped(1, 0.6_s, 0.6_s);
  EXPECT_NEAR(ledger.total().value(), 0.7, 1e-12);
}

// Whatever a tree does and whenever it is looked at: what processes used, what was handed out and
// what the exit records of the recorder's children say is one number.
RC_GTEST_PROP(CpuLedger, AgreesWithTheExitRecordsOfAnyTree, ()) {
  LittleKernel kernel;
  CpuLedger ledger;
  ledger.born(0, -1);
  std::map<Id, bool> followed{{0, false}};  // has been read?
  double handed_out = 0.0;
  std::int64_t exit_records = 0;

  const auto one_step = [&] {
    switch (*rc::gen::inRange(0, 5)) {
      case 0:
      case 1:
        if (const auto id = kernel.pick(LittleKernel::runs))
          kernel.run(*id, *rc::gen::inRange<std::int64_t>(0, 40'000'000));
        break;
      case 2:
        if (const auto id = kernel.pick(LittleKernel::runs)) {
          const Id child = kernel.fork(*id);
          followed[child] = false;
          ledger.born(child, *id);
        }
        break;
      case 3:
        if (const auto id = kernel.pick(LittleKernel::runs)) kernel.end(*id);
        break;
      default:
        if (const auto id = kernel.pick(LittleKernel::is_for_its_parent)) kernel.wait_for(*id);
        break;
    }
  };
  const auto end_in_ledger = [&](Id id) {
    ledger.ended(id, {.account = id, .read_before = followed.at(id), .tail = 0.003_s});
    followed.erase(id);
  };
  const auto reap = [&] {
    while (const auto id = kernel.pick(LittleKernel::is_for_the_recorder)) {
      const Seconds own = from_nanoseconds(kernel.processes.at(*id).own);
      const std::int64_t total = kernel.wait_for(*id);
      exit_records += total;
      for (const Id below : ledger.below(*id)) {
        if (!kernel.processes.contains(below)) end_in_ledger(below);
      }
      ledger.reaped(*id, from_nanoseconds(total), own);
      followed.erase(*id);
    }
  };
  const auto look = [&] {
    std::vector<Id> gone;
    const std::map<Id, bool> now = followed;
    for (const auto& [id, read] : now) {
      if (*rc::gen::inRange(0, 4) == 0) one_step();  // it goes on while it is looked at
      const auto at = kernel.processes.find(id);
      if (at == kernel.processes.end()) {
        gone.push_back(id);
        continue;
      }
      followed[id] = true;
      ledger.moved(id, at->second.parent);
      ledger.read(id, from_nanoseconds(at->second.own),
                  from_nanoseconds(kernel.children_in_ticks(id)));
    }
    for (auto id = gone.rbegin(); id != gone.rend(); ++id) end_in_ledger(*id);
    const double before = ledger.total().value();
    ledger.settle();
    RC_ASSERT(ledger.total().value() >= before);
    RC_ASSERT(ledger.total().value() <= from_nanoseconds(kernel.spent).value() + 1e-7);
    handed_out += sum(ledger.take());
    RC_ASSERT(std::abs(handed_out - ledger.total().value()) < 1e-7);
  };

  const int steps = *rc::gen::inRange(1, 150);
  for (int i = 0; i < steps; ++i) {
    one_step();
    if (*rc::gen::inRange(0, 3) == 0) reap();
    if (*rc::gen::inRange(0, 5) == 0) look();
  }
  // Everyone ends, the youngest first or in no order at all.
  while (!kernel.processes.empty()) {
    if (const auto id = kernel.pick(LittleKernel::runs)) kernel.end(*id);
    if (*rc::gen::inRange(0, 2) == 0) one_step();
    reap();
  }
  look();
  RC_ASSERT(exit_records == kernel.spent);
  RC_ASSERT(std::abs(ledger.total().value() - from_nanoseconds(exit_records).value()) < 1e-6);
}

}  // namespace
}  // namespace calo::processes
