#include "processes/proc_files.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include "os/file.hpp"

namespace calo::processes {
namespace {

constexpr std::string_view stat_line =
    "4242 (a ) b (c) S 17 4242 99 34816 4242 4194304 1500 2500 3 4 120 34 56 7 20 0 5 0 987654 "
    "123456789 2048 "
    "18446744073709551615 1 1 0 0 0 0 0 4096 81923 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n";

TEST(ProcessStat, IsReadWithAnyName) {
  const auto stat = parse_process_stat(stat_line);
  ASSERT_TRUE(stat.has_value());
  EXPECT_EQ(stat->pid, 4242);
  EXPECT_EQ(stat->name, "a ) b (c");
  EXPECT_EQ(stat->state, 'S');
  EXPECT_EQ(stat->parent, 17);
  EXPECT_EQ(stat->session, 99);
  EXPECT_EQ(stat->minor_faults, 1500);
  EXPECT_EQ(stat->children_minor_faults, 2500);
  EXPECT_EQ(stat->major_faults, 3);
  EXPECT_EQ(stat->children_major_faults, 4);
  EXPECT_DOUBLE_EQ(stat->user.value(), 1.20);
  EXPECT_DOUBLE_EQ(stat->system.value(), 0.34);
  EXPECT_DOUBLE_EQ(stat->children_user.value(), 0.56);
  EXPECT_DOUBLE_EQ(stat->children_system.value(), 0.07);
  EXPECT_EQ(stat->threads, 5);
  EXPECT_EQ(stat->start_ticks, 987654U);
  EXPECT_EQ(stat->rss_pages, 2048);
}

TEST(ProcessStat, OfThisTestIsUnderstood) {
  const auto text = os::read_text("/proc/self/stat");
  ASSERT_TRUE(text.has_value());
  const auto stat = parse_process_stat(*text);
  ASSERT_TRUE(stat.has_value());
  EXPECT_EQ(stat->pid, ::getpid());
  EXPECT_EQ(stat->parent, ::getppid());
  EXPECT_GT(stat->rss_pages, 0);
}

RC_GTEST_PROP(ProcessStat, NeverCrashesOnForeignText, (std::string text)) {
  parse_process_stat(text);
  parse_process_io(text);
  parse_process_status(text);
  parse_pss(text);
  parse_machine_stat(text);
}

TEST(ProcessStat, CutOffIsRefused) {
  for (std::size_t length = 0; length < 60; ++length) {
    EXPECT_FALSE(parse_process_stat(stat_line.substr(0, length)).has_value()) << length;
  }
}

TEST(ProcessIo, TakesCancelledWritesOff) {
  const auto io = parse_process_io(
      "rchar: 100\nwchar: 200\nsyscr: 1\nsyscw: 2\nread_bytes: 4096\nwrite_bytes: "
      "8192\ncancelled_write_bytes: 4096\n");
  ASSERT_TRUE(io.has_value());
  EXPECT_EQ(io->read_chars, Bytes::of(100));
  EXPECT_EQ(io->written_chars, Bytes::of(200));
  EXPECT_EQ(io->read_disk, Bytes::of(4096));
  EXPECT_EQ(io->written_disk, Bytes::of(4096));
  EXPECT_FALSE(parse_process_io("rchar: 1\n").has_value());
}

TEST(ProcessStatus, GivesSwapAndPeakMemoryInBytes) {
  const auto status = parse_process_status("Name:\tx\nVmHWM:\t    2048 kB\nVmSwap:\t      12 kB\n");
  EXPECT_EQ(status.peak_rss, Bytes::of(2048.0 * 1024.0));
  EXPECT_EQ(status.swap, Bytes::of(12.0 * 1024.0));
}

TEST(Pss, IsReadFromTheRollup) {
  EXPECT_EQ(
      parse_pss("55d0-7ffe ---p 0 00:00 0 [rollup]\nRss: 100 kB\nPss: 42 kB\nPss_Anon: 7 kB\n"),
      Bytes::of(42.0 * 1024.0));
  EXPECT_FALSE(parse_pss("Rss: 100 kB\n").has_value());
}

TEST(MachineStat, CountsBusyTimeWithoutIdleWaitingAndGuests) {
  const auto stat = parse_machine_stat(
      "cpu  100 10 50 1000 20 5 5 7 30 0\ncpu0 50 5 25 500 10 2 3 3 15 0\ncpu1 50 5 25 500 10 3 2 "
      "4 15 0\nintr 1\nctxt 12345\n");
  ASSERT_TRUE(stat.has_value());
  EXPECT_DOUBLE_EQ(stat->busy.value(), 1.70);
  EXPECT_DOUBLE_EQ(stat->idle.value(), 10.20);
  EXPECT_DOUBLE_EQ(stat->steal.value(), 0.07);
  EXPECT_EQ(stat->cpus, 2);
  EXPECT_EQ(stat->context_switches, 12345);
}

TEST(WholeName, IsThatOfTheProgramOrOfItsScript) {
  using namespace std::string_literals;
  EXPECT_EQ(whole_name("a_very_long_pro", "/opt/bin/a_very_long_program_two\0-x\0"s, ""),
            "a_very_long_program_two");
  EXPECT_EQ(whole_name("simulate_fluids", "/usr/bin/python3\0/home/me/simulate_fluids.py\0"s,
                       "/usr/bin/python3.11"),
            "simulate_fluids.py");
  EXPECT_EQ(whole_name("a_very_long_pro", "renamed itself"s, "/opt/a_very_long_program (deleted)"),
            "a_very_long_program");
  // A name that was chosen by the program stays.
  EXPECT_EQ(whole_name("kworker/0:1-eve", "/opt/sim\0"s, "/opt/sim"), "kworker/0:1-eve");
  EXPECT_EQ(whole_name("a_very_long_pro", "", ""), "a_very_long_pro");
}

}  // namespace
}  // namespace calo::processes
