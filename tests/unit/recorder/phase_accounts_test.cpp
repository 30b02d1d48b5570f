#include "recorder/phase_accounts.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>
#include <string>

namespace calo::recorder {
namespace {

using processes::Mark;
using processes::ProcessUse;
using What = Mark::What;

/// A program (process 0) with a child (process 1), told about marks and intervals.
class Program {
 public:
  void mark(What what, std::string name, double at, double clock, std::int64_t process = 0,
            double count = 0.0) {
    Mark mark;
    mark.what = what;
    mark.name = std::move(name);
    mark.cpu = Seconds::of(clock);
    mark.count = count;
    accounts.enter(mark, process, Seconds::of(at), so_far);
  }

  /// An interval up to `end`, 10 J for each CPU second, 2 W idle.
  void interval(double end, std::vector<ProcessUse> uses) {
    Seconds all{};
    for (const ProcessUse& use : uses) all += use.cpu;
    IntervalCost cost;
    cost.begin = Seconds::of(now);
    cost.end = Seconds::of(end);
    cost.dynamic = Joules::of(10.0 * all.value());
    cost.idle = Joules::of(2.0 * (end - now));
    cost.static_by_cpu = cost.idle * 0.5;
    accounts.share(cost, uses, [](std::int64_t id) { return id == 0 ? -1 : 0; });
    so_far.cpu += uses.empty() ? Seconds{} : uses.front().cpu;
    so_far.dynamic += cost.dynamic;
    so_far.static_share += cost.static_by_cpu;
    dynamic += cost.dynamic;
    idle += cost.idle;
    cpu += all;
    now = end;
  }

  [[nodiscard]] std::map<std::string, model::Phase> by_name() const {
    std::map<std::string, model::Phase> phases;
    for (const model::Phase& phase : accounts.phases()) phases[phase.name] = phase;
    return phases;
  }

  PhaseAccounts accounts;
  SoFar so_far;
  double now = 0.0;
  Joules dynamic{}, idle{};
  Seconds cpu{};
};

constexpr double rounding = 1e-12;

TEST(PhaseAccounts, AreEmptyWhereNobodyMarks) {
  Program program;
  program.interval(1.0, {{0, 1.0_s}});
  EXPECT_TRUE(program.accounts.phases().empty());
}

TEST(PhaseAccounts, DivideAnIntervalByTheCpuTimeAtItsMarks) {
  Program program;
  program.interval(1.0, {{0, 1.0_s}});
  // In the second interval the program waits for 0.4 s, loads for 0.1 s of CPU, trains for 0.5 s.
  program.mark(What::begin, "load", 1.4, 1.0);
  program.mark(What::end, "load", 1.5, 1.1);
  program.mark(What::begin, "train", 1.5, 1.1);
  program.interval(2.0, {{0, 0.6_s}});
  const auto phases = program.by_name();
  EXPECT_NEAR(phases.at("load").cpu.value(), 0.1, rounding);
  EXPECT_NEAR(phases.at("load").dynamic.value(), 1.0, rounding);
  EXPECT_NEAR(phases.at("load").static_by_time.value(), 0.2, rounding);
  EXPECT_NEAR(phases.at("train").cpu.value(), 0.5, rounding);
  EXPECT_NEAR(phases.at("train").wall.value(), 0.5, rounding);
  EXPECT_NEAR(phases.at("").cpu.value(), 1.0, rounding);
  EXPECT_NEAR(phases.at("").static_by_time.value(), 2.8, rounding);
}

TEST(PhaseAccounts, GiveAPhaseOnlyWhatThePhasesInsideItLeave) {
  Program program;
  program.mark(What::begin, "train", 0.0, 0.0);
  for (int epoch = 0; epoch < 3; ++epoch) {
    program.mark(What::begin, "epoch", 0.1 + 0.3 * epoch, 0.1 + 0.3 * epoch);
    program.mark(What::end, "epoch", 0.3 + 0.3 * epoch, 0.3 + 0.3 * epoch);
    program.mark(What::count, "", 0.3 + 0.3 * epoch, 0.3 + 0.3 * epoch, 0, 1.0);
  }
  program.interval(1.0, {{0, 1.0_s}});
  const auto phases = program.by_name();
  EXPECT_NEAR(phases.at("epoch").cpu.value(), 0.6, rounding);
  EXPECT_EQ(phases.at("epoch").times, 3);
  EXPECT_NEAR(phases.at("train").cpu.value(), 0.4, rounding);
  EXPECT_EQ(phases.at("train").count, 3.0);
  EXPECT_EQ(program.accounts.spans().size(), 3U);
}

TEST(PhaseAccounts, PutAChildIntoThePhaseOfItsParent) {
  Program program;
  program.mark(What::begin, "convert", 0.25, 0.0);
  program.interval(1.0, {{1, 0.4_s}});
  const auto phases = program.by_name();
  EXPECT_NEAR(phases.at("convert").cpu.value(), 0.3, rounding);  // by time: three quarters
  EXPECT_NEAR(phases.at("").cpu.value(), 0.1, rounding);
}

TEST(PhaseAccounts, LetAStartUpBeginWithItsProcess) {
  Program program;
  program.interval(0.5, {{0, 0.5_s}});
  program.mark(What::since_start, "start-up", 0.7, 0.7);
  program.mark(What::end, "start-up", 0.8, 0.8);
  program.interval(1.0, {{0, 0.5_s}});
  const auto phases = program.by_name();
  EXPECT_NEAR(phases.at("start-up").cpu.value(), 0.8, rounding);
  EXPECT_NEAR(phases.at("start-up").wall.value(), 0.8, rounding);
  EXPECT_NEAR(phases.at("start-up").dynamic.value(), 8.0, rounding);
  EXPECT_NEAR(phases.at("start-up").static_by_time.value(), 1.6, rounding);
  EXPECT_EQ(program.accounts.spans().at(0).begin, Seconds{});
}

TEST(PhaseAccounts, EndWithTheirProcess) {
  Program program;
  program.mark(What::begin, "train", 0.0, 0.0);
  program.accounts.ended(0, 0.5_s);
  program.interval(1.0, {{0, 0.5_s}});
  program.interval(2.0, {{1, 0.5_s}});
  const auto phases = program.by_name();
  EXPECT_NEAR(phases.at("train").cpu.value(), 0.5, rounding);
  EXPECT_EQ(program.accounts.spans().at(0).end, 0.5_s);
  EXPECT_TRUE(program.accounts.processes().empty());
}

TEST(PhaseAccounts, TakeAnEndThatNeverBeganForNothing) {
  Program program;
  program.mark(What::end, "train", 0.5, 0.5);
  program.interval(1.0, {{0, 1.0_s}});
  EXPECT_TRUE(program.accounts.phases().empty());
}

TEST(PhaseAccounts, FallBackToTimeWhereTheClocksDisagree) {
  Program program;
  // The CPU time of children that were waited for is in the use, not in the process's own clock.
  program.mark(What::begin, "a", 0.0, 5.0);
  program.mark(What::end, "a", 0.5, 9.0);
  program.interval(1.0, {{0, 1.0_s}});
  EXPECT_NEAR(program.by_name().at("a").cpu.value(), 0.5, rounding);
}

TEST(PhaseAccounts, TellAtMostSoManyPhasesApart) {
  Program program;
  for (std::size_t i = 0; i < 2 * model::most_phases; ++i) {
    program.mark(What::begin, std::to_string(i), 0.0, 0.0);
    program.mark(What::end, std::to_string(i), 0.0, 0.0);
  }
  program.interval(1.0, {{0, 1.0_s}});
  EXPECT_LE(program.accounts.phases().size(), model::most_phases + 1);
}

RC_GTEST_PROP(PhaseAccounts, SumToTheRunWhateverIsMarked, ()) {
  Program program;
  double clock = 0.0;
  const int intervals = *rc::gen::inRange(1, 12);
  for (int i = 0; i < intervals; ++i) {
    const double end = program.now + 0.1;
    const double used = 0.01 * *rc::gen::inRange(0, 11);
    const int marks = *rc::gen::inRange(0, 5);
    for (int m = 0; m < marks; ++m) {
      const double part = (m + 1.0) / (marks + 1.0);
      const auto what = *rc::gen::element(What::begin, What::end, What::since_start, What::count);
      const std::string name(1, static_cast<char>('a' + *rc::gen::inRange(0, 3)));
      const double error = 0.01 * *rc::gen::inRange(0, 3);
      program.mark(what, name, program.now + 0.1 * part, clock + used * part + error,
                   *rc::gen::inRange(0, 2), 1.0);
    }
    if (*rc::gen::inRange(0, 10) == 0) program.accounts.ended(0, Seconds::of(program.now));
    const double child = 0.01 * *rc::gen::inRange(0, 3);
    program.interval(end, {{0, Seconds::of(used)}, {1, Seconds::of(child)}});
    clock += used;
  }
  Joules dynamic{}, idle{};
  Seconds cpu{};
  for (const model::Phase& phase : program.accounts.phases()) {
    dynamic += phase.dynamic;
    idle += phase.static_by_time;
    cpu += phase.cpu;
  }
  if (!program.accounts.any()) return;
  RC_ASSERT(std::abs((dynamic - program.dynamic).value()) < 1e-9);
  RC_ASSERT(std::abs((idle - program.idle).value()) < 1e-9);
  RC_ASSERT(std::abs((cpu - program.cpu).value()) < 1e-9);
}

}  // namespace
}  // namespace calo::recorder
