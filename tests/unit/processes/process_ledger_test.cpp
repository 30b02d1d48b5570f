#include "processes/process_ledger.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <map>
#include <ranges>
#include <set>
#include <string>
#include <vector>

#include "little_kernel.hpp"

namespace calo::processes {
namespace {

using Pid = LittleKernel::Pid;

constexpr os::Instant start{std::chrono::seconds{100}};
constexpr double rounding = 1e-6;

ProcessReading reading_of(Pid parent, Seconds own, Seconds children = {}) {
  ProcessReading reading;
  reading.when = start;
  reading.stat.parent = parent;
  reading.stat.user = own;
  reading.stat.children_user = children;
  reading.cpu = own;
  return reading;
}

ProcessExit exit_after(Seconds total) {
  ProcessExit end;
  end.when = start;
  end.usage.user = total;
  return end;
}

TEST(ProcessLedger, GivesAChildTheTimeThatItsParentTakesOver) {
  ProcessLedger ledger{10, "sh", start, 100};
  ledger.born(11, 10, "awk", start);
  ledger.read(10, reading_of(1, 0.1_s));
  ledger.read(11, reading_of(10, 0.3_s));
  ledger.settle({}, false);
  ledger.take_use();
  ledger.ended(11, start, true);
  ledger.read(10, reading_of(1, 0.1_s, 0.5_s));
  ledger.settle({}, false);
  const auto uses = ledger.take_use();
  ASSERT_EQ(uses.size(), 1U);
  EXPECT_EQ(uses[0].id, 1);
  EXPECT_NEAR(uses[0].cpu.value(), 0.2, rounding);
  EXPECT_NEAR(ledger.totals().cpu.value(), 0.6, rounding);
}

TEST(ProcessLedger, DividesUserAndSystemTimeAsTheExitRecordSays) {
  ProcessLedger ledger{10, "sh", start, 100};
  ProcessExit end = exit_after(0.3_s);
  end.usage.system = 0.1_s;
  ledger.reaped(10, end);
  ledger.take_use();
  EXPECT_NEAR(ledger.totals().user.value(), 0.3, rounding);
  EXPECT_NEAR(ledger.totals().system.value(), 0.1, rounding);
  const model::ProcessRecord* const record = ledger.records().find(0);
  ASSERT_NE(record, nullptr);
  EXPECT_NEAR(record->system.value(), 0.1, rounding);
}

TEST(ProcessLedger, KnowsWhoHadAPidLast) {
  ProcessLedger ledger{10, "sh", start, 100};
  ledger.born(11, 10, "first", start);
  ledger.read(11, reading_of(10, 0.1_s));
  ledger.ended(11, start, true);
  EXPECT_EQ(ledger.id_of(11), 1);
  ledger.born(11, 10, "second", start);
  EXPECT_EQ(ledger.id_of(11), 2);
  EXPECT_EQ(ledger.id_of(12), std::nullopt);
}

TEST(ProcessLedger, TakesBackARecordThatWasGivenBeforeItsProcessWasEverRead) {
  ProcessLedger ledger{10, "sh", start, 100};
  ledger.born(11, 10, "true", start);
  const auto given = ledger.take_changed();
  ASSERT_NE(std::ranges::find(given, 1, &model::ProcessRecord::id), given.end());
  ledger.ended(11, start, true);  // so short that it goes into a group
  const auto changed = ledger.take_changed();
  const auto gone = std::ranges::find(changed, 1, &model::ProcessRecord::id);
  ASSERT_NE(gone, changed.end());
  EXPECT_EQ(gone->count, 0);
}

TEST(ProcessLedger, AddsUpMemoryInputAndOutputOfTheLiving) {
  ProcessLedger ledger{10, "sh", start, 100};
  ledger.born(11, 10, "cat", start);
  for (const Pid pid : {10, 11}) {
    ProcessReading reading = reading_of(1, 0.1_s);
    reading.rss = Bytes::of(1000.0);
    reading.stat.threads = 2;
    reading.thorough.emplace();
    reading.thorough->io = ProcessIo{.read_chars = Bytes::of(7.0)};
    reading.thorough->status = ProcessStatus{.swap = Bytes::of(50.0)};
    ledger.read(pid, reading);
  }
  ledger.settle({}, true);
  EXPECT_EQ(ledger.levels().processes, 2);
  EXPECT_EQ(ledger.levels().threads, 4);
  EXPECT_EQ(ledger.levels().rss, Bytes::of(2000.0));
  EXPECT_EQ(ledger.levels().swap, Bytes::of(100.0));
  EXPECT_EQ(ledger.totals().read_chars, Bytes::of(14.0));
  ProcessExit end = exit_after(0.1_s);
  end.usage.peak_rss = Bytes::of(1500.0);
  ledger.reaped(11, end);
  ledger.settle({}, false);
  EXPECT_EQ(ledger.levels().rss, Bytes::of(1000.0));
  EXPECT_EQ(ledger.levels().swap, std::nullopt);  // nobody asked
  EXPECT_EQ(ledger.peak_rss(), Bytes::of(2000.0));
  EXPECT_EQ(ledger.totals().read_chars, Bytes::of(14.0));
}

/// Tells a ledger of a little kernel what a follower would see of it.
class Follower {
 public:
  LittleKernel kernel;
  ProcessLedger ledger;

  /// `is_told`: of births and ends at once, as by events; else they are found at the next look.
  Follower(bool is_told, std::size_t most_records)
      : ledger{0, "0", start, most_records}, is_told_{is_told} {
    kernel.reuses_pids = true;
  }

  void one_step() {
    now_ += std::chrono::milliseconds{1};
    switch (*rc::gen::inRange(0, 6)) {
      case 0:
      case 1:
        if (const auto pid = kernel.pick(LittleKernel::runs))
          kernel.run(*pid, *rc::gen::inRange<std::int64_t>(0, 40'000'000));
        break;
      case 2:
      case 3:
        if (const auto pid = kernel.pick(LittleKernel::runs)) fork(*pid);
        break;
      case 4:
        if (const auto pid = kernel.pick(LittleKernel::runs)) end(*pid);
        break;
      default:
        if (const auto pid = kernel.pick(LittleKernel::is_for_its_parent)) kernel.wait_for(*pid);
        break;
    }
  }

  void end(Pid pid) {
    const Pid parent = kernel.processes.at(pid).parent;
    kernel.end(pid);
    events_.emplace_back([this, pid, parent] {
      const auto process = ledger.find(pid);
      if (pid == 0 || parent < 0 || !process || process->was_read ||
          !ledger.is_living(process->parent))
        return;
      tell_end(pid);
    });
  }

  void reap() {
    while (const auto pid = kernel.pick(LittleKernel::is_for_the_recorder)) {
      ProcessExit exit;
      exit.when = now_;
      exit.stat = stat_of(*pid);
      exit.name = exit.stat->name;
      exit.cpu = from_nanoseconds(kernel.processes.at(*pid).own);
      const std::int64_t total = kernel.wait_for(*pid);
      exit_records_ += total;
      exit.usage.user = from_nanoseconds(total);
      drain();
      for (const Pid child : ledger.below(*pid)) {
        if (is_gone(child)) tell_end(child);
      }
      if (!ledger.was_known(*pid)) ledger.born(*pid, -1, "", now_);
      ledger.reaped(*pid, exit);
    }
  }

  void look() {
    drain();
    const std::set<Pid> rested = kernel.resting;
    if (!is_told_) scan();
    std::vector<Pid> gone;
    for (const Pid pid : ledger.living()) {
      if (*rc::gen::inRange(0, 4) == 0) one_step();  // it goes on while it is looked at
      if (is_gone(pid)) {
        gone.push_back(pid);
        continue;
      }
      ProcessReading reading;
      reading.when = now_;
      reading.stat = stat_of(pid);
      reading.name = reading.stat.name;
      reading.cpu = from_nanoseconds(kernel.processes.at(pid).own);
      ledger.read(pid, reading);
    }
    for (const Pid pid : std::views::reverse(gone)) {
      if (pid != 0) tell_end(pid);
    }
    drain();
    ledger.settle({}, false);
    for (const Pid pid : rested) kernel.resting.erase(pid);
  }

  [[nodiscard]] bool everybody_was_waited_for() const { return !anybody_ignores_; }
  [[nodiscard]] Seconds exit_records() const { return from_nanoseconds(exit_records_); }

 private:
  [[nodiscard]] ProcessStat stat_of(Pid pid) const {
    const LittleKernel::Process& process = kernel.processes.at(pid);
    ProcessStat stat;
    stat.pid = pid;
    stat.parent = process.parent;
    stat.name = std::to_string(process.birth % 3);
    stat.user = from_nanoseconds(process.own);
    stat.children_user = from_nanoseconds(kernel.children_in_ticks(pid));
    stat.start_ticks = static_cast<std::uint64_t>(process.birth);
    return stat;
  }

  [[nodiscard]] bool is_gone(Pid pid) const {
    const auto at = kernel.processes.find(pid);
    const std::uint64_t ticks = ledger.find(pid)->start_ticks;
    return at == kernel.processes.end() ||
           (ticks != 0 && static_cast<std::uint64_t>(at->second.birth) != ticks);
  }

  void fork(Pid parent) {
    const Pid pid = kernel.fork(parent);
    // From its birth: the time of children before and after a change cannot be told apart.
    kernel.processes.at(pid).ignores_children = *rc::gen::inRange(0, 8) == 0;
    anybody_ignores_ = anybody_ignores_ || kernel.processes.at(pid).ignores_children;
    events_.emplace_back([this, pid, parent] {
      if (ledger.is_living(pid)) tell_end(pid);  // the pid came round again
      ledger.born(pid, parent, ledger.name_of(parent), now_);
    });
  }

  void tell_end(Pid pid) {
    const auto parent = kernel.processes.find(ledger.find(pid)->parent);
    ledger.ended(pid, now_, parent == kernel.processes.end() || !parent->second.ignores_children);
  }

  void drain() {
    for (const auto& event : std::exchange(events_, {})) {
      if (is_told_) event();
    }
  }

  void scan() {
    for (bool found = true; found;) {
      found = false;
      for (const auto& [pid, process] : kernel.processes) {
        if (ledger.is_living(pid) || (process.parent >= 0 && !ledger.is_living(process.parent)))
          continue;
        ledger.born(pid, process.parent, "", now_, static_cast<std::uint64_t>(process.birth));
        found = true;
      }
    }
  }

  bool is_told_;
  bool anybody_ignores_ = false;
  os::Instant now_ = start;
  std::int64_t exit_records_ = 0;
  std::vector<std::function<void()>> events_;
};

/// The records as a run file holds them.
struct Stored {
  std::map<std::int64_t, model::ProcessRecord> records;

  void take(ProcessLedger& ledger) {
    for (model::ProcessRecord& record : ledger.take_changed()) {
      if (record.count == 0) {
        records.erase(record.id);
      } else {
        records.insert_or_assign(record.id, std::move(record));
      }
    }
  }
  [[nodiscard]] std::int64_t processes() const {
    std::int64_t sum = 0;
    for (const auto& [id, record] : records) sum += record.count;
    return sum;
  }
  [[nodiscard]] Seconds cpu() const {
    Seconds sum{};
    for (const auto& [id, record] : records) sum += record.user + record.system;
    return sum;
  }
  [[nodiscard]] Joules dynamic() const {
    Joules sum{};
    for (const auto& [id, record] : records) sum += record.dynamic;
    return sum;
  }
};

// Whatever a tree does, and whenever it is looked at: invariants (1) to (5) hold.
RC_GTEST_PROP(ProcessLedger, KeepsTheBooksOfAnyTreeBalanced, (bool is_told)) {
  Follower follower{is_told, *rc::gen::element<std::size_t>(2, 5, 1000)};
  ProcessLedger& ledger = follower.ledger;
  Stored stored;
  Seconds handed_out{};
  TreeTotals before;
  const auto agree = [](Seconds one, Seconds other) {
    return std::abs((one - other).value()) < rounding;
  };
  const auto check = [&] {
    for (const ProcessUse& use : ledger.take_use()) {
      RC_ASSERT(use.cpu > Seconds{});
      RC_ASSERT(ledger.records().find(use.id) != nullptr);
      handed_out += use.cpu;
      ledger.record(use.id).dynamic += Joules::of(use.cpu.value());  // one joule a second
    }
    stored.take(ledger);
    const TreeTotals& totals = ledger.totals();
    RC_ASSERT(agree(handed_out, totals.cpu));
    RC_ASSERT(agree(ledger.records().cpu(), totals.cpu));
    RC_ASSERT(agree(stored.cpu(), totals.cpu));
    RC_ASSERT(ledger.records().processes() == ledger.births());
    RC_ASSERT(stored.processes() == ledger.births());
    RC_ASSERT(std::abs(stored.dynamic().value() - totals.cpu.value()) < rounding);
    RC_ASSERT(agree(totals.user + totals.system, totals.cpu));
    RC_ASSERT(totals.system >= Seconds{});
    RC_ASSERT(totals.cpu >= before.cpu);
    RC_ASSERT(totals.cpu <= from_nanoseconds(follower.kernel.spent) + Seconds::of(rounding));
    before = totals;
    RC_ASSERT(std::ranges::is_sorted(ledger.living(), {},
                                     [&](const Pid pid) { return ledger.find(pid).value().id; }));
  };

  const int steps = *rc::gen::inRange(1, 150);
  for (int i = 0; i < steps; ++i) {
    follower.one_step();
    if (*rc::gen::inRange(0, 3) == 0) follower.reap();
    if (*rc::gen::inRange(0, 5) == 0) {
      follower.look();
      check();
    }
  }
  while (const auto pid = follower.kernel.pick(LittleKernel::runs)) {
    follower.end(*pid);
    if (*rc::gen::inRange(0, 2) == 0) follower.one_step();
    follower.reap();
  }
  follower.reap();
  follower.look();
  check();
  RC_ASSERT(ledger.living().empty());
  RC_ASSERT(ledger.records().find(0) != nullptr);
  if (is_told) RC_ASSERT(ledger.births() == follower.kernel.births);
  if (follower.everybody_was_waited_for()) {
    RC_ASSERT(agree(follower.exit_records(), from_nanoseconds(follower.kernel.spent)));
    RC_ASSERT(agree(ledger.totals().cpu, follower.exit_records()));
  }
}

}  // namespace
}  // namespace calo::processes
