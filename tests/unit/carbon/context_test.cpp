#include "carbon/context.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <string>

#include "carbon/intensity.hpp"
#include "os/file.hpp"

namespace calo::carbon {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

Stated of_country(std::string country) {
  Stated stated;
  stated.country = std::move(country);
  return stated;
}

Stated of_intensity(double g_per_kwh) {
  Stated stated;
  stated.intensity_g_per_kwh = g_per_kwh;
  return stated;
}

Stated of_pue(double pue) {
  Stated stated;
  stated.pue = pue;
  return stated;
}

TEST(Context, IsTheWorldAverageWhenNothingIsStated) {
  const auto made = context({});
  ASSERT_TRUE(made);
  EXPECT_FALSE(made->stated);
  EXPECT_EQ(made->place, "WORLD");
  EXPECT_NEAR(in_grams_per_kwh(made->intensity), 458.3, 1e-9);
  EXPECT_EQ(made->intensity_u_rel, u_rel_of_unknown_place);
  EXPECT_EQ(made->pue, 1.0);
  EXPECT_FALSE(made->pue_stated);
}

TEST(Context, NamesPlaceYearBasisAndSource) {
  const auto made = context(of_country("france"));
  ASSERT_TRUE(made);
  EXPECT_TRUE(made->stated);
  EXPECT_EQ(made->place, "FR");
  EXPECT_EQ(made->place_name, "France");
  EXPECT_EQ(made->year, 2025);
  EXPECT_EQ(made->basis, "lifecycle,generation");
  EXPECT_EQ(made->source, "OWID/Ember");
}

TEST(Context, TakesTheTablesUncertaintyForAStatedWorldAverage) {
  EXPECT_LT(context(of_country("WORLD"))->intensity_u_rel, 0.2);
}

TEST(Context, PutsAStatedNumberBeforeThePlace) {
  Stated stated = of_country("FR");
  stated.intensity_g_per_kwh = 300.0;
  stated.intensity_u_g_per_kwh = 30.0;
  const auto made = context(stated);
  ASSERT_TRUE(made);
  EXPECT_NEAR(in_grams_per_kwh(made->intensity), 300.0, 1e-9);
  EXPECT_NEAR(made->intensity_u_rel, 0.1, 1e-12);
  EXPECT_EQ(made->place, "FR");
  EXPECT_FALSE(made->year);
  EXPECT_EQ(made->source, "stated by the user");
  EXPECT_EQ(context(of_intensity(300.0))->place, "custom");
}

TEST(Context, RefusesAnAbsurdIntensity) {
  for (const double value : {-1.0, 5000.1, std::nan(""), std::numeric_limits<double>::infinity()}) {
    const auto made = context(of_intensity(value));
    ASSERT_FALSE(made) << value;
    EXPECT_EQ(made.error().category, Category::usage);
  }
  EXPECT_TRUE(context(of_intensity(0.0)));
  EXPECT_TRUE(context(of_intensity(5000.0)));
}

TEST(Context, RefusesAnAbsurdPue) {
  for (const double value : {0.99, 10.1, -1.0, std::nan("")}) {
    const auto made = context(of_pue(value));
    ASSERT_FALSE(made) << value;
    EXPECT_EQ(made.error().category, Category::usage);
  }
  const auto made = context(of_pue(1.2));
  EXPECT_EQ(made->pue, 1.2);
  EXPECT_TRUE(made->pue_stated);
}

TEST(Context, RefusesAnUncertaintyWithoutItsValue) {
  Stated stated = of_country("FR");
  stated.intensity_u_g_per_kwh = 3.0;
  EXPECT_FALSE(context(stated));
  Stated pue;
  pue.pue_u = 0.1;
  EXPECT_FALSE(context(pue));
  stated.intensity_g_per_kwh = 30.0;
  stated.intensity_u_g_per_kwh = -3.0;
  EXPECT_FALSE(context(stated));
}

TEST(Context, ResolvesACloudRegionWithoutApplyingItsPueSilently) {
  Stated stated;
  stated.region = "gcp:europe-west1";
  const auto made = context(stated);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->place, "BE");
  EXPECT_EQ(made->place_name, "Belgium (gcp:europe-west1)");
  EXPECT_EQ(made->pue, 1.0);
  stated.pue_of_region = true;
  EXPECT_DOUBLE_EQ(context(stated)->pue, 1.08);
  EXPECT_TRUE(context(stated)->pue_stated);
  stated.country = "FR";
  EXPECT_FALSE(context(stated));
}

TEST(Context, RefusesThePueOfARegionThatHasNone) {
  Stated stated = of_country("FR");
  stated.pue_of_region = true;
  EXPECT_FALSE(context(stated));
}

TEST(Context, SaysWhoStatedAnUnknownPlace) {
  Stated stated = of_country("Frnace");
  stated.place_origin = "the environment";
  EXPECT_THAT(context(stated).error().what, HasSubstr("(the environment)"));
}

class Files : public ::testing::Test {
 protected:
  void SetUp() override {
    directory_ =
        std::filesystem::path{::testing::TempDir()} /
        (std::string{"calo_"} + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(directory_);
  }
  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }
  std::filesystem::path write(std::string_view name, std::string_view content) {
    EXPECT_TRUE(os::write_file(directory_ / name, content));
    return directory_ / name;
  }
  std::filesystem::path directory_;
};

using ContextOfSeries = Files;

TEST_F(ContextOfSeries, TakesTheMeanUntilTheHoursAreKnown) {
  Stated stated;
  stated.series = write("s.csv", "time,g\n2025-03-01T10:00Z,100\n2025-03-01T11:00Z,300\n");
  const auto made = context(stated);
  ASSERT_TRUE(made);
  EXPECT_NEAR(in_grams_per_kwh(made->intensity), 200.0, 1e-9);
  EXPECT_EQ(made->series, stated.series->string());
  EXPECT_EQ(made->source, "series s.csv");
  stated.country = "FR";
  EXPECT_NEAR(in_grams_per_kwh(context(stated)->intensity), 41.4, 1e-9);
}

TEST_F(ContextOfSeries, FailsBeforeTheRunIfTheFileIsWrong) {
  Stated stated;
  stated.series = write("s.csv", "nonsense\n");
  EXPECT_FALSE(context(stated));
  stated.series = directory_ / "missing.csv";
  EXPECT_FALSE(context(stated));
}

TEST(Settings, ReadNumbersWithTheirUncertainty) {
  for (const char* text : {"300 ± 30", "300±30", "300 +- 30", "300+/-30"}) {
    Stated stated;
    ASSERT_TRUE(state_intensity(stated, text)) << text;
    EXPECT_EQ(stated.intensity_g_per_kwh, 300.0);
    EXPECT_EQ(stated.intensity_u_g_per_kwh, 30.0);
  }
  Stated stated;
  ASSERT_TRUE(state_pue(stated, "1.2 +- 0.05"));
  EXPECT_EQ(stated.pue, 1.2);
  EXPECT_EQ(stated.pue_u, 0.05);
  ASSERT_TRUE(state_pue(stated, "region"));
  EXPECT_TRUE(stated.pue_of_region);
  for (const char* text : {"", "many", "300 ±", "± 3", "nan", "300 g"}) {
    EXPECT_FALSE(state_intensity(stated, text)) << text;
    EXPECT_FALSE(state_pue(stated, text)) << text;
  }
}

TEST(Settings, LetTheHigherOriginDecideThePlaceAsAWhole) {
  Stated lower = of_country("FR");
  lower.pue = 1.3;
  lower.place_origin = "below";
  Stated higher;
  higher.region = "US-CA";
  const Stated both = merged(higher, lower);
  EXPECT_FALSE(both.country);
  EXPECT_EQ(both.region, "US-CA");
  EXPECT_EQ(both.pue, 1.3);
  EXPECT_EQ(merged({}, lower).country, "FR");
  EXPECT_EQ(merged({}, lower).place_origin, "below");
}

TEST(Toml, ReadsTheCarbonTable) {
  const auto stated = stated_in_toml(
      "[run]\ninterval = \"1s\"\n[carbon]\ncountry = \"FR\"\nintensity = 50\nintensity_u = "
      "5.5\npue = 1.2\npue_u = 0.1\n"
      "series = \"s.csv\"\n[[other]]\nx = 1\n",
      "c.toml");
  ASSERT_TRUE(stated) << stated.error().text();
  EXPECT_EQ(stated->country, "FR");
  EXPECT_EQ(stated->intensity_g_per_kwh, 50.0);
  EXPECT_EQ(stated->intensity_u_g_per_kwh, 5.5);
  EXPECT_EQ(stated->pue, 1.2);
  EXPECT_EQ(stated->pue_u, 0.1);
  EXPECT_EQ(stated->series, "s.csv");
  EXPECT_THAT(stated->warnings, IsEmpty());
}

TEST(Toml, ReadsKeysAtTheTopAndTextsWithUncertainty) {
  const auto stated =
      stated_in_toml("country = \"FR\"\nintensity = \"300 ± 30\"\npue = \"region\"\n", "c.toml");
  ASSERT_TRUE(stated) << stated.error().text();
  EXPECT_EQ(stated->country, "FR");
  EXPECT_EQ(stated->intensity_u_g_per_kwh, 30.0);
  EXPECT_TRUE(stated->pue_of_region);
}

TEST(Toml, WarnsOfUnknownSettings) {
  const auto stated = stated_in_toml("contry = \"FR\"\n[carbon]\nbogus = 1\n", "c.toml");
  ASSERT_TRUE(stated);
  ASSERT_EQ(stated->warnings.size(), 2U);
  EXPECT_THAT(stated->warnings[0].text, HasSubstr("line 1: unknown setting 'contry'"));
  EXPECT_THAT(stated->warnings[1].text, HasSubstr("line 3: unknown setting 'bogus'"));
}

TEST(Toml, NamesTheLineThatIsWrong) {
  const auto error_of = [](std::string_view toml) {
    const auto stated = stated_in_toml(toml, "c.toml");
    return stated ? std::string{"no error"} : stated.error().text();
  };
  EXPECT_THAT(error_of("country = \"FR\"\ncountry = \n"), HasSubstr("c.toml, line 2"));
  EXPECT_THAT(error_of("country = FR\n"), HasSubstr("line 1"));
  EXPECT_THAT(error_of("\ncountry = 3\n"), HasSubstr("line 2: 'country' is not a text"));
  EXPECT_THAT(error_of("pue_u = \"x\"\n"), HasSubstr("'pue_u' is not a number"));
  EXPECT_THAT(error_of("pue = \"x\"\n"), HasSubstr("the PUE 'x'"));
  EXPECT_THAT(error_of("intensity = true\n"), HasSubstr("'intensity' is not a number"));
  EXPECT_THAT(error_of("carbon = 1\n"), HasSubstr("'carbon' is not a table"));
  EXPECT_THAT(error_of("country = \"FR\"\n[carbon]\ncountry = \"DE\"\n"),
              HasSubstr("already set in line 1"));
  EXPECT_THAT(error_of("a = \xFF\n"), HasSubstr("line 1"));
  EXPECT_THAT(error_of("a = 1\n[=]\n"), HasSubstr("line 2"));
  EXPECT_THAT(error_of("a.=1\n"), HasSubstr("line 1"));
}

RC_GTEST_PROP(Toml, ParsesOrExplainsAnyText, (const std::string& text)) {
  const auto stated = stated_in_toml(text, "any");
  if (!stated) RC_ASSERT(stated.error().category == Category::malformed);
}

TEST(Toml, TakesForeignLettersWhereverTheyStand) {
  const auto country = [](std::string_view toml) {
    const auto stated = stated_in_toml(toml, "c");
    return stated ? stated->country.value_or("none") : stated.error().text();
  };
  EXPECT_EQ(country("# é\ncountry = \"Türkiye\" # é\n"), "Türkiye");
  EXPECT_EQ(country("country = \"\"\"\\\né\"\"\"\n"), "é");
  EXPECT_EQ(country("country = 'é\\'\n"), "é\\");
  EXPECT_THAT(country("pue = 1\npaís = \"FR\"\n"), HasSubstr("line 2"));
  EXPECT_THAT(country("pue = 2.5eé\n"), HasSubstr("line 1"));
  EXPECT_THAT(country("\u2003pue = 2\n"), HasSubstr("line 1"));
}

RC_GTEST_PROP(Toml, ParsesOrExplainsPiecesOfToml, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "country", "=", "\"", "'", "\"\"\"", "'''", "\n", "\\", "#", "é", "\xE2\x80\x83", " ",
      "[carbon]", "[", "]", "{", "}", ",", "1", "1e5", "pue", "FR", "\r\n", "\t", ".", "nan",
      "true", "1979-05-27", "[[", "]]", "\xFF", "\xC2\xA0"));
  std::string text;
  for (const std::string& piece : pieces) text += piece;
  const auto stated = stated_in_toml(text, "any");
  if (!stated) RC_ASSERT(stated.error().category == Category::malformed);
}

using Config = Files;

TEST_F(Config, FindsASeriesBesideItself) {
  const auto stated = stated_in_config(write("config.toml", "series = \"s.csv\"\n"));
  ASSERT_TRUE(stated);
  EXPECT_EQ(stated->series, directory_ / "s.csv");
}

TEST_F(Config, StatesNothingWhenItIsNotThere) {
  const auto stated = stated_in_config(directory_ / "none.toml");
  ASSERT_TRUE(stated);
  EXPECT_FALSE(stated->states_place());
  EXPECT_FALSE(stated->states_pue());
}

/// Each test runs with variables of its own and puts the old ones back.
class Environment : public Files {
 protected:
  void SetUp() override {
    Files::SetUp();
    for (const char* name : names) {
      const char* value = std::getenv(name);
      saved_.push_back(value == nullptr ? std::nullopt : std::optional<std::string>{value});
      ::unsetenv(name);
    }
    ::setenv("XDG_CONFIG_HOME", directory_.c_str(), 1);
  }
  void TearDown() override {
    for (std::size_t i = 0; i < saved_.size(); ++i) {
      ::unsetenv(names[i]);
      if (saved_[i]) ::setenv(names[i], saved_[i]->c_str(), 1);
    }
    Files::TearDown();
  }
  static constexpr std::array<const char*, 6> names = {
      "CALO_COUNTRY", "CALO_REGION", "CALO_INTENSITY", "CALO_PUE", "XDG_CONFIG_HOME", "HOME"};
  std::vector<std::optional<std::string>> saved_;
};

TEST_F(Environment, GoesBeforeTheConfigurationAndAfterTheCommandLine) {
  write("calo/config.toml", "country = \"DE\"\npue = 1.5\n");
  EXPECT_EQ(all_stated({})->country, "DE");
  ::setenv("CALO_COUNTRY", "FR", 1);
  EXPECT_EQ(all_stated({})->country, "FR");
  EXPECT_EQ(all_stated({})->pue, 1.5);
  EXPECT_EQ(all_stated(of_country("IT"))->country, "IT");
}

TEST_F(Environment, NamesTheVariableThatIsWrong) {
  ::setenv("CALO_INTENSITY", "lots", 1);
  EXPECT_THAT(all_stated({}).error().what, HasSubstr("CALO_INTENSITY"));
  ::setenv("CALO_INTENSITY", "", 1);
  EXPECT_TRUE(all_stated({}));
}

TEST_F(Environment, WarnsOfAnIntensityThatLooksLikeKilograms) {
  ::setenv("CALO_INTENSITY", "0.3", 1);
  const auto stated = all_stated({});
  ASSERT_TRUE(stated);
  ASSERT_EQ(stated->warnings.size(), 1U);
  EXPECT_EQ(stated->warnings[0].code, "intensity-unit");
}

TEST_F(Environment, LooksForTheConfigurationWhereXdgSays) {
  EXPECT_EQ(config_path(), directory_ / "calo" / "config.toml");
  ::setenv("XDG_CONFIG_HOME", "relative", 1);
  EXPECT_FALSE(config_path());
  ::setenv("HOME", "/home/ada", 1);
  EXPECT_EQ(config_path(), "/home/ada/.config/calo/config.toml");
}

}  // namespace
}  // namespace calo::carbon
