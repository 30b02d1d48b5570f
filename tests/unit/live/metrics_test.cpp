#include "live/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <utility>

#include "base/text.hpp"
#include "live/target.hpp"

namespace calo::live::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

model::RunHeader header() {
  model::RunHeader header;
  header.name = "my run";
  header.tags = {{"grid", "256"}, {"domain", "ocean"}, {"grid", "512"}, {"empty", ""}};
  header.started_utc = std::chrono::milliseconds{1'700'000'000'000};
  model::Domain domain;
  domain.meter = "rapl";
  domain.name = "package-0";
  header.domains.push_back(domain);
  return header;
}

model::Interval interval(double begin, double end, double joules) {
  model::Interval interval;
  interval.begin = Seconds::of(begin);
  interval.end = Seconds::of(end);
  interval.energy.resize(1);
  interval.energy[0].gross = Joules::of(joules);
  interval.outcomes = {model::Outcome::good};
  return interval;
}

TEST(Metrics, AreOneLineForEachSetOfTagsWithTagsInOrder) {
  const model::RunHeader run = header();
  RunFrames frames{run};
  const Lines lines =
      influx_lines(frames.enter(interval(0.0, 0.5, 20.0), "train"), common_labels("node", run));
  const auto each = text::lines(lines.text);
  ASSERT_EQ(lines.count, 2U);
  EXPECT_EQ(each[0],
            "calo,domain=package-0,grid=512,host=node,kind=measured,meter=rapl,phase=train,"
            "role=total,run=my\\ run,tag_domain=ocean power_watts=40,energy_joules_total=20 "
            "1700000000500");
  EXPECT_THAT(std::string{each[1]},
              HasSubstr("calo,grid=512,host=node,phase=train,run=my\\ run,tag_domain=ocean "
                        "machine_power_watts=40,machine_energy_joules_total=20,"));
}

TEST(Metrics, AddUpOverTheIntervalsOfARun) {
  const model::RunHeader run = header();
  RunFrames frames{run};
  frames.enter(interval(0.0, 0.5, 20.0), "");
  const auto lines = influx_lines(frames.enter(interval(0.5, 1.0, 22.0), ""), {});
  EXPECT_THAT(lines.text, HasSubstr(" power_watts=44,energy_joules_total=42 "));
  EXPECT_THAT(lines.text, Not(HasSubstr("phase")));
}

TEST(Metrics, LeaveOutThePowerOfAnIntervalThatWasNotRead) {
  const model::RunHeader run = header();
  RunFrames frames{run};
  model::Interval unread = interval(0.0, 0.5, 0.0);
  unread.outcomes = {model::Outcome::gap};
  EXPECT_THAT(influx_lines(frames.enter(unread, ""), {}).text, Not(HasSubstr("power_watts")));
}

TEST(Metrics, AreOneFamilyEachInThePrometheusText) {
  const model::RunHeader run = header();
  RunFrames frames{run};
  const std::string text = exposition(frames.enter(interval(0.0, 0.5, 20.0), ""),
                                      {{"a key", "a \"b\" \\ \n"}, {"0", "x"}});
  EXPECT_THAT(text,
              HasSubstr("# TYPE calo_energy_joules_total counter\ncalo_energy_joules_total{"));
  EXPECT_THAT(text, HasSubstr("tag_0=\"x\",a_key=\"a \\\"b\\\" \\\\ \\n\""));
  EXPECT_THAT(text, HasSubstr("# TYPE calo_power_watts gauge\n"));
}

TEST(Metrics, TellUsersAndJobsAsTagsOfTheirOwn) {
  GroupNow group;
  group.name = "4711";
  group.processes = 2;
  group.power = Watts::of(3.5);
  group.energy = Joules::of(7.0);
  Sums sums;
  sums.by = By::job;
  sums.groups.push_back(group);
  sums.elsewhere.energy = Joules::of(1.0);
  // Not on the stack: GCC 12 with sanitizers takes its members for uninitialized there.
  const auto reading = std::make_unique<Reading>();
  reading->utc = std::chrono::milliseconds{1};
  reading->sums = std::move(sums);
  model::RunHeader run;
  run.tags = {{"job", "mine"}};
  const std::string text = influx_lines(frame_of(*reading, run), common_labels("node", run)).text;
  EXPECT_THAT(text, HasSubstr("calo,host=node,job=4711,tag_job=mine job_power_watts=3.5,"
                              "job_energy_joules=7,job_cpu_seconds_total=0,job_memory_bytes=0,"
                              "job_processes=2 1\n"));
  EXPECT_THAT(text, HasSubstr("elsewhere_energy_joules=1"));
  EXPECT_THAT(text, Not(HasSubstr("idle_"))) << "it is not known";
}

TEST(Target, FollowsFromTheFormOfTheUrl) {
  const auto url = [](std::string_view text) { return influx_target(text, "").value().url; };
  EXPECT_EQ(url("http://h:8086?db=d"), "http://h:8086/write?db=d&precision=ms");
  EXPECT_EQ(url("http://h:8428/write?db=d&precision=ns"), "http://h:8428/write?db=d&precision=ms");
  EXPECT_EQ(url("https://h/influx/?org=o&bucket=b"),
            "https://h/influx/api/v2/write?org=o&bucket=b&precision=ms");
  EXPECT_EQ(url("http://h:8181/api/v3/write_lp?db=d"),
            "http://h:8181/api/v3/write_lp?db=d&precision=millisecond");
}

TEST(Target, SendsTheTokenAsEachVersionWantsIt) {
  EXPECT_EQ(influx_target("http://h?org=o&bucket=b", "t").value().authorization, "Token t");
  EXPECT_EQ(influx_target("http://h/api/v3/write_lp?db=d", "t").value().authorization, "Bearer t");
}

TEST(Target, ShowsNoPassword) {
  const auto target = influx_target("http://me:secret@h?db=d&u=me&p=secret", "token");
  ASSERT_TRUE(target.has_value());
  EXPECT_THAT(target->url, HasSubstr("secret"));
  EXPECT_EQ(target->shown, "http://h/write?db=d");
}

TEST(Target, IsRefusedWhereItNamesNoServerOrNoDatabase) {
  for (const auto* text : {"", "h:8086?db=d", "ftp://h?db=d", "http://?db=d", "http://h",
                           "http://h?db=", "http://h?db=a b", "http://:80?db=d"}) {
    const auto target = influx_target(text, "");
    ASSERT_FALSE(target.has_value()) << text;
    EXPECT_EQ(target.error().category, Category::usage);
    EXPECT_FALSE(target.error().remedy.empty());
  }
}

TEST(Target, EscapesTheNamesInAPushgatewaysPath) {
  EXPECT_EQ(pushgateway_target("http://h:9091/", "node", "a/b c").value().url,
            "http://h:9091/metrics/job/calo/instance/node/run/a%2Fb%20c");
}

}  // namespace
}  // namespace calo::live::testing
