#include "report/json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "runs.hpp"
#include "schema.hpp"

namespace calo::report {
namespace {

using attribution::BooksOptions;
using attribution::StaticPolicy;
using Json = nlohmann::json;

Json of(const model::Run& run, const BooksOptions& options = {}) {
  return Json::parse(json({run, nullptr, options}, "simulate.calo"));
}

const Schema& schema() {
  static const Schema schema = [] {
    std::ifstream file{CALO_SOURCE_DIR "/docs/formats/run.schema.json"};
    return Schema(Json::parse(file));
  }();
  return schema;
}

TEST(RunJson, OfAWholeMachineHasNullForWhatNobodyCounted) {
  model::Run run = a_measured_run();
  run.end.processes = 1;
  run.end.threads_peak = 0;
  run.end.own_cpu = run.end.others = Seconds{};
  const Json json = of(run);
  EXPECT_TRUE(json["faults"]["minor"].is_null());
  EXPECT_TRUE(json["threads_peak"].is_null());
  EXPECT_TRUE(json["own_cost"]["cpu_s"].is_null());
  EXPECT_EQ(json["cpu_user_s"], 3.2);  // it was told
  EXPECT_THAT(schema().errors(json), testing::IsEmpty());
}

TEST(RunJson, FollowsItsSchema) {
  model::Run run = a_measured_run();
  run.header.units = model::Units{"events", 10000};
  run.end.warnings = {{"other-load", "Other programs were busy."}};
  run.end.phases.resize(3);
  run.end.phases[2].parent = 1;
  run.end.phases[2].count = 7.0;
  EXPECT_THAT(schema().errors(of(run)), testing::IsEmpty());
}

TEST(RunJson, FollowsItsSchemaWithoutEnergy) {
  model::Run run = an_empty_run();
  run.header.units = model::Units{"events", 10000};
  EXPECT_THAT(schema().errors(of(run)), testing::IsEmpty());
}

TEST(RunJson, FollowsItsSchemaWhenADomainGaveNoReading) {
  model::Run run = a_measured_run();
  add_domain(run, a_domain("dram-0", "dram", model::Component::memory, 0.1), 1.0_W);
  EXPECT_THAT(schema().errors(of(run)), testing::IsEmpty());
}

TEST(RunJsonSchema, RefusesAFieldItDoesNotKnow) {
  Json document = of(a_measured_run());
  document["energy"]["guess"] = 1.0;
  EXPECT_THAT(schema().errors(document),
              testing::ElementsAre("$.energy.guess is not in the schema"));
}

TEST(RunJsonSchema, MissesAField) {
  Json document = of(a_measured_run());
  document.erase("wall_s");
  EXPECT_THAT(schema().errors(document), testing::ElementsAre("$.wall_s is missing"));
}

TEST(RunJson, HoldsTheCommandAndHowItEnded) {
  model::Run run = a_measured_run();
  run.end.wait_status = 9;
  const Json j = of(run);
  EXPECT_EQ(j["command"], Json({"./simulate", "-n", "10000", "my input.dat"}));
  EXPECT_EQ(j["exit_status"], 137);
  EXPECT_EQ(j["signal"], "SIGKILL");
  EXPECT_EQ(j["tags"], Json({{"beam", "on"}, {"gpu", "no"}}));
  EXPECT_EQ(j["file"], "simulate.calo");
}

TEST(RunJson, HasNoExitStatusWhenTheEndIsUnknown) {
  model::Run run = a_measured_run();
  run.end.wait_status.reset();
  EXPECT_TRUE(of(run)["exit_status"].is_null());
}

TEST(RunJson, GivesEveryEnergyWithUncertaintyKindScopeAndInterval) {
  const Json attributed = of(a_measured_run())["energy"]["attributed"];
  EXPECT_DOUBLE_EQ(attributed["value_j"], 64.0);
  EXPECT_NEAR(attributed["u_j"], 3.9603, 5e-5);
  EXPECT_EQ(attributed["kind"], "measured");
  EXPECT_EQ(attributed["scope"], "package");
  EXPECT_NEAR(attributed["high90_j"], 64.0 + 1.645 * 3.9603, 1e-3);
}

TEST(RunJson, GivesTheSkewedIntervalOfAModel) {
  const Json gross = of(a_modelled_run())["energy"]["gross"];
  EXPECT_NEAR(gross["low90_j"], 285.0, 1e-9);
  EXPECT_NEAR(gross["high90_j"], 855.0, 1e-9);
}

TEST(RunJson, SaysWhyThereIsNoNet) {
  model::Run run = an_empty_run();
  add_domain(run, a_domain("package-0", "package", model::Component::cpu, 0.03), std::nullopt);
  add_interval(run, 4.0_s, {120.0_J}, {4.0_s, {}, {}});
  const Json net = of(run)["energy"]["net"];
  EXPECT_TRUE(net["value_j"].is_null());
  EXPECT_EQ(net["reason"], "no idle baseline (calo idle)");
}

TEST(RunJson, KeepsTheSignOfANegativeNet) {
  model::Run run = an_empty_run();
  add_domain(run, a_domain("package-0", "package", model::Component::cpu, 0.03), 10.0_W);
  add_interval(run, 4.0_s, {30.0_J}, {4.0_s, {}, {}});
  EXPECT_DOUBLE_EQ(of(run)["energy"]["net"]["value_j"], -10.0);
}

TEST(RunJson, HasNoNumbersWhereTheEnergyIsNotKnown) {
  const Json j = of(an_empty_run());
  EXPECT_TRUE(j["energy"]["gross"]["value_j"].is_null());
  EXPECT_TRUE(j["carbon"]["value_g"].is_null());
  EXPECT_TRUE(j["power"]["mean_w"].is_null());
  EXPECT_FALSE(j["energy"]["gross"]["reason"].get<std::string>().empty());
}

TEST(RunJson, GivesTheProgramsMeanPowerBesideTheMachines) {
  const Json power = of(a_measured_run())["power"];
  EXPECT_DOUBLE_EQ(power["program_mean_w"], 16.0);
  EXPECT_DOUBLE_EQ(power["mean_w"], 30.0);
}

TEST(RunJson, DoesNotChargeCaloWithAnIdlePowerThatNobodyKnows) {
  model::Run run = an_empty_run();
  add_domain(run, a_domain("package-0", "package", model::Component::cpu, 0.03), std::nullopt);
  add_interval(run, 1.0_s, {20.0_J}, {Seconds::of(0.001), Seconds::of(0.01), {}});
  const Json j = of(run);
  EXPECT_TRUE(j["energy"]["own"]["value_j"].is_null());
  EXPECT_EQ(j["energy"]["own"]["reason"], "no idle baseline (calo idle)");
  EXPECT_TRUE(j["own_cost"]["energy"]["value_j"].is_null());
}

TEST(RunJson, NamesThePolicyAsItIsAskedFor) {
  EXPECT_EQ(of(a_measured_run(), {StaticPolicy::reserved, 0.25})["energy"]["static"],
            "reserved=0.25");
  EXPECT_EQ(of(a_measured_run())["energy"]["static_chosen_by"], "calo");
}

TEST(RunJson, DividesByTheUnits) {
  model::Run run = a_measured_run();
  run.header.units = model::Units{"events", 10000};
  const Json unit = of(run)["per_unit"];
  EXPECT_EQ(unit["unit"], "event");
  EXPECT_DOUBLE_EQ(unit["value_j"], 0.0064);
  EXPECT_DOUBLE_EQ(unit["wall_s"], 0.0004);
  EXPECT_NEAR(unit["carbon_g"], 64.0 / 3.6e6 * 56.0 / 10000, 1e-15);
}

TEST(RunJson, HasNoPerUnitWithoutUnits) {
  EXPECT_TRUE(of(a_measured_run())["per_unit"].is_null());
}

TEST(RunJson, SaysThatTheRunIsBelowTheResolution) {
  model::Run run = an_empty_run();
  add_domain(run, a_domain("package-0", "package", model::Component::cpu, 0.03), std::nullopt);
  add_interval(run, Seconds::of(0.005), {0.8_J}, {Seconds::of(0.005), {}, {}});
  const Json energy = of(run)["energy"];
  EXPECT_EQ(energy["below_resolution"], true);
  EXPECT_NEAR(energy["upper_bound_j"], 1.0, 1e-12);
}

TEST(RunJson, ReplacesWhatIsNotUtf8) {
  model::Run run = a_measured_run();
  run.header.command = {"bad\xff\xfename", std::string("nul\0inside", 10)};
  run.header.tags = {{"k\xc3", "\xed\xa0\x80"}};
  EXPECT_EQ(of(run)["command"][0], "bad\xef\xbf\xbd\xef\xbf\xbdname");
}

TEST(RunJson, WritesNoNumberThatIsNone) {
  model::Run run = a_measured_run();
  run.end.totals[0].gross = Joules::of(std::numeric_limits<double>::quiet_NaN());
  run.end.peak_rss = Bytes::of(1e300);
  const Json j = of(run);
  EXPECT_TRUE(j["energy"]["gross"]["value_j"].is_null());
  EXPECT_TRUE(j["memory"]["peak_rss_bytes"].is_null());
}

RC_GTEST_PROP(RunJson, BalancesAsPrinted, ()) {
  model::Run run = an_empty_run();
  const auto amount = [](double most) { return most * *rc::gen::inRange(0, 1'000'001) / 1e6; };
  const auto idle = [&] {
    return *rc::gen::arbitrary<bool>() ? std::optional{Watts::of(amount(300.0))} : std::nullopt;
  };
  add_domain(run, a_domain("package-0", "package", model::Component::cpu, 0.03), idle());
  add_domain(run, a_domain("dram-0", "dram", model::Component::memory, 0.1), idle());
  const int intervals = *rc::gen::inRange(1, 30);
  for (int i = 0; i < intervals; ++i) {
    add_interval(run, Seconds::of(0.01 + amount(10.0)),
                 {Joules::of(amount(1e4)), Joules::of(amount(1e3))},
                 {Seconds::of(amount(30.0)), Seconds::of(amount(0.1)), Seconds::of(amount(9.0))});
  }
  const auto policy = *rc::gen::element(StaticPolicy::none, StaticPolicy::exclusive,
                                        StaticPolicy::reserved, StaticPolicy::proportional);
  const Json energy = of(run, {policy, amount(1.0)})["energy"];
  const auto balances = [](const Json& e, const Json& gross_value, double baseline) {
    const double gross = gross_value.get<double>();
    const double attributed = e["attributed"]["value_j"].get<double>();
    const double other = e["other"]["value_j"].get<double>();
    const double idle_j = e["idle"]["value_j"].is_null() ? 0.0 : e["idle"]["value_j"].get<double>();
    // Where the idle energy is larger than gross, the parts round relative to it.
    const double size = std::max(std::abs(gross), baseline);
    return std::abs(attributed + other + idle_j - gross) <= 1e-9 * size;
  };
  const double first = run.end.totals[0].idle.value();
  const double second = run.end.totals[1].idle.value();
  RC_ASSERT(balances(energy, energy["gross"]["value_j"], first + second));
  RC_ASSERT(balances(energy["domains"][0], energy["domains"][0]["value_j"], first));
  RC_ASSERT(balances(energy["domains"][1], energy["domains"][1]["value_j"], second));
}

}  // namespace
}  // namespace calo::report
