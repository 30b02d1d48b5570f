#include "cli/settings.hpp"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/policy.hpp"

namespace calo::cli {
namespace {

std::size_t begin_of(const std::vector<std::string>& arguments) {
  RunSettings settings;
  CLI::App app;
  add_run_options(app, settings);
  return command_begin(app, arguments);
}

TEST(TheCommandOfARun, BeginsBehindTwoDashesOrAtTheFirstWordThatIsNoOption) {
  EXPECT_EQ(begin_of({"--", "ls", "-l"}), 1U);
  EXPECT_EQ(begin_of({"ls", "-l"}), 0U);
  EXPECT_EQ(begin_of({"--json", "ls", "--json"}), 1U);
  EXPECT_EQ(begin_of({"-o", "file", "ls"}), 2U);
  EXPECT_EQ(begin_of({"--output=file", "ls"}), 1U);
  EXPECT_EQ(begin_of({"--tag", "a=b", "--tag", "c=d", "--", "--strange"}), 5U);
  EXPECT_EQ(begin_of({"--quiet", "--unknown", "ls"}), 2U);
  EXPECT_EQ(begin_of({"-o"}), 1U);  // the value is missing: the parser says so
  EXPECT_EQ(begin_of({}), 0U);
}

TEST(Intervals, AreReadWithTheirUnits) {
  EXPECT_DOUBLE_EQ(parse_interval("100ms")->value(), 0.1);
  EXPECT_DOUBLE_EQ(parse_interval("0.5")->value(), 0.5);
  EXPECT_DOUBLE_EQ(parse_interval(" 2 s ")->value(), 2.0);
  EXPECT_DOUBLE_EQ(parse_interval("1min")->value(), 60.0);
  EXPECT_DOUBLE_EQ(parse_interval("1000us")->value(), 0.001);
  for (const char* bad : {"", "-1", "0", "0.1ms", "2h", "ten", "1e9", "nan", "100 parsecs"}) {
    EXPECT_FALSE(parse_interval(bad).has_value()) << bad;
  }
}

TEST(UnitsOfWork, AreANameAndACountAboveZero) {
  const auto units = parse_units(" events =10000");
  ASSERT_TRUE(units.has_value());
  EXPECT_EQ(units->name, "events");
  EXPECT_EQ(units->count, 10000.0);
  for (const char* bad : {"", "events", "events=", "=3", "events=0", "events=-1", "events=x"}) {
    EXPECT_FALSE(parse_units(bad).has_value()) << bad;
  }
}

TEST(Tags, AreAKeyAndAValueThatMayBeEmptyOrHoldAnEqualsSign) {
  EXPECT_EQ(parse_tags({"a=b=c", "a="}), (Tags{{"a", "b=c"}, {"a", ""}}));
  EXPECT_FALSE(parse_tags({"a"}).has_value());
  EXPECT_FALSE(parse_tags({"a=b", "=b"}).has_value());
}

TEST(Rates, AreTheCpuTimeBetweenTwoStacks) {
  EXPECT_EQ(parse_rate("250"), std::chrono::milliseconds{4});
  EXPECT_EQ(parse_rate("1kHz"), std::chrono::milliseconds{1});
  EXPECT_EQ(parse_rate(RunSettings{}.rate), measure::Stacks{}.period);
  for (const char* bad : {"", "0", "10001", "11kHz", "fast"})
    EXPECT_FALSE(parse_rate(bad).has_value()) << bad;
}

TEST(ARequest, HasTheOptionsAsValues) {
  RunSettings settings;
  settings.command = {"./simulate", "-n", "3"};
  settings.interval = "1s";
  settings.units = "events=10";
  settings.sampler = "outside";
  settings.exclusive = true;
  settings.intensity = "56 +- 5";
  const auto request = request_of(settings);
  ASSERT_TRUE(request.has_value());
  EXPECT_EQ(request->command, settings.command);
  EXPECT_EQ(request->interval, Seconds::of(1.0));
  EXPECT_EQ(request->units->count, 10.0);
  EXPECT_EQ(request->stacks.by, measure::Sampler::outside);
  EXPECT_EQ(request->books.policy, attribution::StaticPolicy::exclusive);
  EXPECT_EQ(request->stated.intensity_g_per_kwh, 56.0);
}

TEST(ARequest, IsTheDefaultOneWithoutOptions) {
  const auto request = request_of({});
  const measure::Request plain;
  EXPECT_EQ(request->interval, plain.interval);
  EXPECT_EQ(request->stacks.by, plain.stacks.by);
  EXPECT_EQ(request->stacks.period, plain.stacks.period);
  EXPECT_TRUE(request->stacks.taken);
  EXPECT_TRUE(request->adopts_orphans);
  EXPECT_FALSE(request->outlets.any());
}

/// The words that a series keeps of these options.
std::vector<std::string> kept_of(std::vector<std::string> options) {
  RunSettings settings;
  CLI::App app;
  add_run_options(app, settings);
  std::ranges::reverse(options);
  app.parse(options);
  return kept_words(app);
}

TEST(ASeries, KeepsTheOptionsThatSayHowARunIsMeasured) {
  EXPECT_EQ(kept_of({"-q", "--json", "-o", "runs", "--name", "sim"}), std::vector<std::string>{});
  EXPECT_EQ(kept_of({"--psys", "--rate=249", "--tag", "a=b", "--tag", "c=d"}),
            (std::vector<std::string>{"--tag", "a=b", "--tag", "c=d", "--rate", "249", "--psys"}));
}

TEST(ASeries, IsMeasuredAgainByTheWordsThatItKeeps) {
  const auto again = settings_of(kept_of({"--intensity", "-5", "--influx=http://a", "--influx",
                                          "http://b", "--live", "--interval", "1s", "--pue=1.2"}));
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->intensity, "-5");
  EXPECT_EQ(again->outlets.influx, (std::vector<std::string>{"http://a", "http://b"}));
  EXPECT_TRUE(again->live);
  EXPECT_EQ(again->interval, "1s");
  EXPECT_EQ(again->pue, "1.2");
}

TEST(ASeries, OfOptionsThatAreNotKnownDoesNotGoOn) {
  EXPECT_EQ(settings_of({"--of-another-calo"}).error().category, Category::malformed);
}

TEST(StaticPolicies, AreReadByName) {
  EXPECT_FALSE(books_options("")->policy.has_value());
  EXPECT_EQ(books_options("none")->policy, attribution::StaticPolicy::none);
  EXPECT_DOUBLE_EQ(books_options("reserved=0.25")->reserved_share, 0.25);
  for (const char* bad : {"all", "reserved", "reserved=0", "reserved=1.5", "none=1", "="}) {
    EXPECT_FALSE(books_options(bad).has_value()) << bad;
  }
}

}  // namespace
}  // namespace calo::cli
