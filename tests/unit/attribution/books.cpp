#include "attribution/books.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "traces.hpp"

namespace calo::attribution {
namespace {

BooksOptions paid_by(StaticPolicy policy, double reserved = 1.0) {
  return {policy, reserved};
}

/// One interval of 10 s on 8 logical CPUs, 600 J, idle power 20 W; the tree has `busy` of the 40 s
/// of CPU time.
Balance of_tree_with(Seconds busy, const BooksOptions& options) {
  const Trace t = trace_of({{10.0, 600.0, {busy, {}, 40.0_s - busy}}}, 20.0_W);
  return books(t.header.domains, attribution::EnergySums{t.end}, options)->total;
}

struct PolicyCase {
  StaticPolicy policy;
  double reserved;
  double busy_s;
  double attributed_j;
};

class WorkedPolicies : public testing::TestWithParam<PolicyCase> {};

TEST_P(WorkedPolicies, ChargeTheIdleEnergyAsDefined) {
  const PolicyCase& p = GetParam();
  const Balance b = of_tree_with(Seconds::of(p.busy_s), paid_by(p.policy, p.reserved));
  EXPECT_NEAR(b.attributed.value.value(), p.attributed_j, 1e-9);
  EXPECT_LT(imbalance(b), 1e-12);
}

INSTANTIATE_TEST_SUITE_P(Books, WorkedPolicies,
                         testing::Values(PolicyCase{StaticPolicy::none, 1.0, 20.0, 200.0},
                                         PolicyCase{StaticPolicy::none, 1.0, 10.0, 100.0},
                                         PolicyCase{StaticPolicy::proportional, 1.0, 20.0, 300.0},
                                         PolicyCase{StaticPolicy::proportional, 1.0, 10.0, 150.0},
                                         PolicyCase{StaticPolicy::reserved, 2.0 / 8.0, 20.0, 250.0},
                                         PolicyCase{StaticPolicy::reserved, 1.0 / 8.0, 10.0, 125.0},
                                         PolicyCase{StaticPolicy::exclusive, 1.0, 20.0, 400.0}));

TEST(Books, LeaveTheIdleEnergyUnassignedWithoutAPayer) {
  EXPECT_NEAR(of_tree_with(20.0_s, paid_by(StaticPolicy::none)).idle->value.value(), 200.0, 1e-9);
}

TEST(Books, LeaveNoIdleEnergyUnassignedWhenEverybodyPays) {
  const Balance b = of_tree_with(20.0_s, paid_by(StaticPolicy::proportional));
  EXPECT_NEAR(b.idle->value.value(), 0.0, 1e-9);
  EXPECT_NEAR(b.other.value.value(), 300.0, 1e-9);
}

/// 120 J in 4 s, idle power 10 +- 0.5 W, share 0.8 by CPU time, gain 3 %.
Trace worked_trace(double gain, double idle_u_w, Seconds step) {
  Trace t = trace_of({{4.0, 120.0, {3.2_s, {}, 0.8_s}}}, 10.0_W, model::Component::cpu, gain);
  t.end.states[0].idle_u = Watts::of(idle_u_w);
  t.header.domains[0].update_step = step;
  return t;
}

Estimate<Joules> attributed(const Trace& t) {
  return books(t.header.domains, attribution::EnergySums{t.end}, paid_by(StaticPolicy::none))
      ->total.attributed;
}

TEST(Uncertainty, OfTheWorkedExampleIs3960mJ) {
  const auto e = attributed(worked_trace(0.03, 0.5, Seconds::of(1e-3)));
  EXPECT_NEAR(e.value.value(), 64.0, 1e-9);
  EXPECT_NEAR(e.u.value(), 3.9603, 5e-5);
  EXPECT_EQ(e.kind, Kind::measured);
}

/// One source of uncertainty at a time, without the share's 3.072 J, which is always there.
double term(double gain, double idle_u_w, Seconds step) {
  Trace t = worked_trace(gain, idle_u_w, step);
  t.end.totals[0].share_u = Joules{};
  return attributed(t).u.value();
}

TEST(Uncertainty, OfTheGainScalesTheResult) {
  EXPECT_NEAR(term(0.03, 0.0, {}), 1.92, 1e-9);
}

TEST(Uncertainty, OfTheIdlePowerWeighsWithTimeAndShare) {
  EXPECT_NEAR(term(0.0, 0.5, {}), 1.6, 1e-9);
}

TEST(Uncertainty, OfTheCountersStepWeighsWithGrossAndShare) {
  EXPECT_NEAR(term(0.0, 0.0, Seconds::of(1e-3)), 0.0098, 5e-5);
}

TEST(Uncertainty, OfTheShareIsThatOfTheIntervals) {
  EXPECT_NEAR(attributed(worked_trace(0.0, 0.0, {})).u.value(), 3.072, 1e-9);
}

TEST(Uncertainty, OfCalosOwnEnergyHoldsItsShare) {
  const Trace t = trace_of({{4.0, 120.0, {3.0_s, 0.4_s, 0.6_s}}}, 10.0_W, model::Component::cpu, 0);
  const auto own =
      books(t.header.domains, attribution::EnergySums{t.end}, paid_by(StaticPolicy::none))
          ->total.own;
  ASSERT_TRUE(own.has_value());
  EXPECT_NEAR(own->value.value(), 8.0, 1e-9);
  EXPECT_NEAR(own->u.value(), 0.96, 1e-3);
}

TEST(Books, WithoutAnIdleBaselineDoNotChargeCaloWithTheIdleMachine) {
  // The program sleeps; calo alone is seen to be busy.
  const Trace t = trace_of({{1.0, 20.0, {0.0_s, Seconds::of(0.003), 0.0_s}}}, std::nullopt,
                           model::Component::cpu, 0);
  const auto found =
      books(t.header.domains, attribution::EnergySums{t.end}, paid_by(StaticPolicy::none));
  EXPECT_FALSE(found->total.own.has_value());
  EXPECT_NEAR(found->total.other.value.value(), 20.0, 1e-9);
}

TEST(Uncertainty, OfTheIdlePowerVanishesWhenEverybodyPaysByCpuTime) {
  // Whatever the idle power, the tree pays its share of all energy.
  Trace t = worked_trace(0.0, 0.5, {});
  t.end.totals[0].share_u = Joules{};
  const auto e =
      books(t.header.domains, attribution::EnergySums{t.end}, paid_by(StaticPolicy::proportional))
          ->total.attributed;
  EXPECT_NEAR(e.u.value(), 0.0, 1e-9);
}

struct StepCase {
  double length_s;
  double u_rel;
};
class StepUncertainty : public testing::TestWithParam<StepCase> {};
TEST_P(StepUncertainty, FollowsTheTable) {
  EXPECT_NEAR(
      step_uncertainty(Seconds::of(1e-3), Seconds::of(GetParam().length_s)) / GetParam().u_rel, 1.0,
      2e-3);
}
INSTANTIATE_TEST_SUITE_P(Books, StepUncertainty,
                         testing::Values(StepCase{0.010, 0.0408}, StepCase{0.050, 0.00816},
                                         StepCase{0.100, 0.00408}, StepCase{1.0, 0.000408}));

TEST(Books, ChooseExclusiveWhenTheTreeHoldsNearlyAllBusyTime) {
  const Trace t = trace_of({{10.0, 600.0, {38.0_s, {}, 2.0_s}}}, 20.0_W);
  const auto b = books(t.header.domains, attribution::EnergySums{t.end});
  EXPECT_EQ(b->policy, StaticPolicy::exclusive);
  EXPECT_TRUE(b->policy_chosen);
}

TEST(Books, ChooseNoneOnASharedMachine) {
  const Trace t = trace_of({{10.0, 600.0, {37.0_s, {}, 3.0_s}}}, 20.0_W);
  EXPECT_EQ(books(t.header.domains, attribution::EnergySums{t.end})->policy, StaticPolicy::none);
}

TEST(Books, AreEmptyWithoutAReading) {
  Trace t = trace_of({{10.0, 600.0, {}}}, 20.0_W);
  t.end.states[0].good = 0;
  EXPECT_FALSE(books(t.header.domains, attribution::EnergySums{t.end}).has_value());
}

TEST(Books, AreEmptyWithoutADomain) {
  EXPECT_FALSE(books({}, EnergySums{}).has_value());
}

TEST(Books, HaveNoNetWithoutAnIdleBaseline) {
  const Trace t = trace_of({{10.0, 600.0, {20.0_s, {}, 20.0_s}}}, std::nullopt);
  const auto b = books(t.header.domains, attribution::EnergySums{t.end});
  EXPECT_FALSE(b->total.net.has_value());
  EXPECT_FALSE(b->total.idle.has_value());
  EXPECT_NEAR(b->total.attributed.value.value(), 300.0, 1e-9);
}

/// Two domains, of which only the first has an idle baseline.
Trace half_known() {
  Trace t = trace_of({{10.0, 600.0, {20.0_s, {}, 20.0_s}}}, 20.0_W);
  const Trace memory =
      trace_of({{10.0, 60.0, {20.0_s, {}, 20.0_s}}}, std::nullopt, model::Component::memory, 0.1);
  t.header.domains.push_back(memory.header.domains[0]);
  t.end.totals.push_back(memory.end.totals[0]);
  t.end.states.push_back(memory.end.states[0]);
  return t;
}

TEST(Books, BalanceWhenOnlySomeDomainsHaveABaseline) {
  const Trace t = half_known();
  const auto b =
      books(t.header.domains, attribution::EnergySums{t.end}, paid_by(StaticPolicy::none));
  EXPECT_LT(imbalance(b->total), 1e-12);
  EXPECT_FALSE(b->total.net.has_value());
}

TEST(Books, NameTheScopeByItsParts) {
  const Trace t = half_known();
  EXPECT_EQ(books(t.header.domains, attribution::EnergySums{t.end})->scope, "package+dram");
}

TEST(Books, DoNotAddWhatIsInsideOrAnotherView) {
  Trace t = half_known();
  t.header.domains[1].role = model::Role::alternative;
  const auto b = books(t.header.domains, attribution::EnergySums{t.end});
  EXPECT_NEAR(b->total.gross.value.value(), 600.0, 1e-9);
  EXPECT_EQ(b->domains.size(), 2u);
}

TEST(Books, AddGainsOfOneMeterLinearly) {
  // Two packages under one meter err together: 3 % of 1200 J, not 3 % * sqrt(2) of 600 J.
  Trace t = trace_of({{10.0, 600.0, {}}}, std::nullopt);
  t.header.domains.push_back(t.header.domains[0]);
  t.end.totals.push_back(t.end.totals[0]);
  t.end.states.push_back(t.end.states[0]);
  for (auto& domain : t.header.domains) domain.update_step = Seconds{};
  EXPECT_NEAR(books(t.header.domains, attribution::EnergySums{t.end})->total.gross.u.value(), 36.0,
              1e-9);
}

TEST(Books, KeepTheIntervalOfAModelAsFactors) {
  Trace t = trace_of({{10.0, 475.0, {10.0_s, {}, {}}}}, std::nullopt);
  t.header.domains[0].kind = Kind::modelled;
  t.end.states[0].factor90 = {0.6, 1.8};
  const auto gross = books(t.header.domains, attribution::EnergySums{t.end})->total.gross;
  EXPECT_EQ(gross.kind, Kind::modelled);
  EXPECT_NEAR(gross.interval90().first.value(), 285.0, 1e-9);
  EXPECT_NEAR(gross.interval90().second.value(), 855.0, 1e-9);
}

TEST(Books, BoundARunShorterThanTheResolution) {
  const Trace t = trace_of({{0.005, 0.8, {0.005_s, {}, {}}}}, std::nullopt);
  const auto b = books(t.header.domains, attribution::EnergySums{t.end});
  ASSERT_TRUE(b->below_resolution);
  // One step of the five may be missing.
  EXPECT_NEAR(b->upper_bound->value(), 1.0, 1e-12);
}

TEST(Books, BoundNothingWhenTheCounterDidNotStep) {
  const Trace t = trace_of({{0.005, 0.0, {0.005_s, {}, {}}}}, std::nullopt);
  const auto b = books(t.header.domains, attribution::EnergySums{t.end});
  ASSERT_TRUE(b->below_resolution);
  EXPECT_FALSE(b->upper_bound.has_value());
}

TEST(Books, ResolveARunOfTenMilliseconds) {
  const Trace t = trace_of({{0.010, 0.8, {0.010_s, {}, {}}}}, std::nullopt);
  EXPECT_FALSE(books(t.header.domains, attribution::EnergySums{t.end})->below_resolution);
}

TEST(Imbalance, IsRelativeToTheLargestPartWhenTheyCancel) {
  // A counter that stands still beside a known idle power: large parts of opposite sign, no gross.
  Balance balance;
  balance.gross.value = 0.0_J;
  balance.idle = Estimate<Joules>{500.0_J, {}, {}, {}};
  balance.attributed.value = Joules::of(-300.0 + 5e-14);
  balance.other.value = -200.0_J;
  EXPECT_LT(imbalance(balance), 1e-15);
}

TEST(Imbalance, OfABookWithoutGrossIsRelativeToTheIdleEnergy) {
  // By CPU time everybody pays as much idle energy as the dynamic part is below zero.
  Trace t = trace_of({{7.0, 0.0, {0.3_s, 0.1_s, 0.7_s}}, {3.0, 0.0, {0.1_s, {}, 0.2_s}}}, 0.1_W);
  const auto b =
      books(t.header.domains, attribution::EnergySums{t.end}, paid_by(StaticPolicy::proportional));
  EXPECT_DOUBLE_EQ(b->total.size.value(), 1.0);
  EXPECT_LT(imbalance(b->total), 1e-12);
}

TEST(Imbalance, SeesWhatIsMissing) {
  Balance balance;
  balance.gross.value = 100.0_J;
  balance.attributed.value = 60.0_J;
  balance.other.value = 39.0_J;
  EXPECT_NEAR(imbalance(balance), 0.01, 1e-15);
}

RC_GTEST_PROP(Books, BalanceForEveryTraceAndPolicy, ()) {
  const auto idle_power = [] {
    return *rc::gen::arbitrary<bool>() ? std::optional{Watts::of(random_amount(500.0))}
                                       : std::nullopt;
  };
  const auto stretches = random_stretches();
  Trace t = trace_of(stretches, idle_power());
  auto memory = stretches;
  for (auto& stretch : memory) stretch.energy_j = random_amount(1e3);
  const Trace second = trace_of(memory, idle_power(), model::Component::memory, 0.1);
  t.header.domains.push_back(second.header.domains[0]);
  t.end.totals.push_back(second.end.totals[0]);
  t.end.states.push_back(second.end.states[0]);

  const auto policy = *rc::gen::element(StaticPolicy::none, StaticPolicy::exclusive,
                                        StaticPolicy::reserved, StaticPolicy::proportional);
  const auto b =
      books(t.header.domains, attribution::EnergySums{t.end}, paid_by(policy, random_amount(1.0)));
  RC_ASSERT(b.has_value());
  RC_ASSERT(imbalance(b->total) <= 1e-9);
  for (const auto& domain : b->domains) RC_ASSERT(imbalance(domain.balance) <= 1e-9);
}

TEST(StaticPolicy, IsReadBackFromItsName) {
  for (const auto policy : {StaticPolicy::none, StaticPolicy::exclusive, StaticPolicy::reserved,
                            StaticPolicy::proportional}) {
    EXPECT_EQ(static_policy_from(name(policy)), policy);
  }
  EXPECT_FALSE(static_policy_from("everyone").has_value());
}

}  // namespace
}  // namespace calo::attribution
