#include "power_model/profile.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "fake_root.hpp"
#include "power_model/meter_csv.hpp"

namespace calo::power_model {
namespace {

using testing::HasSubstr;

std::string error_of(std::string_view text) {
  const auto profile = parse_profile(text, "power.toml");
  return profile ? "" : profile.error().text();
}

TEST(Profile, IsReadFromKeysAndValues) {
  const auto profile = parse_profile(
      "# comment\nidle_w = 45\nfull_w=210.5 # at the wall\npoints = [ [0.5, 130], [0.8,170] "
      "]\nu_rel = 0.05\n"
      "scope = \"node\"\nshape_year = 2019\n",
      "power.toml");
  ASSERT_TRUE(profile) << profile.error().text();
  EXPECT_EQ(profile->idle, Watts::of(45));
  EXPECT_EQ(profile->full, Watts::of(210.5));
  ASSERT_EQ(profile->points.size(), 2U);
  EXPECT_EQ(profile->points[1], (Profile::Point{0.8, Watts::of(170)}));
  EXPECT_EQ(profile->u_rel, 0.05);
  EXPECT_EQ(profile->shape_year, 2019);
}

TEST(Profile, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(error_of("idle_w = 45\n"), HasSubstr("full_w"));
  EXPECT_THAT(error_of("idle_w = 45\nfull_w = abc\n"), HasSubstr("line 2"));
  EXPECT_THAT(error_of("idle_w = 45\nfull_w = 210\nidle = 3\n"), HasSubstr("unknown key 'idle'"));
  EXPECT_THAT(error_of("idle_w = 45\nidle_w = 46\nfull_w = 210\n"), HasSubstr("twice"));
  EXPECT_THAT(error_of("idle_w = 450\nfull_w = 210\n"), HasSubstr("below idle"));
  EXPECT_THAT(error_of("idle_w = -1\nfull_w = 210\n"), HasSubstr("negative"));
  EXPECT_THAT(error_of("idle_w = 45\nfull_w = 210\npoints = [[0.5]]\n"), HasSubstr("points"));
  EXPECT_THAT(error_of("idle_w = 45\nfull_w = 210\npoints = [[0.5, 300]]\n"), HasSubstr("300 W"));
  EXPECT_THAT(error_of("idle_w = 45\nfull_w = 210\npoints = [[50, 130]]\n"),
              HasSubstr("utilisation 50"));
  EXPECT_THAT(error_of("hello\n"), HasSubstr("line 1"));
}

TEST(Profile, CurveGoesThroughAllReadings) {
  Profile profile;
  profile.idle = Watts::of(45);
  profile.full = Watts::of(210);
  profile.points = {{0.25, Watts::of(90)}, {0.5, Watts::of(130)}};
  const PowerCurve curve = curve_of_profile(profile, "test");
  EXPECT_NEAR(curve.at(0.0).value(), 45, 1e-9);
  EXPECT_NEAR(curve.at(0.25).value(), 90, 1e-9);
  EXPECT_NEAR(curve.at(0.5).value(), 130, 1e-9);
  EXPECT_NEAR(curve.at(1.0).value(), 210, 1e-9);
  EXPECT_NEAR(curve.standard_uncertainty(1.0).value(), 21, 1e-9);
  EXPECT_EQ(curve.scope(), "node");
}

TEST(Profile, TwoReadingsTakeTheShapeOfTheModel) {
  Profile profile;
  profile.idle = Watts::of(100);
  profile.full = Watts::of(200);
  profile.shape_year = 2022;
  EXPECT_NEAR(curve_of_profile(profile, "test").at(0.5).value(), 144.0, 1e-9);
}

TEST(Profile, AMissingFileIsNoProfileAndABrokenOneIsAnError) {
  FakeRoot directory;
  const auto none = user_profile(directory.path() / "power.toml");
  ASSERT_TRUE(none);
  EXPECT_FALSE(none->has_value());
  directory.with("power.toml", "idle_w = 45\n");
  EXPECT_FALSE(user_profile(directory.path() / "power.toml"));
  directory.with("power.toml", "idle_w = 45\nfull_w = 210\n");
  const auto good = user_profile(directory.path() / "power.toml");
  ASSERT_TRUE(good && good->has_value());
  EXPECT_EQ((*good)->full(), Watts::of(210));
}

RC_GTEST_PROP(Profile, IsReadBackAsWritten, ()) {
  Profile profile;
  profile.idle = Watts::of(*rc::gen::inRange(0, 1000));
  profile.full = profile.idle + Watts::of(*rc::gen::inRange(1, 1000));
  if (*rc::gen::arbitrary<bool>())
    profile.points.push_back({0.5, profile.idle + 0.5 * (profile.full - profile.idle)});
  profile.u_rel = *rc::gen::inRange(0, 200) / 100.0;
  profile.shape_year = *rc::gen::inRange(2006, 2027);
  const auto back = parse_profile(to_text(profile), "text");
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == profile);
}

RC_GTEST_PROP(Profile, AnyTextGivesAProfileOrAnError, (const std::string& text)) {
  const auto profile = parse_profile(text, "text");
  RC_ASSERT(profile.has_value() || !profile.error().what.empty());
}

TEST(MeterCsv, GivesTheMedianOfAWindow) {
  const auto readings =
      parse_meter_csv("note,time_s,watts\na,0,45\nb,1,47\nc,2,90\nd,3,46\ne,100,210\n", "m.csv");
  ASSERT_TRUE(readings);
  EXPECT_EQ(median_power(*readings, Seconds::of(0), Seconds::of(3)).value(), Watts::of(46.5));
  EXPECT_FALSE(median_power(*readings, Seconds::of(50), Seconds::of(200)));
}

TEST(MeterCsv, NamesLineAndColumn) {
  EXPECT_THAT(parse_meter_csv("time_s,watts\n0,45\n1,x\n", "m.csv").error().what,
              HasSubstr("line 3: column watts"));
  EXPECT_THAT(parse_meter_csv("time_s,power\n", "m.csv").error().what,
              HasSubstr("no column watts"));
  EXPECT_THAT(parse_meter_csv("time_s,watts\n5,45\n1,45\n", "m.csv").error().what,
              HasSubstr("goes back"));
  EXPECT_FALSE(parse_meter_csv("", "m.csv"));
}

}  // namespace
}  // namespace calo::power_model
