#include "carbon/footprint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>

#include "carbon/embodied.hpp"
#include "carbon/equivalents.hpp"

namespace calo::carbon {
namespace {

using ::testing::HasSubstr;

model::CarbonContext stated(double g_per_kwh, double u_rel = 0.0, double pue = 1.0,
                            double pue_u = 0.0) {
  model::CarbonContext context;
  context.intensity = grams_per_kwh(g_per_kwh);
  context.intensity_u_rel = u_rel;
  context.pue = pue;
  context.pue_u = pue_u;
  context.stated = true;
  return context;
}

Estimate<Joules> exactly(Joules energy) {
  return {energy, Joules{}, Kind::measured, std::nullopt};
}

TEST(Operational, MultipliesEnergyPueAndIntensity) {
  EXPECT_NEAR(operational(exactly(0.25_kWh), stated(321.7, 0.0, 1.2)).value.value(), 96.51, 1e-9);
}

TEST(Operational, AddsRelativeUncertaintiesInQuadrature) {
  const Estimate<Joules> energy{2.5_kWh, 0.075_kWh, Kind::measured, std::nullopt};
  const auto carbon = operational(energy, stated(300.0, 0.1, 1.2, 0.05));
  EXPECT_NEAR(carbon.value.value(), 900.0, 1e-9);
  EXPECT_NEAR(carbon.u.value(), 101.17, 0.005);
}

TEST(Operational, CountsAKilowattHourAsThreePointSixMegajoules) {
  EXPECT_NEAR(in_kwh(4.58e6_J), 1.2722222, 5e-8);
}

TEST(Operational, IsModelledAtBestAndAssumedWithoutAPlace) {
  auto context = stated(300.0);
  EXPECT_EQ(operational(exactly(1.0_J), context).kind, Kind::modelled);
  context.stated = false;
  EXPECT_EQ(operational(exactly(1.0_J), context).kind, Kind::assumed);
}

TEST(Operational, KeepsTheAsymmetryOfTheEnergy) {
  const Estimate<Joules> energy{100.0_J, 30.0_J, Kind::modelled, std::pair{80.0_J, 190.0_J}};
  const auto carbon = operational(energy, stated(3600.0));
  ASSERT_TRUE(carbon.asymmetric90);
  EXPECT_NEAR(carbon.asymmetric90->first.value(), 0.08, 1e-12);
  EXPECT_NEAR(carbon.asymmetric90->second.value(), 0.19, 1e-12);
}

TEST(Operational, HasAnIntervalThatStaysAboveZero) {
  const auto carbon = operational(exactly(1.0_kWh), stated(400.0, 1.0));
  EXPECT_EQ(carbon.interval90().first, Grams{});
  EXPECT_GT(carbon.interval90().second, 400.0_g);
}

TEST(Operational, KeepsTheSignOfNegativeNetEnergy) {
  const auto carbon =
      operational({-(1.0_kWh), 0.5_kWh, Kind::measured, std::nullopt}, stated(400.0, 0.1));
  EXPECT_NEAR(carbon.value.value(), -400.0, 1e-9);
  EXPECT_GT(carbon.u, 200.0_g);
}

RC_GTEST_PROP(Operational, IsLinearInEnergy, (std::uint16_t a, std::uint16_t b)) {
  const auto context = stated(321.7, 0.1, 1.3, 0.02);
  const Joules first = Joules::of(a), second = Joules::of(b);
  const Grams sum =
      operational(exactly(first), context).value + operational(exactly(second), context).value;
  const Grams whole = operational(exactly(first + second), context).value;
  RC_ASSERT(std::abs((sum - whole).value()) <= 1e-12 * (1.0 + whole.value()));
}

Grams share(Seconds time, double reserved, double total) {
  const Estimate<Grams> making{1e6_g, 0.5e6_g, Kind::assumed, std::nullopt};
  const auto result = embodied_share(making, {.time = time, .reserved = reserved, .total = total});
  EXPECT_TRUE(result);
  return result ? result->value : Grams{};
}

TEST(Embodied, SharesTheMakingByTimeAndResources) {
  EXPECT_NEAR(share(3600.0_s, 64, 64).value(), 28.538812785, 5e-10);
  EXPECT_NEAR(share(3600.0_s, 8, 64).value(), 3.567351598, 5e-10);
  EXPECT_NEAR(share(1800.0_s, 16, 64).value(), 3.567351598, 5e-10);
}

TEST(Embodied, RefusesMoreThanThereIs) {
  const Estimate<Grams> making{1e6_g, 0.5e6_g, Kind::assumed, std::nullopt};
  EXPECT_FALSE(embodied_share(making, {.time = 1.0_s, .reserved = 9, .total = 8}));
  EXPECT_FALSE(embodied_share(making, {.time = -(1.0_s)}));
  EXPECT_FALSE(embodied_share(making, {.time = 1.0_s, .lifetime = Seconds{}}));
  EXPECT_FALSE(embodied_share(making, {.time = Seconds::of(std::nan(""))}));
}

TEST(Embodied, MakesAServerFromPublishedCoefficients) {
  const auto server =
      making_of({.sockets = 2, .memory = Bytes::of(384e9), .solid_state_disks = 1, .gpus = 1});
  ASSERT_TRUE(server);
  // 1000 + 100 + 368 GB * 1.388 + 100 + 150
  EXPECT_NEAR(server->carbon.value.value(), 1860784.0, 1e-6);
  EXPECT_NEAR(server->carbon.u.value(), 930392.0, 1e-6);
  EXPECT_EQ(server->carbon.kind, Kind::assumed);
  EXPECT_THAT(server->source, HasSubstr("Cloud Carbon Footprint"));
  EXPECT_NEAR(making_of({.memory = Bytes::of(8e9)})->carbon.value.value(), 1e6, 1e-6);
  EXPECT_FALSE(making_of({.sockets = 0}));
}

TEST(Embodied, MakesACpuAndAMemoryModuleByBoaviztasFormula) {
  EXPECT_NEAR(making_of_cpu(694.0)->carbon.value.value(), 1e3 * (694.0 * 0.0197 + 9.14), 1e-6);
  EXPECT_NEAR(making_of_memory_module(Bytes::of(32e9))->carbon.value.value(),
              1e3 * (32.0 / 1.79 * 2.2 + 5.22), 1e-6);
  EXPECT_FALSE(making_of_cpu(0.0));
  EXPECT_FALSE(making_of_memory_module(Bytes{}));
}

TEST(Sci, DividesOperationalAndEmbodiedCarbonByUnits) {
  const Grams c = operational(exactly(0.25_kWh), stated(321.7, 0.0, 1.2)).value;
  const auto result = sci(c, share(1800.0_s, 16, 64), 1e5);
  ASSERT_TRUE(result);
  EXPECT_NEAR(1e3 * result->per_unit.value(), 1.000773516, 5e-10);
  EXPECT_NEAR((0.25_kWh / 1e5).value(), 9.0, 1e-12);
}

TEST(Sci, RefusesNoUnits) {
  EXPECT_FALSE(sci(1.0_g, 1.0_g, 0.0));
  EXPECT_FALSE(sci(1.0_g, 1.0_g, -1.0));
  EXPECT_FALSE(sci(1.0_g, 1.0_g, std::nan("")));
}

TEST(GreenAlgorithms, GivesThePublishedExample) {
  const Joules energy = energy_of({.time = Seconds::of(12 * 3600.0),
                                   .cores = 12,
                                   .power_per_core = 10.0_W,
                                   .use = 1.0,
                                   .memory_gb = 64,
                                   .pue = 1.67});
  EXPECT_NEAR(in_kwh(energy), 2.8825536, 1e-10);
  EXPECT_NEAR((energy * 475.0_g_per_kWh).value(), 1369.21296, 1e-7);
}

TEST(OneRatio, AcceptsRowsOfOnePlaceAndTime) {
  const GramsPerJoule intensity = 321.7_g_per_kWh;
  const std::array rows = {Shown{"a", 10.0_J, 10.0_J * intensity},
                           Shown{"b", 1e6_J, 1e6_J * intensity}, Shown{"idle", Joules{}, Grams{}}};
  EXPECT_FALSE(check_one_ratio(rows));
  EXPECT_FALSE(check_one_ratio({}));
}

TEST(OneRatio, NamesTheRowThatIsOff) {
  const std::array rows = {Shown{"whole", 100.0_J, 10.0_g}, Shown{"part", 50.0_J, 5.1_g}};
  const auto warning = check_one_ratio(rows);
  ASSERT_TRUE(warning);
  EXPECT_EQ(warning->code, "carbon-ratio");
  EXPECT_THAT(warning->text, HasSubstr("'part'"));
  EXPECT_FALSE(check_one_ratio(rows, 0.05));
  EXPECT_TRUE(
      check_one_ratio(std::array{Shown{"whole", 100.0_J, 10.0_g}, Shown{"none", Joules{}, 1.0_g}}));
}

double equivalent(const std::vector<Equivalent>& list, std::string_view text) {
  for (const Equivalent& entry : list) {
    if (entry.text == text) return entry.value;
  }
  return std::nan("");
}

TEST(Equivalents, AgreeWithTheGreenAlgorithmsExample) {
  const auto list = equivalents(2.8825536_kWh, 1369.21296_g);
  EXPECT_NEAR(equivalent(list, "what a tree takes up"), 1.4937, 5e-5);
  EXPECT_NEAR(equivalent(list, "driving an average car in the EU"), 7.824, 5e-4);
  EXPECT_NEAR(equivalent(list, "driving an average car in the US"), 5.455, 5e-4);
  EXPECT_EQ(list.front().text, "charging a phone");
  EXPECT_NEAR(list.front().value, 2.8825536 / 0.012, 1e-9);
  for (const Equivalent& entry : list) EXPECT_FALSE(entry.source.empty());
}

TEST(Equivalents, LeaveOutWhatIsNotGiven) {
  EXPECT_TRUE(equivalents(std::nullopt, std::nullopt).empty());
  EXPECT_EQ(equivalents(1.0_J, std::nullopt).size(), 1U);
  EXPECT_TRUE(equivalents(-(1.0_J), Grams::of(std::nan(""))).empty());
}

}  // namespace
}  // namespace calo::carbon
