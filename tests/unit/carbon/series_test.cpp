#include "carbon/series.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>
#include <string>

#include "carbon/footprint.hpp"

namespace calo::carbon {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::HasSubstr;

UtcTime at(std::string_view text) {
  return to_utc_time(text).value();
}

constexpr std::string_view three_hours =
    "time,g_per_kwh\n"
    "2025-03-01T10:00Z,100\n"
    "2025-03-01T11:00Z,300\n"
    "2025-03-01T12:00Z,200\n";

IntensitySeries series(std::string_view csv = three_hours) {
  return IntensitySeries::parse(csv, "test.csv").value();
}

const std::array<Spent, 3> example = {
    Spent{at("2025-03-01T10:00Z"), at("2025-03-01T11:00Z"), 0.5_kWh},
    Spent{at("2025-03-01T11:00Z"), at("2025-03-01T12:00Z"), 1.0_kWh},
    Spent{at("2025-03-01T12:00Z"), at("2025-03-01T13:00Z"), 0.5_kWh}};

TEST(UtcTime, ReadsTheUsualFormsOfOneMoment) {
  const UtcTime moment = at("2025-03-01T13:00:00Z");
  for (const char* text :
       {"2025-03-01 13:00", "2025-03-01T13:00", "2025-03-01T14:00+01:00",
        "2025-03-01T08:00:00-0500", "2025-03-01T13:00:00.000000Z", "2025-03-01 13:00:00 UTC",
        "1740834000", "1740834000.0", "1740834000000", "2025-03-01T15+02"}) {
    if (std::string_view{text}.ends_with("T15+02")) {
      EXPECT_FALSE(to_utc_time(text)) << "an hour needs its minutes";
    } else {
      EXPECT_EQ(to_utc_time(text), moment) << text;
    }
  }
  EXPECT_EQ(to_utc_time("2025-03-01"), at("2025-03-01T00:00Z"));
  EXPECT_EQ(to_utc_time("2025-02-28T24:00Z"), at("2025-03-01T00:00Z"));
  EXPECT_EQ(in_iso8601(moment), "2025-03-01T13:00Z");
  EXPECT_EQ(in_iso8601(moment + std::chrono::seconds{5}), "2025-03-01T13:00:05Z");
}

TEST(UtcTime, RefusesWhatIsNotATime) {
  for (const char* text :
       {"", "2025", "2025-13-01", "2025-02-30", "01.03.2025", "2025-03-01T25:00", "2025-03-01T13",
        "2025-03-01T13:00X", "2025-03-01T13:00:00.", "12:00", "300", "-5", "1e300", "0001-01-01",
        "9999-01-01", "2025-03-01T13:00+", "2025-03-01T13:00+99:00"}) {
    EXPECT_FALSE(to_utc_time(text)) << text;
  }
}

RC_GTEST_PROP(UtcTime, SurvivesItsOwnText, ()) {
  // From 1976 to 2099: what to_utc_time takes.
  const auto number = *rc::gen::inRange<std::int64_t>(200'000'000, 4'102'444'800);
  const UtcTime time{std::chrono::seconds{number}};
  RC_ASSERT(to_utc_time(in_iso8601(time)) == time);
}

TEST(Series, WeighsEnergyByTheHourItWasSpentIn) {
  const auto weighed = series().weigh(example);
  EXPECT_NEAR(weighed.grams.value(), 450.0, 1e-9);
  EXPECT_NEAR(in_kwh(weighed.covered), 2.0, 1e-12);
  EXPECT_EQ(weighed.uncovered, Joules{});
  EXPECT_TRUE(weighed.gaps.empty());
  EXPECT_NEAR((2.0_kWh * series().mean()).value(), 400.0, 1e-9);
}

TEST(Series, GivesOneRatioForTheWholeRun) {
  const auto weighted = weighted_over(series(), example, {});
  ASSERT_TRUE(weighted);
  EXPECT_FALSE(weighted->warning);
  EXPECT_NEAR(in_grams_per_kwh(weighted->context.intensity), 225.0, 1e-9);
  const auto carbon =
      operational({2.0_kWh, Joules{}, Kind::measured, std::nullopt}, weighted->context);
  EXPECT_NEAR(carbon.value.value(), 450.0, 1e-9);
}

TEST(Series, SplitsAnIntervalAcrossTheHour) {
  const std::array spent = {Spent{at("2025-03-01T10:45Z"), at("2025-03-01T11:15Z"), 1.0_kWh}};
  EXPECT_NEAR(series().weigh(spent).grams.value(), 200.0, 1e-9);
}

TEST(Series, NamesTheTimesItDoesNotCover) {
  const std::array spent = {Spent{at("2025-03-01T12:00Z"), at("2025-03-01T14:00Z"), 2.0_kWh}};
  model::CarbonContext context;
  context.intensity = 400.0_g_per_kWh;
  const auto weighted = weighted_over(series(), spent, context);
  ASSERT_TRUE(weighted);
  EXPECT_NEAR(in_grams_per_kwh(weighted->context.intensity), 300.0, 1e-9);
  ASSERT_TRUE(weighted->warning);
  EXPECT_EQ(weighted->warning->code, "series-gap");
  EXPECT_THAT(weighted->warning->text, HasSubstr("2025-03-01T13:00Z to 2025-03-01T14:00Z"));
  EXPECT_THAT(weighted->warning->text, HasSubstr("50.0 % of the energy"));
}

TEST(Series, HasAGapWhereARecordIsMissingOrEmpty) {
  const auto with_hole = series(
      "time,g\n2025-03-01T10:00Z,100\n2025-03-01T11:00Z,100\n2025-03-01T12:00Z,\n2025-03-01T13:00Z,"
      "100\n"
      "2025-03-01T16:00Z,100\n");
  const std::array spent = {Spent{at("2025-03-01T10:00Z"), at("2025-03-01T17:00Z"), 7.0_kWh}};
  const auto weighed = with_hole.weigh(spent);
  EXPECT_NEAR(in_kwh(weighed.uncovered), 3.0, 1e-9);
  ASSERT_EQ(weighed.gaps.size(), 2U);
  EXPECT_EQ(weighed.gaps[0], (Gap{at("2025-03-01T12:00Z"), at("2025-03-01T13:00Z")}));
  EXPECT_EQ(weighed.gaps[1], (Gap{at("2025-03-01T14:00Z"), at("2025-03-01T16:00Z")}));
}

TEST(Series, FailsWhenItCoversNothingOfTheRun) {
  const std::array spent = {Spent{at("2026-01-01T00:00Z"), at("2026-01-01T01:00Z"), 1.0_kWh}};
  const auto weighted = weighted_over(series(), spent, {});
  ASSERT_FALSE(weighted);
  EXPECT_EQ(weighted.error().category, Category::not_found);
  EXPECT_THAT(weighted.error().what, HasSubstr("covers 2025-03-01T10:00Z to 2025-03-01T13:00Z"));
  EXPECT_THAT(weighted.error().what, HasSubstr("2026-01-01T00:00Z"));
}

TEST(Series, TakesTheMeanOverTimeForARunWithoutEnergy) {
  const std::array spent = {Spent{at("2025-03-01T10:00Z"), at("2025-03-01T12:00Z"), Joules{}}};
  EXPECT_NEAR(in_grams_per_kwh(weighted_over(series(), spent, {})->context.intensity), 200.0, 1e-9);
}

TEST(Series, TakesTheMeanOverTimeWhereEnergiesCancel) {
  // Of a program that used next to nothing, in hours of 100 and 300 g/kWh.
  const std::array spent = {
      Spent{at("2025-03-01T10:00Z"), at("2025-03-01T11:00Z"), 1.0_kWh},
      Spent{at("2025-03-01T11:00Z"), at("2025-03-01T12:00Z"), -0.9 * 1.0_kWh}};
  EXPECT_NEAR(in_grams_per_kwh(weighted_over(series(), spent, {})->context.intensity), 200.0, 1e-9);
}

TEST(Series, FindsItsColumnsByName) {
  const auto by_name = series(
      "\xEF\xBB\xBF"
      "Zone id,Datetime (UTC),Carbon intensity gCO2eq/kWh (direct),Carbon intensity gCO2eq/kWh "
      "(Life cycle)\r\n"
      "FR,2025-03-01 10:00:00,20,41\r\n");
  EXPECT_NEAR(in_grams_per_kwh(by_name.mean()), 41.0, 1e-9);
  EXPECT_EQ(by_name.end() - by_name.begin(), hours{1});
  EXPECT_NEAR(in_grams_per_kwh(series("value,timestamp\n55,1740834000\n").mean()), 55.0, 1e-9);
  EXPECT_NEAR(in_grams_per_kwh(series("1740834000,55\n").mean()), 55.0, 1e-9);
}

TEST(Series, AcceptsRecordsInAnyOrderAndRepeated) {
  const auto shuffled =
      series("2025-03-01T11:00Z,300\n2025-03-01T10:30Z,100\n2025-03-01T11:00Z,300\n");
  ASSERT_EQ(shuffled.steps().size(), 2U);
  EXPECT_EQ(shuffled.begin(), at("2025-03-01T10:30Z"));
  EXPECT_EQ(shuffled.end() - shuffled.begin(), minutes{60});
}

TEST(Series, BearsRecordsThatAreAsFarApartAsTimesCanBe) {
  const auto wide = series("1974-01-01,1\n2099-12-31,2\n");
  EXPECT_LT(wide.begin(), wide.end());
  EXPECT_GT(wide.mean(), 1.0_g_per_kWh);
}

TEST(Series, NamesTheLineThatIsWrong) {
  const auto error_of = [](std::string_view csv) {
    return IntensitySeries::parse(csv, "s.csv").error().text();
  };
  EXPECT_THAT(error_of("time,g\n2025-03-01T10:00Z,abc\n"), HasSubstr("s.csv: line 2: 'abc'"));
  EXPECT_THAT(error_of("time,g\n2025-03-01T10:00Z,-1\n"), HasSubstr("line 2"));
  EXPECT_THAT(error_of("time,g\n2025-03-01T10:00Z,nan\n"), HasSubstr("line 2"));
  EXPECT_THAT(error_of("time,g\n2025-03-01T10:00Z,5001\n"), HasSubstr("5000"));
  EXPECT_THAT(error_of("time,g\nyesterday,1\n"), HasSubstr("'yesterday' is not a time"));
  EXPECT_THAT(error_of("2025-03-01T10:00Z\n"), HasSubstr("too few columns"));
  EXPECT_THAT(error_of(""), HasSubstr("holds no values"));
  EXPECT_THAT(error_of("time,g\n2025-03-01T10:00Z,\n"), HasSubstr("holds no values"));
  EXPECT_THAT(error_of("2025-03-01T10:00Z,1\n2025-03-01T10:00Z,2\n"),
              HasSubstr("two different values"));
}

TEST(Series, SaysWhichFileIsMissing) {
  const auto missing = IntensitySeries::read("/nonexistent/series.csv");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().category, Category::not_found);
  EXPECT_THAT(missing.error().what, HasSubstr("/nonexistent/series.csv"));
}

RC_GTEST_PROP(Series, ConservesEnergyWhereverTheIntervalsLie, (std::vector<std::uint16_t> starts)) {
  std::vector<Spent> spent;
  Joules total;
  for (const std::uint16_t start : starts) {
    const UtcTime begin = at("2025-03-01T08:00Z") + std::chrono::seconds{start};
    spent.push_back({begin, begin + minutes{20}, Joules::of(1.0 + start)});
    total += spent.back().energy;
  }
  const auto weighed = series().weigh(spent);
  RC_ASSERT(std::abs((weighed.covered + weighed.uncovered - total).value()) <=
            1e-9 * (1.0 + total.value()));
  RC_ASSERT(weighed.grams.value() <= (weighed.covered * 300.0_g_per_kWh).value() * (1.0 + 1e-9));
}

RC_GTEST_PROP(Series, ParsesOrExplainsAnyText, (const std::string& text)) {
  const auto parsed = IntensitySeries::parse(text, "any");
  if (!parsed) RC_ASSERT(!parsed.error().remedy.empty());
}

}  // namespace
}  // namespace calo::carbon
