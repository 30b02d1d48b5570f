#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "attribution/call_tree.hpp"
#include "attribution/parts.hpp"
#include "traces.hpp"

namespace calo::attribution {
namespace {

double within(unsigned number, double low, double high) {
  return low + (high - low) * static_cast<double>(number % 10007) / 10006.0;
}

/// Samples with any energies, also such as cancel, and what the program pays of the static shares.
RC_GTEST_PROP(ShareInterval, HoldsTheShareOfItsOwnQuantity,
              (const std::vector<std::array<unsigned, 4>>& samples, unsigned number)) {
  Cost whole;
  std::vector<Cost> parts(3);
  for (const auto& sample : samples) {
    const double dynamic = within(sample[0], -0.2, 1.0);
    const Cost cost{1, Seconds::of(within(sample[1], 0.0, 0.01)), Joules::of(dynamic),
                    Joules::of(within(sample[2], 0.0, 1.0)), dynamic * dynamic};
    whole += cost;
    parts[sample[3] % parts.size()] += cost;
  }
  for (const Quantity quantity : {Quantity{.is_energy = false, .paid = 0.0}, Quantity{},
                                  Quantity{.is_energy = true, .paid = within(number, 0.0, 3.0)}}) {
    for (const Cost& part : parts) {
      const ShareInterval interval = share_interval(part, whole, quantity);
      const double all = quantity.of(whole);
      const double share = all > 0.0 ? quantity.of(part) / all : 0.0;
      RC_ASSERT(interval.low <= share);
      RC_ASSERT(share <= interval.high);
      RC_ASSERT(interval.high - interval.low > 0.0 || samples.size() > 100'000U);
    }
  }
}

TEST(ShareInterval, OfEnergyWithIdleIsAroundThatShare) {
  // Two functions of equal time; one of them draws nine tenths of the dynamic energy. With 10 J of
  // idle energy each, of which the program pays all, it has 19 of 30 J.
  const Cost hot{400, 4.0_s, 9.0_J, 10.0_J, 81.0 / 400};
  const Cost cold{400, 4.0_s, 1.0_J, 10.0_J, 1.0 / 400};
  Cost whole = hot;
  whole += cold;
  const ShareInterval net = share_interval(hot, whole, {});
  EXPECT_LT(net.low, 0.9);
  EXPECT_GT(net.high, 0.9);
  EXPECT_GT(net.low, 0.8);
  const ShareInterval all = share_interval(hot, whole, {.is_energy = true, .paid = 1.0});
  EXPECT_LT(all.low, 19.0 / 30.0);
  EXPECT_GT(all.high, 19.0 / 30.0);
  EXPECT_LT(all.high, 0.7);
  const ShareInterval cpu = share_interval(hot, whole, {.is_energy = false, .paid = 1.0});
  EXPECT_LT(cpu.low, 0.5);
  EXPECT_GT(cpu.high, 0.5);
}

TEST(SamplingSigma, HoldsTheIdleEnergyThatIsPaid) {
  // Of equal samples, what is paid scales the deviation as it scales the energy.
  const Cost part{100, 1.0_s, 1.0_J, 2.0_J, 1.0 / 100};
  const Cost whole{400, 4.0_s, 4.0_J, 8.0_J, 4.0 / 100};
  EXPECT_NEAR(sampling_sigma(part, whole, 1.0), 3.0 * sampling_sigma(part, whole), 1e-9);
}

/// 100 s of a machine that idles at 20 W, read every 100 ms, in which the program used next to
/// nothing: 2 ms of CPU time while calo used 2 ms, in a reading that a counter's step made too
/// small by 8 mJ.
TEST(SmallParts, AreNoSurerThanTheCountersSteps) {
  std::vector<Stretch> lengths(1000, {0.1, 2.0, {0.0_s, Seconds::of(0.002), 0.0_s}});
  lengths[500] = {0.1, 1.992, {Seconds::of(0.002), Seconds::of(0.002), 0.0_s}};
  Trace t = trace_of(lengths, 20.0_W, model::Component::cpu, 0.03);
  t.end.ticks = 1000;
  const auto books = attribution::books(t.header.domains, attribution::EnergySums{t.end},
                                        {StaticPolicy::none, 1.0});
  const ProgramUse use = program_use(t.header.domains, t.end.totals);
  const auto part = estimate_of_part(use.dynamic, {use.dynamic, use.static_share, {}}, *books);
  EXPECT_NEAR(part.value.value(), -0.004, 1e-9);
  EXPECT_LT(std::abs(part.value / part.u), 2.0);
  EXPECT_LT(part.u.value(), 0.02);
}

TEST(SmallParts, AreNoSurerThanTheIdlePower) {
  // 20 +- 0.1 W, the median of ten windows: one of them was 0.32 W off, and so may be the idle
  // power while a tenth of the program ran, 10 s in all.
  Trace t = trace_of({{100.0, 2000.0, {100.0_s, 0.0_s, 0.0_s}}}, 20.0_W, model::Component::cpu, 0);
  t.header.domains[0].update_step = Seconds{};
  t.end.states[0].idle_u = Watts::of(0.1);
  t.end.ticks = 1000;
  const auto books = attribution::books(t.header.domains, attribution::EnergySums{t.end},
                                        {StaticPolicy::none, 1.0});
  const PartUse part{0.0_J, 200.0_J, {}};
  EXPECT_NEAR(estimate_of_part(0.0_J, part, *books).u.value(), std::sqrt(1.0 + 0.9), 1e-6);
  // Whoever pays its own share of the idle energy does not care how much of it is idle.
  EXPECT_NEAR(estimate_of_part(200.0_J, part, *books).u.value(), 0.0, 1e-9);
}

TEST(SmallParts, ThatAreTheWholeProgramAreAsSureAsItIs) {
  Trace t = trace_of({{4.0, 120.0, {3.2_s, 0.0_s, 0.8_s}}}, 10.0_W);
  t.header.domains[0].update_step = Seconds{};
  t.end.states[0].idle_u = Watts::of(0.5);
  const ProgramUse use = program_use(t.header.domains, t.end.totals);
  for (const StaticPolicy policy :
       {StaticPolicy::none, StaticPolicy::exclusive, StaticPolicy::proportional}) {
    const auto books =
        attribution::books(t.header.domains, attribution::EnergySums{t.end}, {policy, 1.0});
    const Estimate<Joules>& program = books->total.attributed;
    const auto part = estimate_of_part(program.value, {use.dynamic, use.static_share, {}}, *books);
    EXPECT_NEAR(part.u.value(), program.u.value(), 1e-9) << name(policy);
  }
}

}  // namespace
}  // namespace calo::attribution
