#include "recorder/accounts.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "recorder/energy_sources.hpp"

namespace calo::recorder {
namespace {

/// Three domains of one meter: a total, one inside it, and one with an idle baseline.
class ThreeDomains : public meters::Meter {
 public:
  ThreeDomains() : domains_(3) {
    for (std::size_t i = 0; i < 3; ++i) {
      domains_[i].meter = "test";
      domains_[i].name = std::string(1, static_cast<char>('a' + i));
    }
    domains_[1].role = model::Role::inside;
  }
  [[nodiscard]] std::string_view name() const override { return "test"; }
  [[nodiscard]] std::span<const model::Domain> domains() const override { return domains_; }
  void read(os::Instant, std::span<model::Increment>) override {}

 private:
  std::vector<model::Domain> domains_;
};

EnergySources sources() {
  meters::Discovery discovery;
  discovery.meters.push_back(std::make_unique<ThreeDomains>());
  return EnergySources{
      std::move(discovery), std::nullopt, {{"test/c", {Watts::of(10), Watts::of(0.5)}}}};
}

double sum(const model::EnergyShares& e) {
  return (e.idle + e.tree_dynamic + e.own_dynamic + e.other_dynamic).value();
}

/// A number from 0 to `most`, from any integer.
double within(unsigned number, double most) {
  return most * static_cast<double>(number % 10007) / 10006.0;
}

RC_GTEST_PROP(Accounts, BalanceInEveryIntervalAndInTheirSums,
              (std::vector<std::array<unsigned, 8>> trace)) {
  const EnergySources from = sources();
  Accounts accounts{from};
  std::vector<model::EnergyShares> sums(3);
  for (const auto& step : trace) {
    std::array<model::Increment, 3> increments;
    for (std::size_t i = 0; i < 3; ++i) {
      constexpr std::array outcomes = {model::Outcome::good,      model::Outcome::good,
                                       model::Outcome::gap,       model::Outcome::lost,
                                       model::Outcome::ambiguous, model::Outcome::gone};
      increments[i] = {Joules::of(within(step[i], 1000.0)),
                       outcomes[step[i + 3] % outcomes.size()]};
    }
    const attribution::BusyTime busy{Seconds::of(within(step[6], 2.0)),
                                     Seconds::of(within(step[7], 0.01)),
                                     Seconds::of(within(step[0], 1.0))};
    model::Interval interval;
    accounts.enter(Seconds::of(0.1), increments, busy, interval);
    for (std::size_t i = 0; i < 3; ++i) {
      const double gross = interval.energy[i].gross.value();
      RC_ASSERT(std::abs(sum(interval.energy[i]) - gross) <= 1e-9 * std::max(1.0, std::abs(gross)));
      sums[i] += interval.energy[i];
    }
  }
  model::RunEnd end;
  accounts.write(end);
  for (std::size_t i = 0; i < 3; ++i) {
    RC_ASSERT(std::abs((end.totals[i].gross - sums[i].gross).value()) <=
              1e-9 * std::max(1.0, sums[i].gross.value()));
    RC_ASSERT(std::abs(sum(end.totals[i]) - end.totals[i].gross.value()) <=
              1e-9 * std::max(1.0, sums[i].gross.value()));
  }
}

TEST(Accounts, SettleAGapOverTheWholeTimeSince) {
  const EnergySources from = sources();
  Accounts accounts{from};
  const attribution::BusyTime busy{Seconds::of(0.1), {}, {}};
  model::Interval interval;
  std::array<model::Increment, 3> increments;
  increments.fill({Joules{}, model::Outcome::gap});
  accounts.enter(Seconds::of(1), increments, busy, interval);
  EXPECT_EQ(interval.energy[2].gross, Joules{});
  increments.fill({Joules::of(50), model::Outcome::good});
  accounts.enter(Seconds::of(1), increments, busy, interval);
  EXPECT_EQ(interval.energy[2].idle, Joules::of(20));  // 10 W over both seconds
  EXPECT_EQ(interval.energy[2].tree_dynamic, Joules::of(30));
  EXPECT_EQ(interval.energy[0].tree_dynamic,
            Joules::of(50));  // no baseline: all of it counts as dynamic
}

TEST(Accounts, OfACounterThatStoppedAreALowerBoundWithoutTheTimeAfter) {
  const EnergySources from = sources();
  Accounts accounts{from};
  const attribution::BusyTime busy{Seconds::of(1), {}, {}};
  model::Interval interval;
  std::array<model::Increment, 3> increments;
  increments.fill({Joules::of(30), model::Outcome::good});
  accounts.enter(Seconds::of(1), increments, busy, interval);
  increments.fill({Joules{}, model::Outcome::gap});
  for (int i = 0; i < 5; ++i) accounts.enter(Seconds::of(1), increments, busy, interval);
  model::RunEnd end;
  accounts.write(end);
  EXPECT_EQ(end.totals[2].idle, Joules::of(10));
  EXPECT_EQ(end.totals[2].tree_dynamic, Joules::of(20));
  EXPECT_EQ(end.states[2].lost, 1);
  // A reading that lost most of its time has no more idle energy than it has.
  increments.fill({Joules::of(5), model::Outcome::lost});
  accounts.enter(Seconds::of(1), increments, busy, interval);
  EXPECT_EQ(interval.energy[2].idle, Joules::of(5));
  EXPECT_EQ(interval.energy[2].tree_dynamic, Joules{});
}

TEST(Accounts, TakeThePeakFromTotalDomainsOnly) {
  const EnergySources from = sources();
  Accounts accounts{from};
  model::Interval interval;
  std::array<model::Increment, 3> increments;
  increments.fill({Joules::of(5), model::Outcome::good});
  accounts.set_shortest_for_peak(Seconds::of(0.05));
  accounts.enter(Seconds::of(0.1), increments, {}, interval);
  accounts.enter(Seconds::of(0.01), increments, {}, interval);  // too short to tell a power
  model::RunEnd end;
  accounts.write(end);
  EXPECT_DOUBLE_EQ(end.peak_power_w, 100.0);
}

}  // namespace
}  // namespace calo::recorder
