#include "analysis/analysis.hpp"

#include <gtest/gtest.h>

#include "../report/runs.hpp"
#include "carbon/footprint.hpp"

namespace calo::analysis {
namespace {

using attribution::StaticPolicy;

constexpr std::array all_policies = {StaticPolicy::none, StaticPolicy::exclusive,
                                     StaticPolicy::reserved, StaticPolicy::proportional};

/// The measured run with a second process, two phases, and stacks of a part of its CPU time.
struct Example {
  model::Run run = report::a_measured_run();
  model::Profile profile;

  Example() {
    model::ProcessRecord& main = run.processes[0];
    model::ProcessRecord child = main;
    child.name = "child";
    for (model::ProcessRecord* one : {&main, &child}) {
      one->user = 0.5 * one->user;
      one->dynamic = 0.5 * one->dynamic;
      one->static_share = 0.5 * one->static_share;
    }
    run.processes.push_back(child);

    const CodeCosts whole{run, nullptr, nullptr};
    model::Phase outside;
    outside.dynamic = 0.25 * whole.program().dynamic;
    outside.static_by_cpu = 0.25 * whole.program().static_share;
    outside.static_by_time = 0.25 * 40.0_J;
    model::Phase inside = outside;
    inside.name = "fit";
    inside.times = 1;
    inside.dynamic = 0.75 * whole.program().dynamic;
    inside.static_by_cpu = 0.75 * whole.program().static_share;
    inside.static_by_time = 0.75 * 40.0_J;
    run.end.phases = {outside, inside};

    profile.resolved = true;
    profile.functions.resize(1);
    profile.locations = {{0, 0, {{0, 1}}}};
    profile.modules.resize(1);
    profile.stacks = {{-1, 0}};
    profile.threads.resize(1);
    profile.buckets = {{0.0_s, 4.0_s}};
    profile.uses = {{0, 0, 0, 100, 0.5 * whole.program().cpu, 0.5 * whole.program().dynamic,
                     0.5 * whole.program().static_share, 1.0}};
    run.header.units = model::Units{"events", 10.0};
  }
};

TEST(AnAnalysis, SharesTheAttributedEnergyOutInFullWhicheverWayItIsCut) {
  const Example example;
  for (const StaticPolicy policy : all_policies) {
    const Analysis analysis{example.run, &example.profile, {policy, 0.3}};
    ASSERT_TRUE(analysis.knows_energy());
    const double all = analysis.books()->total.attributed.value.value();
    const auto sum = [](const auto& parts, auto energy) {
      double total = 0.0;
      for (const auto& part : parts) total += energy(part)->value.value();
      return total;
    };
    const auto energy = [](const auto& part) { return part.energy; };
    EXPECT_NEAR(sum(analysis.processes, energy), all, 1e-9 * all) << attribution::name(policy);
    EXPECT_NEAR(sum(analysis.programs, energy), all, 1e-9 * all) << attribution::name(policy);
    EXPECT_NEAR(sum(analysis.phases, [](const PhaseCost& p) { return p.own_energy; }), all,
                1e-9 * all)
        << attribution::name(policy);
    attribution::Cost code = analysis.code.sampled();
    code += analysis.code.unsampled();
    EXPECT_NEAR(analysis.code.joules(code).value(), all, 1e-9 * all) << attribution::name(policy);
    double course = 0.0;
    for (const attribution::CoursePoint& point : analysis.course) course += point.program.value();
    EXPECT_NEAR(course, all, 1e-9 * all) << attribution::name(policy);
    EXPECT_NEAR(10.0 * analysis.per_unit->energy->value.value(), all, 1e-9 * all);
  }
}

TEST(AnAnalysis, HasOneRatioOfCarbonToEnergy) {
  const Example example;
  const Analysis analysis{example.run, &example.profile, {StaticPolicy::exclusive, 1.0}};
  const double ratio = analysis.totals->carbon.value / analysis.books()->total.attributed.value /
                       GramsPerJoule::of(1.0);
  EXPECT_GT(ratio, 0.0);
  for (const PhaseCost& phase : analysis.phases)
    EXPECT_NEAR(phase.carbon->value.value(), ratio * phase.energy->value.value(), 1e-12);
  const attribution::Cost& sampled = analysis.code.sampled();
  EXPECT_NEAR(analysis.code.carbon(sampled).value.value(),
              ratio * analysis.code.energy(sampled).value.value(), 1e-12);
}

TEST(AnAnalysis, OfARunWithoutEnergyKnowsCpuTimeAlone) {
  model::Run run = report::an_empty_run();
  run.end.cpu_user = 2.0_s;
  const Example example;
  const Analysis analysis{run, &example.profile, {}};
  EXPECT_FALSE(analysis.knows_energy());
  EXPECT_EQ(analysis.books(), nullptr);
  EXPECT_TRUE(analysis.course.empty());
  EXPECT_EQ(analysis.code.known(Measure::carbon), Measure::cpu);
  EXPECT_NEAR(analysis.code.share(analysis.code.sampled(), Measure::energy),
              example.profile.uses[0].cpu / run.end.cpu_user, 1e-12);
}

TEST(GrossPower, IsTheEnergyOverItsTime) {
  const model::Run run = report::a_measured_run();
  const attribution::EnergySums sums{run.end};
  const auto power = gross_power(run.header, sums);
  ASSERT_TRUE(power);
  EXPECT_DOUBLE_EQ((power->value * sums.wall).value(),
                   totals(run.header, sums)->books.total.gross.value.value());
  EXPECT_FALSE(gross_power(run.header, attribution::EnergySums{run.header.domains.size()}));
}

}  // namespace
}  // namespace calo::analysis
