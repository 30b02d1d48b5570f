#include "carbon/intensity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

#include "base/text.hpp"
#include "carbon/cloud.hpp"
#include "carbon/table_rows.hpp"
#include "carbon/tables.hpp"

namespace calo::carbon {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

double g_per_kwh(const Result<Intensity>& found) {
  EXPECT_TRUE(found.has_value()) << (found ? "" : found.error().text());
  return found ? in_grams_per_kwh(found->value) : -1.0;
}

TEST(Intensity, FindsACountryByEitherCodeOrNameInAnyCase) {
  for (const char* country : {"FR", "fr", "FRA", "fra", "France", "FRANCE", " france "}) {
    const auto found = find_country(country);
    ASSERT_TRUE(found) << country;
    EXPECT_EQ(found->code, "FR");
    EXPECT_EQ(found->name, "France");
    EXPECT_EQ(found->year, 2025);
    EXPECT_EQ(found->basis, "lifecycle,generation");
    EXPECT_EQ(found->source, "OWID/Ember");
    EXPECT_NEAR(in_grams_per_kwh(found->value), 41.4, 1e-9);
  }
}

TEST(Intensity, TakesNAForNamibia) {
  const auto found = find_country("NA");
  EXPECT_NEAR(g_per_kwh(found), 48.8, 1e-9);
  EXPECT_EQ(found->name, "Namibia");
}

TEST(Intensity, KnowsTheUnionAndTheWorld) {
  EXPECT_NEAR(g_per_kwh(find_country("EU")), 209.9, 1e-9);
  EXPECT_NEAR(g_per_kwh(find_country("european union")), 209.9, 1e-9);
  EXPECT_NEAR(g_per_kwh(find_country("world")), 458.3, 1e-9);
}

TEST(Intensity, UnderstandsUsualNamesTheTableSpellsOtherwise) {
  EXPECT_EQ(find_country("UK")->code, "GB");
  EXPECT_EQ(find_country("united states of america")->code, "US");
  EXPECT_EQ(find_country("Czech Republic")->code, "CZ");
}

TEST(Intensity, FindsASubdivisionAndSaysThatItsBasisIsDirect) {
  const auto found = find_region("us-ca");
  EXPECT_NEAR(g_per_kwh(found), 179.1, 1e-9);
  EXPECT_EQ(found->code, "US-CA");
  EXPECT_EQ(found->basis, "direct,generation");
  EXPECT_EQ(found->source, "EPA eGRID2023");
  EXPECT_EQ(find_region("CA", "US")->code, "US-CA");
  EXPECT_EQ(find_region("california")->code, "US-CA");
  EXPECT_EQ(find_country("US-CA")->code, "US-CA");
}

TEST(Intensity, AsksWhenABareCodeIsACountryAndAState) {
  const auto found = find_region("CA");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().category, Category::usage);
  EXPECT_THAT(found.error().what, HasSubstr("Canada (CA)"));
  EXPECT_THAT(found.error().what, HasSubstr("California (US-CA)"));
}

TEST(Intensity, ReadsABareCodeStatedAsCountryAsACountryOnly) {
  EXPECT_EQ(find_country("CA")->code, "CA");
  EXPECT_EQ(find_country("Georgia")->code, "GE");
  EXPECT_FALSE(find_country("TX"));
  EXPECT_EQ(find_region("TX")->code, "US-TX");
}

TEST(Intensity, AsksWhichGeorgia) {
  ASSERT_FALSE(find_region("Georgia"));
  EXPECT_EQ(find_region("Georgia", "US")->code, "US-GA");
}

TEST(Intensity, FallsBackToTheZonesTableAndNamesItsSource) {
  const auto found = find_region("DK-DK1");
  EXPECT_NEAR(g_per_kwh(found), 112.0, 1e-9);
  EXPECT_EQ(found->name, "West Denmark");
  EXPECT_EQ(found->basis, "lifecycle,consumption");
  EXPECT_THAT(found->source, HasSubstr("Electricity Maps"));
  EXPECT_THAT(found->source, HasSubstr("ODbL"));
  EXPECT_EQ(find_region("DK1", "Denmark")->code, "DK-DK1");
  EXPECT_THAT(find_country("Curaçao")->source, HasSubstr("Electricity Maps"));
}

TEST(Intensity, TakesTheZonesTableWhenToldTo) {
  EXPECT_NEAR(g_per_kwh(find_region("FR")), 41.4, 1e-9);
  EXPECT_NEAR(g_per_kwh(find_region("zone:FR")), 31.0, 1e-9);
}

TEST(Intensity, TakesAZeroInTheTableForMissing) {
  // The main table prints 0.0 for the Central African Republic; no grid has a life cycle intensity
  // of zero.
  const auto found = find_country("CF");
  EXPECT_NEAR(g_per_kwh(found), 24.0, 1e-9);
  EXPECT_THAT(found->source, HasSubstr("Electricity Maps"));
}

TEST(Intensity, SuggestsNearMatchesForAnUnknownPlace) {
  const auto found = find_country("Frnace");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().category, Category::usage);
  EXPECT_THAT(found.error().what, HasSubstr("'Frnace'"));
  EXPECT_THAT(found.error().remedy, HasSubstr("France (FR)"));
  EXPECT_THAT(found.error().remedy, HasSubstr("calo data intensity"));
}

TEST(Intensity, SaysWhenARegionIsNotInTheStatedCountry) {
  const auto found = find_region("US-CA", "DE");
  ASSERT_FALSE(found);
  EXPECT_THAT(found.error().what, HasSubstr("US-CA"));
  EXPECT_THAT(found.error().what, HasSubstr("in DE"));
}

TEST(Intensity, RefusesEmptyNames) {
  EXPECT_FALSE(find_country(" "));
  EXPECT_FALSE(find_region(""));
  EXPECT_FALSE(find_region("zone:"));
}

TEST(Intensity, FindsEveryRowOfTheMainTableByItsCodes) {
  for_each_row(intensity_csv(), [](const Row& row) {
    if (row[4] == "0.0") return;
    const auto found = find_country(row[0]);
    ASSERT_TRUE(found) << row[0];
    EXPECT_EQ(found->code, row[0]);
    EXPECT_EQ(found->name, row[3]);
    EXPECT_NEAR(in_grams_per_kwh(found->value), *text::to_double(row[4]), 1e-9);
    if (row[2].empty()) {
      EXPECT_EQ(find_country(row[1])->code, row[0]);
      EXPECT_EQ(find_country(row[3])->code, row[0]);
    }
  });
}

TEST(Intensity, FindsEveryZoneByItsCode) {
  int rows = 0;
  for_each_row(zones_csv(), [&](const Row& row) {
    ++rows;
    const auto found = find_region("zone:" + std::string{row[0]});
    ASSERT_TRUE(found) << row[0];
    EXPECT_EQ(found->code, row[0]);
  });
  EXPECT_EQ(rows, 352);
}

TEST(Intensity, IsMoreUncertainOnLowCarbonGridsAndOnADirectBasis) {
  const std::string life_cycle = "lifecycle,generation";
  EXPECT_NEAR(default_u_rel(400.0_g_per_kWh, life_cycle, 0), 0.15207, 1e-5);
  EXPECT_NEAR(default_u_rel(41.4_g_per_kWh, life_cycle, 0), 0.28433, 1e-5);
  EXPECT_NEAR(default_u_rel(400.0_g_per_kWh, "direct,generation", 0), 0.41231, 1e-5);
  EXPECT_NEAR(default_u_rel(400.0_g_per_kWh, life_cycle, 16), 0.25125, 1e-5);
  EXPECT_EQ(default_u_rel(2.5_g_per_kWh, "direct,consumption", 2), 1.0);
}

TEST(Intensity, AgesAgainstTheNewestYearOfTheTable) {
  std::int64_t newest = 0;
  for_each_row(intensity_csv(),
               [&](const Row& row) { newest = std::max(newest, *text::to_i64(row[5])); });
  const auto france = find_country("FR");
  EXPECT_EQ(france->year, newest);
  EXPECT_NEAR(france->u_rel, default_u_rel(france->value, france->basis, 0), 1e-12);
}

TEST(Intensity, DefaultUncertaintyCoversTwoThirdsOfTheDisagreementBetweenTheTables) {
  int covered = 0;
  int pairs = 0;
  for_each_row(intensity_csv(), [&](const Row& row) {
    const auto main = find_country(row[0]);
    const auto zone = find_region("zone:" + std::string{row[0]});
    if (!row[2].empty() || !main || !zone || main->source == zone->source) return;
    const double difference = in_grams_per_kwh(main->value) - in_grams_per_kwh(zone->value);
    const double u = std::hypot(0.15 * in_grams_per_kwh(main->value), 10.0);
    const double v = std::hypot(0.15 * in_grams_per_kwh(zone->value), 10.0);
    ++pairs;
    if (std::abs(difference) <= std::hypot(u, v)) ++covered;
  });
  EXPECT_EQ(pairs, 198);
  EXPECT_NEAR(static_cast<double>(covered) / pairs, 0.683, 0.02);
}

TEST(Intensity, GivesAnUnstatedPlaceTheSpreadOfTheCountries) {
  EXPECT_NEAR(in_grams_per_kwh(world_average().value), 458.3, 1e-9);
  EXPECT_EQ(world_average().u_rel, u_rel_of_unknown_place);
}

RC_GTEST_PROP(Intensity, AnswersOrExplainsWhateverIsAsked, (const std::string& place)) {
  const auto found = find_region(place);
  if (found) {
    RC_ASSERT(found->value > GramsPerJoule{});
  } else {
    RC_ASSERT(found.error().category == Category::usage);
    RC_ASSERT(!found.error().remedy.empty());
  }
}

TEST(Cloud, ResolvesEveryRegionToAPlaceOfTheTables) {
  int rows = 0;
  for_each_row(cloud_regions_csv(), [&](const Row& row) {
    ++rows;
    const std::string asked = std::string{row[0]} + ":" + std::string{row[1]};
    const auto cloud = find_cloud_region(asked);
    ASSERT_TRUE(cloud) << asked;
    EXPECT_EQ(cloud->region, row[1]);
    EXPECT_TRUE(find_country(cloud->location_code)) << asked << " " << cloud->location_code;
  });
  EXPECT_EQ(rows, 119);
}

TEST(Cloud, FindsARegionHoweverItIsWritten) {
  EXPECT_EQ(find_cloud_region("aws:eu-west-3")->location_code, "FR");
  EXPECT_EQ(find_cloud_region("GCP: Europe-West1")->location_code, "BE");
  EXPECT_EQ(find_cloud_region("azure:germanywestcentral")->location_code, "DE");
  EXPECT_EQ(find_cloud_region("gcp:europe-west10")->location_code, "DE");
}

TEST(Cloud, GivesThePueOfTheRegionElseOfTheFleet) {
  EXPECT_DOUBLE_EQ(find_cloud_region("gcp:europe-west1")->pue.value(), 1.08);
  EXPECT_DOUBLE_EQ(find_cloud_region("aws:eu-west-3")->pue.value(), 1.15);
  EXPECT_DOUBLE_EQ(find_cloud_region("azure:francecentral")->pue.value(), 1.17);
  EXPECT_THAT(find_cloud_region("aws:eu-west-3")->pue_source, HasSubstr("fleet of aws, 2023"));
}

TEST(Cloud, SuggestsRegionsForAnUnknownOne) {
  const auto found = find_cloud_region("aws:eu-west-9");
  ASSERT_FALSE(found);
  EXPECT_THAT(found.error().remedy, HasSubstr("eu-west-3"));
  EXPECT_FALSE(find_cloud_region("hal:9000"));
  EXPECT_FALSE(find_cloud_region(":"));
  EXPECT_FALSE(is_cloud_region("zone:FR"));
  EXPECT_TRUE(is_cloud_region("aws:eu-west-3"));
}

TEST(Tables, HaveOneWidthOnEveryLine) {
  for (const model::Table& table : tables()) {
    const auto lines = text::lines(table.csv);
    ASSERT_GT(lines.size(), 10U) << table.name;
    const std::size_t width = text::csv_fields(lines.front()).size();
    for (const auto line : lines) {
      if (line.empty()) continue;
      EXPECT_EQ(text::csv_fields(line).size(), width) << table.name << ": " << line;
    }
    EXPECT_FALSE(table.licence.empty());
    EXPECT_FALSE(table.source.empty());
  }
}

TEST(Tables, ReadFieldsInPlaceAsTheCsvReaderDoes) {
  for (const std::string_view csv : {intensity_csv(), zones_csv()}) {
    for (const auto line : text::lines(csv)) {
      const auto fields = text::csv_fields(line);
      for (std::size_t i = 0; i < fields.size(); ++i) EXPECT_EQ(Row{line}[i], fields[i]);
      EXPECT_EQ(Row{line}[fields.size()], "");
    }
  }
}

}  // namespace
}  // namespace calo::carbon
