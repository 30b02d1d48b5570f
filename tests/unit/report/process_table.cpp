#include "report/process_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "runs.hpp"

namespace calo::report {
namespace {

using attribution::BooksOptions;
using attribution::StaticPolicy;
using testing::HasSubstr;

/// The measured run with a quarter of its tree in two processes "child".
model::Run a_run_with_children() {
  model::Run run = a_measured_run();
  model::ProcessRecord& main = run.processes[0];
  model::ProcessRecord child = main;
  child.name = "child";
  child.count = 2;
  child.user = 0.8_s;
  child.dynamic = 16.0_J;
  child.static_share = 0.25 * main.static_share;
  child.peak_rss = Bytes::of(1024.0);
  main.user -= child.user;
  main.dynamic -= child.dynamic;
  main.static_share -= child.static_share;
  run.processes.push_back(child);
  return run;
}

TEST(ProcessTable, OfASmallRunIsThis) {
  EXPECT_EQ(process_table({a_run_with_children(), nullptr, {}}),
            R"(energy: measured, package, attributed by CPU time, static=none
energy             share    CPU time     count   peak RSS   name
48 ± 5 J           75.0 %   2.40 s       1       512 MiB    simulate
16.0 ± 2.4 J       25.0 %   800 ms       2       1.00 KiB   child
)");
}

TEST(ProcessTable, SharesTheIdleEnergyThatTheProgramPaysFor) {
  const std::string table =
      process_table({a_run_with_children(), nullptr, {StaticPolicy::exclusive, 1.0}});
  // 104 J in all, of it a quarter.
  EXPECT_THAT(table, HasSubstr("78 ± 5 J           75.0 %"));
  EXPECT_THAT(table, HasSubstr("26.0 ± 2.2 J       25.0 %"));
}

TEST(ProcessTable, AddsProcessesOfOneName) {
  model::Run run = a_run_with_children();
  run.processes[0].name = "child";
  EXPECT_THAT(process_table({run, nullptr, {}}), HasSubstr("100 %    3.20 s       3 "));
}

TEST(ProcessTable, OfARunWithoutEnergyGoesByCpuTime) {
  model::Run run = an_empty_run();
  run.processes[0].user = 1.0_s;
  run.processes.push_back(run.processes[0]);
  run.processes[1].name = "busy";
  run.processes[1].user = 2.0_s;
  const std::string table = process_table({run, nullptr, {}});
  EXPECT_LT(table.find("busy"), table.find("simulate"));
  EXPECT_THAT(table, HasSubstr("unavailable        -        2.00 s"));
}

TEST(ProcessTable, FoldsWhatDoesNotFit) {
  model::Run run = a_measured_run();
  for (std::size_t i = 0; i < 2 * analysis::most_programs; ++i) {
    run.processes.push_back(run.processes[0]);
    run.processes.back().name = "p" + std::to_string(i);
  }
  const std::string table = process_table({run, nullptr, {}});
  EXPECT_THAT(table, HasSubstr("(41 more names)"));
  EXPECT_EQ(text::lines(table).size(), analysis::most_programs + 3);
}

TEST(ProcessTable, LetsNoEscapeSequenceThrough) {
  model::Run run = a_measured_run();
  run.processes[0].name = "\x1b[31mred";
  EXPECT_EQ(process_table({run, nullptr, {}}).find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace calo::report
