#include "report/phase_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "report/json.hpp"
#include "report/summary.hpp"
#include "runs.hpp"

namespace calo::report {
namespace {

using attribution::BooksOptions;
using attribution::StaticPolicy;
using testing::HasSubstr;

/// The measured run (64 J dynamic, 40 J idle): a quarter of the work outside of phases, a quarter
/// in "load", half in "train", of which half again in "epoch". By time, three quarters of the run
/// is "load".
model::Run a_run_with_phases() {
  model::Run run = a_measured_run();
  const auto a_phase = [](std::int32_t parent, std::string name, double part, double time) {
    model::Phase phase;
    phase.parent = parent;
    phase.name = std::move(name);
    phase.times = 1;
    phase.cpu = Seconds::of(3.2 * part);
    phase.dynamic = Joules::of(64.0 * part);
    phase.static_by_cpu = Joules::of(32.0 * part);
    phase.static_by_time = Joules::of(40.0 * time);
    phase.wall = Seconds::of(4.0 * time);
    return phase;
  };
  run.end.phases = {a_phase(-1, "", 0.25, 0.05), a_phase(-1, "load", 0.25, 0.75),
                    a_phase(-1, "train", 0.25, 0.1), a_phase(2, "epoch", 0.25, 0.1)};
  run.end.phases[0].times = 0;
  run.end.phases[2].begin = 3.0_s;
  run.end.phases[2].count = 1000.0;
  run.end.phases[3].begin = 3.1_s;
  run.end.phases[3].times = 1000;
  return run;
}

TEST(PhaseTable, OfASmallRunIsThis) {
  EXPECT_EQ(phase_table({a_run_with_phases(), nullptr, {StaticPolicy::none, 1.0}}),
            R"(energy: measured, package, attributed by CPU time, static=none
energy             share    CPU time    time        times   count    phase
16.0 ± 2.4 J       25.0 %   800 ms      3.00 s      1       -        load
32 ± 4 J           50.0 %   1.60 s      800 ms      1       1000     train
16.0 ± 2.4 J       25.0 %   800 ms      400 ms      1000    -          epoch
16.0 ± 2.4 J       25.0 %   800 ms      200 ms      -       -        outside of phases
64 ± 4 J           100 %    3.20 s      4.00 s      -       -        the run
)");
}

TEST(PhaseTable, ChargesWaitingWhereTheProgramPaysForTheMachine) {
  // 104 J in all: 64 J of work, 40 J idle by time.
  const model::Run run = a_run_with_phases();
  const analysis::Analysis analysis{run, nullptr, {StaticPolicy::exclusive, 1.0}};
  const auto& rows = analysis.phases;
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_NEAR(rows[0].energy->value.value(), 16.0 + 30.0, 1e-9);  // load
  EXPECT_NEAR(rows[1].energy->value.value(), 32.0 + 8.0, 1e-9);   // train
}

TEST(PhaseTable, SumsToTheRunUnderEveryPolicy) {
  const model::Run run = a_run_with_phases();
  for (const auto policy : {StaticPolicy::none, StaticPolicy::exclusive, StaticPolicy::reserved,
                            StaticPolicy::proportional}) {
    const BooksOptions options{policy, 0.5};
    const analysis::Analysis analysis{run, nullptr, options};
    const double all = analysis.books()->total.attributed.value.value();
    double inclusive = 0.0;
    double own = 0.0;
    for (const analysis::PhaseCost& row : analysis.phases) {
      if (row.depth == 0) inclusive += row.energy->value.value();
      own += row.own_energy->value.value();
    }
    EXPECT_NEAR(inclusive, all, 1e-9 * all) << attribution::name(policy);
    EXPECT_NEAR(own, all, 1e-9 * all) << attribution::name(policy);
  }
}

TEST(PhaseTable, SaysWhereNothingIsMarked) {
  EXPECT_THAT(phase_table({a_measured_run(), nullptr, {}}), HasSubstr("marks no phases"));
  EXPECT_THAT(summary({a_measured_run(), nullptr, {}}, {}), testing::Not(HasSubstr("phases")));
}

TEST(PhaseTable, GoesWithoutEnergyWhereNoneIsKnown) {
  model::Run run = an_empty_run();
  run.end.phases = a_run_with_phases().end.phases;
  EXPECT_THAT(phase_table({run, nullptr, {}}), HasSubstr("unavailable        -        800 ms"));
}

TEST(PhaseTable, LetsNoEscapeSequenceThrough) {
  model::Run run = a_run_with_phases();
  run.end.phases[1].name = "\x1b[31mred";
  EXPECT_EQ(phase_table({run, nullptr, {}}).find('\x1b'), std::string::npos);
  EXPECT_EQ(summary({run, nullptr, {}}, {}).find('\x1b'), std::string::npos);
}

TEST(PhaseTable, IsInTheSummaryAndInTheJson) {
  const model::Run run = a_run_with_phases();
  EXPECT_THAT(summary({run, nullptr, {StaticPolicy::none, 1.0}}, {}),
              HasSubstr("train: 32 ± 4 J, 50.0 %, 800 ms, CPU 1.60 s"));
  const auto json =
      nlohmann::json::parse(report::json({run, nullptr, {StaticPolicy::none, 1.0}}, "x.calo"));
  ASSERT_EQ(json["phases"].size(), 4U);
  EXPECT_EQ(json["phases"][1]["name"], "train");
  EXPECT_EQ(json["phases"][2]["parent"], json["phases"][1]["id"]);
  EXPECT_DOUBLE_EQ(json["phases"][1]["energy"]["value_j"], 32.0);
  EXPECT_TRUE(json["phases"][3]["name"].is_null());
}

}  // namespace
}  // namespace calo::report
