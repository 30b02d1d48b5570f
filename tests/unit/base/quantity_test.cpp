#include "base/quantity.hpp"

#include <gtest/gtest.h>

#include <concepts>

#include "base/estimate.hpp"

namespace calo {
namespace {

static_assert(90.0_J / 2.0_s == 45.0_W);
static_assert(std::same_as<decltype(1.0_kWh * 100.0_g_per_kWh), Grams>);
static_assert(sizeof(Joules) == sizeof(double));

template <class A, class B>
concept Addable = requires(A a, B b) { a + b; };
static_assert(Addable<Joules, Joules>);
static_assert(!Addable<Joules, Watts>);
static_assert(!Addable<Joules, double>);
static_assert(!std::convertible_to<double, Joules>);
static_assert(!std::convertible_to<Joules, double>);

TEST(Quantity, TurnsEnergyIntoCarbon) {
  EXPECT_DOUBLE_EQ((0.25_kWh * 321.7_g_per_kWh).value(), 80.425);
  EXPECT_DOUBLE_EQ(in_kwh(Joules::of(4.58e6)), 1.2722222222222221);
}

TEST(KindOfSum, IsTheWeakestThatMatters) {
  KindOfSum kind;
  kind.add(96.0, Kind::measured);
  kind.add(4.0, Kind::assumed);
  EXPECT_EQ(kind.kind(), Kind::measured);
  kind.add(2.0, Kind::assumed);
  EXPECT_EQ(kind.kind(), Kind::assumed);
}

TEST(Kinds, HaveNamesThatReadBack) {
  for (const Kind kind : {Kind::measured, Kind::integrated, Kind::modelled, Kind::assumed}) {
    EXPECT_EQ(kind_from(name(kind)), kind);
  }
  EXPECT_FALSE(kind_from("guessed").has_value());
}

TEST(Estimate, HasASymmetricIntervalUnlessTold) {
  const Estimate<Joules> e{100.0_J, 10.0_J, Kind::measured, {}};
  EXPECT_NEAR(e.interval90().first.value(), 83.55, 0.01);
  EXPECT_NEAR(e.interval90().second.value(), 116.45, 0.01);
}

}  // namespace
}  // namespace calo
