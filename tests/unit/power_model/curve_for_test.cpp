#include "power_model/curve_for.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "power_model/predict.hpp"
#include "power_model/tdp_curve.hpp"

namespace calo::power_model {
namespace {

using testing::Contains;
using testing::HasSubstr;

model::Machine server() {
  model::Machine machine;
  machine.cpu_model = "Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz";
  machine.cpu_vendor = "Intel";
  machine.sockets = 2;
  machine.cores = 40;
  machine.threads = 80;
  machine.memory = Bytes::of(192.0 * 1073741824.0);
  return machine;
}

TEST(TdpCurve, GivesTheWorkedVector) {
  const PowerCurve curve = tdp_curve(Watts::of(100), std::nullopt);
  EXPECT_NEAR(curve.at(0.25).value(), 47.5, 1e-9);
  EXPECT_NEAR(curve.standard_uncertainty(0.25).value(), 19.0, 1e-9);
  const Joules energy = curve.at(0.25) * Seconds::of(10);
  EXPECT_NEAR(energy.value(), 475.0, 1e-9);
  EXPECT_EQ(curve.scope(), "package");
}

TEST(TdpCurve, AddsMemoryThatDoesNotDependOnLoad) {
  const PowerCurve with = tdp_curve(Watts::of(100), Bytes::of(64.0 * 1073741824.0));
  const PowerCurve without = tdp_curve(Watts::of(100), std::nullopt);
  EXPECT_NEAR((with.idle() - without.idle()).value(), 64 * 0.3725, 1e-9);
  EXPECT_NEAR((with.full() - without.full()).value(), 64 * 0.3725, 1e-9);
  EXPECT_EQ(with.scope(), "package+dram");
}

TEST(CurveFor, ABareServerIsTheWholeNode) {
  const PowerCurve curve = curve_for(server());
  EXPECT_EQ(curve.scope(), "node");
  EXPECT_EQ(curve.kind(), Kind::modelled);
  EXPECT_DOUBLE_EQ(curve.share(), 1.0);
  EXPECT_NEAR(curve.full().value(), 332.8, 3.4);
}

TEST(CurveFor, ACgroupLimitOnBareMetalChangesNoWatts) {
  model::Machine limited = server();
  limited.virtualisation = "container";
  limited.cpu_limit = 4.0;
  const PowerCurve curve = curve_for(limited);
  EXPECT_EQ(curve.full(), curve_for(server()).full());
  EXPECT_THAT(curve.assumptions(), Contains(HasSubstr("whole machine")));
}

TEST(CurveFor, AVirtualMachineIsItsShareOfTheHost) {
  model::Machine guest = server();
  guest.virtualisation = "kvm";
  guest.sockets = 1;
  guest.cores = 4;
  guest.threads = 8;
  const PowerCurve curve = curve_for(guest);
  const PowerCurve host = predict(System{.cpu = "xeon gold 6248"});
  EXPECT_EQ(curve.scope(), "node share");
  EXPECT_NEAR(curve.share(), 8.0 / 80.0, 1e-12);
  EXPECT_NEAR(curve.at(0.5) / host.at(0.5), 0.1, 1e-9);
}

TEST(CurveFor, AHiddenNameIsResolvedByCpuid) {
  model::Machine guest;
  guest.cpu_model = "AMD EPYC";
  guest.cpu_vendor = "AMD";
  guest.cpu_family = 26;
  guest.cpu_model_number = 2;
  guest.cpu_stepping = 1;
  guest.threads = 2;
  guest.cores = 2;
  guest.virtualisation = "kvm";
  const PowerCurve curve = curve_for(guest);
  EXPECT_EQ(curve.kind(), Kind::modelled);
  EXPECT_GT(curve.full().value(), 1.0);
  EXPECT_LT(curve.full().value(), 15.0);
  EXPECT_THAT(curve.assumptions(), Contains(HasSubstr("Turin")));
}

TEST(CurveFor, QemusGenericCpuIsNotTakenForAnOldMachine) {
  model::Machine guest;
  guest.cpu_model = "QEMU Virtual CPU version 2.5+";
  guest.cpu_vendor = "AMD";
  guest.cpu_family = 15;
  guest.cpu_model_number = 107;
  guest.cpu_stepping = 1;
  guest.threads = 4;
  guest.virtualisation = "qemu";
  const PowerCurve curve = curve_for(guest);
  EXPECT_EQ(curve.kind(), Kind::assumed);
  EXPECT_GT(curve.interval90(0.0).second / curve.idle(), 5.0);
}

TEST(CurveFor, QemusHaswellIsAHaswellServer) {
  model::Machine guest;
  guest.cpu_model = "Intel Core Processor (Haswell, no TSX, IBRS)";
  guest.cpu_vendor = "Intel";
  guest.cpu_family = 6;
  guest.cpu_model_number = 60;
  guest.cpu_stepping = 1;
  guest.threads = 4;
  guest.virtualisation = "kvm";
  const PowerCurve curve = curve_for(guest);
  EXPECT_EQ(curve.scope(), "node share");
  EXPECT_THAT(curve.assumptions(), Contains(HasSubstr("Haswell-EP")));
}

TEST(CurveFor, CountsWholeCoresWhereTheCloudShowsItsTopology) {
  model::Machine guest;
  guest.cpu_model = "AMD EPYC 9R14";
  guest.cpu_vendor = "AMD";
  guest.threads = 8;
  guest.cores = 8;
  guest.virtualisation = "amazon-ec2";
  const double whole_cores = curve_for(guest).share();
  guest.cores = 4;
  EXPECT_NEAR(whole_cores / curve_for(guest).share(), 2.0, 1e-9);
}

TEST(CurveFor, ALaptopTakesItsThermalDesignPower) {
  model::Machine laptop;
  laptop.cpu_model = "11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz";
  laptop.cpu_vendor = "Intel";
  laptop.threads = 8;
  laptop.cores = 4;
  laptop.sockets = 1;
  laptop.memory = Bytes::of(16.0 * 1073741824.0);
  const PowerCurve curve = curve_for(laptop, true);
  EXPECT_EQ(curve.scope(), "package+dram");
  EXPECT_LT(curve.full().value(), 60.0);
}

TEST(CurveFor, NothingKnownIsAssumedAndSaidSo) {
  const PowerCurve curve = curve_for(model::Machine{});
  EXPECT_EQ(curve.kind(), Kind::assumed);
  EXPECT_THAT(curve.assumptions(), Contains(HasSubstr("nothing is known")));
}

TEST(SliceOf, GivesTheHostMoreSocketsWhenTheMachineDoesNotFit) {
  const PowerCurve curve = slice_of(System{.cpu = "xeon gold 6248"}, 160);
  EXPECT_DOUBLE_EQ(curve.share(), 1.0);
  EXPECT_NEAR(curve.full() / predict(System{.cpu = "xeon gold 6248", .sockets = 4}).full(), 1.0,
              1e-9);
}

TEST(SliceOf, AssumesOneSocketForSmallXeons) {
  EXPECT_NEAR(slice_of(System{.cpu = "xeon e3-1230 v3"}, 2).share(), 2.0 / 8.0, 1e-12);
  EXPECT_NEAR(slice_of(System{.cpu = "epyc 8534p"}, 2).share(), 2.0 / 128.0, 1e-12);
}

TEST(CurveOf, RefusesACpuNobodyKnows) {
  const auto curve = curve_of(System{.cpu = "Frobnicator 9000"});
  ASSERT_FALSE(curve);
  EXPECT_EQ(curve.error().category, Category::usage);
  EXPECT_THAT(curve.error().what, HasSubstr("Frobnicator"));
}

TEST(PowerCurve, InterpolatesBetweenLevelsAndClipsUtilisation) {
  const PowerCurve curve = curve_for(server());
  EXPECT_NEAR(curve.at(0.05).value(), 0.5 * (curve.idle() + curve.at(0.1)).value(), 1e-9);
  EXPECT_EQ(curve.at(-1.0), curve.idle());
  EXPECT_EQ(curve.at(2.0), curve.full());
  EXPECT_EQ(curve.at(std::nan("")), curve.idle());
  const Estimate<Watts> estimate = curve.estimate(0.5);
  EXPECT_EQ(estimate.value, curve.at(0.5));
  EXPECT_EQ(estimate.interval90(), curve.interval90(0.5));
}

}  // namespace
}  // namespace calo::power_model
