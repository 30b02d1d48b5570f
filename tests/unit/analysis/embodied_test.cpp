#include "analysis/embodied.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace calo::analysis {
namespace {

/// Half an hour on 16 of 64 logical CPUs, 0.25 kWh, PUE 1.2, 321.7 g/kWh, 1e5 events: the worked
/// vector of SCI.
model::Run worked_run() {
  model::Run run;
  run.header.machine.threads = 64;
  run.header.units = model::Units{"events", 1e5};
  run.header.carbon.intensity = grams_per_kwh(321.7);
  run.header.carbon.pue = 1.2;
  model::Domain domain;
  domain.meter = "test";
  domain.scope = "node";
  run.header.domains = {domain};
  run.end.wall = run.end.program_wall = Seconds::of(1800);
  run.end.cpu_user = Seconds::of(1800.0 * 16);
  const Joules energy = Joules::of(0.25 * joules_per_kwh);
  run.end.totals = {{.gross = energy, .tree_dynamic = energy}};
  run.end.states.resize(1);
  run.end.states[0].good = 1;
  return run;
}

TEST(EmbodiedCarbon, FollowsTheWorkedVector) {
  const attribution::BooksOptions options{attribution::StaticPolicy::reserved, 0.25};
  const auto embodied_carbon = embodied({worked_run(), nullptr, options}, 1000.0);
  ASSERT_TRUE(embodied_carbon.has_value());
  EXPECT_NEAR(embodied_carbon->value.value.value(), 3.567351598, 1e-9);
  ASSERT_TRUE(embodied_carbon->sci.has_value());
  EXPECT_NEAR(embodied_carbon->sci->value.value(), 1.000773516e-3, 1e-12);
  EXPECT_EQ(embodied_carbon->unit, "event");
}

TEST(EmbodiedCarbon, TakesTheBusyShareWhereNothingIsReserved) {
  const attribution::BooksOptions options{attribution::StaticPolicy::none, 1.0};
  EXPECT_DOUBLE_EQ(embodied({worked_run(), nullptr, options}, 1000.0)->share, 0.25);
}

TEST(EmbodiedCarbon, OfAVirtualMachineMustBeStated) {
  model::Run run = worked_run();
  run.header.machine.virtualisation = "kvm";
  EXPECT_FALSE(embodied({run, nullptr, {}}, std::nullopt).has_value());
  EXPECT_TRUE(embodied({run, nullptr, {}}, 12.0).has_value());
}

}  // namespace
}  // namespace calo::analysis
