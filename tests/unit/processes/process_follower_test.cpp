#include "processes/process_follower.hpp"

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "os/clock.hpp"
#include "os/launch.hpp"
#include "os/usage.hpp"

namespace calo::processes {
namespace {

/// Exit records come in microseconds for user and system time, the clocks of living processes in
/// nanoseconds.
constexpr double exit_record_resolution = 1e-5;

/// Runs a shell script to its end under a tree, with or without kernel events; polls only when
/// something happened.
struct Followed {
  double cpu = 0.0;
  double kernel_cpu = 0.0;  ///< what wait4 says
  double handed_out = 0.0;
  double recorded = 0.0;  ///< sum of the records
  double highest = 0.0;   ///< that was ever said
  TreeWitnesses witnesses;
  std::int64_t processes = 0;
  bool exact = false;
  std::vector<model::ProcessRecord> records;
};

/// `all_the_time`: also polls while nothing ends.
Followed follow(const std::string& script, bool with_events, std::size_t most_records = 4096,
                bool all_the_time = false) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  sigset_t none;
  ::sigemptyset(&none);
  auto launch = os::Launch::prepare({"sh", "-c", script}, none);
  EXPECT_TRUE(launch.has_value());
  std::optional<TaskEvents> events;
  if (with_events) {
    if (auto opened = TaskEvents::follow(launch->pid())) events = std::move(*opened);
  }
  ProcessFollower follower{launch->pid(), ::getpid(), os::monotonic_now(), std::move(events),
                           most_records};
  ProcessLedger& tree = follower.ledger();
  Followed result;
  std::map<std::int64_t, model::ProcessRecord> stored;  // what a run file would hold
  const auto collect = [&](const std::vector<model::ProcessRecord>& changed) {
    for (const model::ProcessRecord& record : changed) {
      if (record.count == 0) {
        stored.erase(record.id);
      } else {
        stored.insert_or_assign(record.id, record);
      }
    }
  };
  EXPECT_TRUE(launch->release().has_value());
  for (;;) {
    siginfo_t info{};
    // Each pass waits for the kernel, not for a clock: orphans come one by one.
    if (::waitid(P_ALL, 0, &info, WEXITED | WNOWAIT | (all_the_time ? WNOHANG : 0)) != 0) break;
    follower.poll(os::monotonic_now(), true);
    if (info.si_pid == 0) {
      for (const ProcessUse& use : tree.take_use()) result.handed_out += use.cpu.value();
      result.highest = std::max(result.highest, tree.totals().cpu.value());
      EXPECT_GE(tree.totals().system, Seconds{});  // by nothing, not even by rounding
      continue;
    }
    follower.before_reaping(info.si_pid);
    int status = 0;
    rusage usage{};
    ::wait4(info.si_pid, &status, 0, &usage);
    result.kernel_cpu += os::usage_of(usage).cpu().value();
    EXPECT_TRUE(follower.reaped(info.si_pid, status, os::usage_of(usage), os::monotonic_now()));
    for (const ProcessUse& use : tree.take_use()) result.handed_out += use.cpu.value();
    collect(tree.take_changed());
  }
  follower.poll(os::monotonic_now(), true);
  for (const ProcessUse& use : tree.take_use()) result.handed_out += use.cpu.value();
  result.cpu = tree.totals().cpu.value();
  EXPECT_GE(tree.totals().system, Seconds{});
  result.processes = tree.births();
  result.exact = follower.count_is_exact();
  collect(tree.take_changed());
  for (const auto& [id, record] : stored) {
    result.records.push_back(record);
    result.recorded += (record.user + record.system).value();
  }
  result.witnesses = follower.witnesses();
  EXPECT_TRUE(tree.live().empty());
  return result;
}

class Trees : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Followed, Trees, testing::Bool(), [](const auto& parameter) {
  return parameter.param ? "ByEvents" : "ByScanning";
});

TEST_P(Trees, CountTheCpuTimeOfChildrenTooShortToBePolled) {
  const Followed tree =
      follow("i=0; while [ $i -lt 100 ]; do /bin/true; i=$((i+1)); done", GetParam());
  EXPECT_GT(tree.kernel_cpu, 0.0);
  EXPECT_NEAR(tree.cpu, tree.kernel_cpu, exit_record_resolution);
  if (tree.exact) {
    EXPECT_EQ(tree.processes, 101);
  } else {
    EXPECT_GE(tree.processes, 1);
  }
}

TEST_P(Trees, HandOutToProcessesWhatTheyUsed) {
  const Followed tree =
      follow("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; /bin/true", GetParam());
  EXPECT_NEAR(tree.handed_out, tree.cpu,
              1e-9 + 0.021 * 2);  // children's times of a living parent come in ticks
}

/// SPIN stands for a program of some tenths of a second of CPU time.
std::string with_spin(std::string script) {
  constexpr std::string_view program = R"(awk "BEGIN { for (i = 0; i < 2000000; i++) s += i }")";
  for (auto at = script.find("SPIN"); at != std::string::npos; at = script.find("SPIN", at))
    script.replace(at, 4, program);
  return script;
}

/// Shapes in which time goes through several parents before it reaches us.
constexpr std::array nested_shapes = {
    R"(sh -c 'SPIN & SPIN & wait; true'; exit 0)",
    R"(sh -c 'sh -c "sh -c \"awk 1 /dev/null\"; awk 2 /dev/null; true" && SPIN && true'; true)",
    R"(sh -c 'SPIN | SPIN | cat; true'; exit 0)",
    R"(timeout 60 sh -c 'SPIN; true'; exit 0)",
    R"(sh -c '(SPIN &); SPIN' & exit 0)",
    R"(sh -c 'i=0; while [ $i -lt 30 ]; do /bin/true; i=$((i+1)); done; SPIN & wait'; exit 0)"};

TEST_P(Trees, CountTheTimeOfNestedProcessesOnce) {
  for (const char* const shape : nested_shapes) {
    for (const bool all_the_time : {false, true}) {
      const Followed tree = follow(with_spin(shape), GetParam(), 4096, all_the_time);
      EXPECT_NEAR(tree.cpu, tree.kernel_cpu, exit_record_resolution) << shape;
      EXPECT_NEAR(tree.handed_out, tree.cpu, 1e-9) << shape;
      EXPECT_NEAR(tree.recorded, tree.cpu, 1e-9) << shape;
      EXPECT_LE(tree.highest, tree.kernel_cpu + exit_record_resolution) << shape;
      if (tree.witnesses.task_clock) {
        // The clock stops before the kernel takes an ended process apart, up to some milliseconds
        // later.
        EXPECT_LE(tree.witnesses.task_clock->value(), tree.kernel_cpu + 1e-4) << shape;
        EXPECT_GE(tree.witnesses.task_clock->value(), 0.5 * tree.kernel_cpu) << shape;
      }
      if (!tree.exact) continue;  // who lived too short to be found is not known
      for (const model::ProcessRecord& record : tree.records) {
        const bool waits = record.name == "sh" || record.name == "timeout";
        EXPECT_TRUE(!waits || (record.user + record.system).value() < 0.5 * tree.cpu)
            << shape << ": " << record.name << " " << (record.user + record.system).value();
      }
    }
  }
}

TEST(Trees, CountTheTimeOfProcessesThatNobodyWaitsFor) {
  const Followed tree = follow(R"(perl -e '$SIG{CHLD} = "IGNORE"; my $s = 0;
      for (1, 2) { if (!fork) { $s += $_ for 1 .. 3000000; exit 0 } } wait; exit 0'; exit 0)",
                               true, 4096, true);
  if (!tree.witnesses.task_clock)
    GTEST_SKIP() << "the kernel gives no task clock here: sysctl kernel.perf_event_paranoid=2 "
                    "would unskip this";
  EXPECT_FALSE(tree.witnesses.all_waited_for);
  EXPECT_GT(tree.cpu, tree.kernel_cpu + 0.05);
  EXPECT_GE(tree.cpu, tree.witnesses.task_clock->value() - 1e-9);
  EXPECT_NEAR(tree.recorded, tree.cpu, 1e-9);
}

TEST_P(Trees, GiveAChildWhatItUsedBetweenItsLastPollAndItsEnd) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  sigset_t none;
  ::sigemptyset(&none);
  const std::string go = testing::TempDir() + "calo-tree-go-" + std::to_string(::getpid());
  std::filesystem::remove(go);
  // Busy until it has been polled, and for a while after it.
  auto launch =
      os::Launch::prepare({"sh", "-c",
                           "awk 'BEGIN { while ((getline line < \"" + go +
                               "\") < 0) s++; for (i = 0; i < 3000000; i++) s += i }'; exit 0"},
                          none);
  ASSERT_TRUE(launch.has_value());
  std::optional<TaskEvents> events;
  if (GetParam()) {
    if (auto opened = TaskEvents::follow(launch->pid())) events = std::move(*opened);
  }
  ProcessFollower follower{launch->pid(), ::getpid(), os::monotonic_now(), std::move(events)};
  ProcessLedger& tree = follower.ledger();
  ASSERT_TRUE(launch->release().has_value());
  const auto is_polled = [&] {
    return std::ranges::any_of(tree.live(), [](const ProcessLedger::Live& process) {
      return process.name.contains("awk") && process.cpu > Seconds::of(0.005);
    });
  };
  while (!is_polled()) follower.poll(os::monotonic_now(), false);
  std::map<std::int64_t, double> used;
  for (const ProcessUse& use : tree.take_use()) used[use.id] += use.cpu.value();
  std::ofstream{go} << "go\n";
  // Both end before the next poll: the child's time is in its parent's exit record alone.
  siginfo_t info{};
  ASSERT_EQ(::waitid(P_ALL, 0, &info, WEXITED | WNOWAIT), 0);
  ASSERT_EQ(info.si_pid, launch->pid());
  follower.before_reaping(info.si_pid);
  int status = 0;
  rusage usage{};
  ::wait4(info.si_pid, &status, 0, &usage);
  EXPECT_TRUE(follower.reaped(info.si_pid, status, os::usage_of(usage), os::monotonic_now()));
  for (const ProcessUse& use : tree.take_use()) used[use.id] += use.cpu.value();
  double child = 0.0, all = 0.0;
  for (const auto& [id, cpu] : used) {
    const model::ProcessRecord* const record = tree.records().find(id);
    ASSERT_NE(record, nullptr);
    all += cpu;
    if (!record->name.contains("awk")) continue;
    child += cpu;
    EXPECT_NEAR((record->user + record->system).value(), cpu, 1e-9);
  }
  EXPECT_NEAR(all, tree.totals().cpu.value(), 1e-9);
  std::filesystem::remove(go);
  // The shell itself takes some milliseconds; its children's times come in ticks of 10 ms.
  EXPECT_GT(child, all - 0.05);
  EXPECT_GT(child, 0.5 * all);
}

TEST_P(Trees, CountOrphansThatOutliveTheirParents) {
  const Followed tree =
      follow("sh -c 'i=0; while [ $i -lt 50000 ]; do i=$((i+1)); done' & exit 0", GetParam());
  EXPECT_NEAR(tree.cpu, tree.kernel_cpu, exit_record_resolution);
  EXPECT_GE(tree.processes, 2);
}

TEST(Trees, FoldShortProcessesOfOneNameTogether) {
  const Followed tree = follow("i=0; while [ $i -lt 50 ]; do /bin/true; i=$((i+1)); done", true);
  if (!tree.exact)
    GTEST_SKIP() << "the kernel gives no task events here: sysctl kernel.perf_event_paranoid=2 "
                    "would unskip this";
  const auto group = std::ranges::find(tree.records, "true", &model::ProcessRecord::name);
  ASSERT_NE(group, tree.records.end());
  std::int64_t count = 0;
  for (const model::ProcessRecord& record : tree.records) count += record.count;
  EXPECT_EQ(count, 51);
  EXPECT_GE(group->count, 45);
}

TEST(Trees, KeepFewRecordsOfManyProcessesAndLoseNone) {
  // Shells that start programs of their own: without folding there would be a record or a group for
  // each.
  const Followed tree =
      follow("i=0; while [ $i -lt 40 ]; do sh -c '/bin/true; /bin/true; exit 0'; i=$((i+1)); done",
             true, 3);
  if (!tree.exact)
    GTEST_SKIP() << "the kernel gives no task events here: sysctl kernel.perf_event_paranoid=2 "
                    "would unskip this";
  std::int64_t count = 0;
  for (const model::ProcessRecord& record : tree.records) count += record.count;
  EXPECT_EQ(count, 121);
  EXPECT_EQ(tree.processes, 121);
  EXPECT_LT(tree.records.size(), 12U);
}

}  // namespace
}  // namespace calo::processes
