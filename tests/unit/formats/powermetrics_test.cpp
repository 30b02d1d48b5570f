#include "formats/powermetrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>

#include "formats/csv.hpp"
#include "formats/influx.hpp"
#include "formats/json.hpp"

namespace calo::formats::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

struct Read {
  PowermetricsReader reader;
  std::vector<PowermetricsSample> samples;
};

Read read(const std::string& text) {
  Read result;
  result.reader.feed(text);
  result.reader.finish();
  result.samples = result.reader.take();
  return result;
}

/// An output built from the documented form of one generation; replayed by the fuzzer, too.
std::string recorded(const std::string& name) {
  std::ifstream file{std::string{CALO_SOURCE_DIR} + "/fuzz/corpus/powermetrics/" + name,
                     std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

model::Run run_of(const std::string& name) {
  const Read result = read(recorded(name));
  auto run = powermetrics_run(result.samples, result.reader);
  EXPECT_TRUE(run.has_value());
  return run.value_or(model::Run{});
}

std::map<std::string, double> joules(const model::Run& run) {
  std::map<std::string, double> result;
  for (std::size_t i = 0; i < run.header.domains.size(); ++i)
    result[run.header.domains[i].name] = run.end.totals[i].gross.value();
  return result;
}

std::map<std::string, std::string_view> roles(const model::Run& run) {
  std::map<std::string, std::string_view> result;
  for (const model::Domain& domain : run.header.domains)
    result[domain.name] = model::name(domain.role);
  return result;
}

double total(const model::Run& run) {
  double sum = 0.0;
  for (std::size_t i = 0; i < run.header.domains.size(); ++i) {
    if (run.header.domains[i].role == model::Role::total) sum += run.end.totals[i].gross.value();
  }
  return sum;
}

TEST(Powermetrics, AddsMilliwattsOverTheTimeOfEachSample) {
  const model::Run run = run_of("clusters");
  const auto energy = joules(run);
  EXPECT_DOUBLE_EQ(energy.at("package"), 0.230 * 1.01207 + 0.400 * 1.0);
  EXPECT_DOUBLE_EQ(energy.at("cpu"), 0.020 * 1.01207 + 0.100 * 1.0);
  EXPECT_DOUBLE_EQ(energy.at("e-cluster"), 0.006 * 1.01207 + 0.008 * 1.0);
  EXPECT_DOUBLE_EQ(energy.at("p-cluster"), 0.014 * 1.01207 + 0.092 * 1.0);
  EXPECT_DOUBLE_EQ(energy.at("dram"), 0.030 * 1.01207 + 0.040 * 1.0);
  EXPECT_DOUBLE_EQ(run.end.wall.value(), 2.01207);
}

TEST(Powermetrics, CountsThePackageOnceWithEverythingInIt) {
  const model::Run run = run_of("package");
  EXPECT_DOUBLE_EQ(total(run), 0.300 * 0.5);
  EXPECT_THAT(roles(run), UnorderedElementsAre(
                              std::pair{"package", "total"}, std::pair{"cpu", "inside"},
                              std::pair{"gpu", "inside"}, std::pair{"ane", "inside"},
                              std::pair{"dram", "inside"}, std::pair{"dcs", "inside"},
                              std::pair{"e-cluster", "inside"}, std::pair{"p0-cluster", "inside"},
                              std::pair{"p1-cluster", "inside"}));
}

TEST(Powermetrics, AddsThePartsWhereOnlyTheirSumIsBesideThem) {
  const model::Run run = run_of("combined");
  EXPECT_DOUBLE_EQ(total(run), 0.211 * 1.01207 + 0.148 * 1.01207);
  EXPECT_DOUBLE_EQ(joules(run).at("combined"), 0.359 * 1.01207);
  EXPECT_EQ(roles(run).at("combined"), "alternative");
}

TEST(Powermetrics, CountsAGpuThatTwoSamplersShowOnce) {
  const Read result = read(recorded("combined"));
  ASSERT_EQ(result.samples.size(), 1U);
  EXPECT_EQ(result.reader.malformed(), 0);
  EXPECT_EQ(result.samples[0].energy.size(), 4U);
}

TEST(Powermetrics, ReadsTheWattsOfIntel) {
  const model::Run run = run_of("intel");
  EXPECT_DOUBLE_EQ(total(run), 4.87 * 2.0);
  EXPECT_EQ(run.header.machine.cpu_model, "MacBookPro16,1 (macOS 20G95)");
}

TEST(Powermetrics, TakesEnergiesOfPropertyListsBeforePowers) {
  const model::Run run = run_of("plist");
  EXPECT_EQ(run.intervals.size(), 2U);
  EXPECT_DOUBLE_EQ(joules(run).at("cpu"), 0.214 + 1.0);
  EXPECT_DOUBLE_EQ(joules(run).at("gpu"), 0.300);
  EXPECT_DOUBLE_EQ(total(run), 1.214 + 0.300);
  EXPECT_DOUBLE_EQ(joules(run).at("combined"), 0.360 * 1.01207 + 0.360);
  EXPECT_DOUBLE_EQ(total(run_of("plist_intel")), 9.74);
}

TEST(Powermetrics, StartsWhenTheFirstSampleStarted) {
  // 2023-10-23 14:51:12 UTC
  const std::int64_t end = 1698072672;
  EXPECT_EQ(run_of("combined").header.started_utc.count(), end * 1'000'000'000 - 1'012'070'000);
  EXPECT_EQ(run_of("plist").header.started_utc.count(), end * 1'000'000'000 - 1'012'070'000);
  EXPECT_EQ(run_of("intel").header.started_utc.count(),
            (end + 7 * 3600) * std::int64_t{1'000'000'000} - 2'000'000'000);
}

TEST(Powermetrics, AddsUpTheTimeThatCpusWereNotIdle) {
  EXPECT_DOUBLE_EQ(run_of("combined").end.cpu_user.value(), 0.75 * 1.01207);
  EXPECT_DOUBLE_EQ(run_of("plist").end.cpu_user.value(), 0.75 * 2.01207);
}

TEST(Powermetrics, CountsWhatIsMalformedAndGoesOn) {
  const Read result = read(
      "*** Sampled system activity (Mon Oct 23 16:51:12 2023 +0200) (1000.00ms elapsed) ***\n"
      "CPU Power: many mW\n"
      "GPU Power: -3 mW\n"
      "ANE Power: 5 parsecs\n"
      "DRAM Power: 7 mW\r\n"
      "*** Sampled system activity (Mon Oct 23 16:51:13 2023 +0200) (long) ***\n"
      "CPU Power: 5 mW\n"
      "*** Sampled system activity (some day) (1000.00ms elapsed) ***\n"
      "CPU Power: 211 mW\n");
  EXPECT_EQ(result.reader.malformed(), 6);
  EXPECT_EQ(result.reader.first_malformed(), "line 2: CPU Power: many mW");
  ASSERT_EQ(result.samples.size(), 2U);
  EXPECT_THAT(result.samples[0].energy,
              UnorderedElementsAre(std::pair{std::string{"dram"}, Joules::of(0.007)}));
  EXPECT_FALSE(result.samples[1].ended_utc.has_value());
}

TEST(Powermetrics, SaysWhichPowersAreInNoSum) {
  const Read result = read(
      "*** Sampled system activity (Mon Oct 23 16:51:12 2023 +0200) (1000ms elapsed) ***\n"
      "CPU Power: 211 mW\nMedia Engine Power: 40 mW\nBacklight level: 3\n");
  EXPECT_THAT(result.reader.unknown(), UnorderedElementsAre("Media Engine Power"));
  const auto run = powermetrics_run(result.samples, result.reader);
  ASSERT_TRUE(run.has_value());
  EXPECT_EQ(run->end.warnings[0].code, "unknown-power");
}

TEST(Powermetrics, ReportsADomainThatSomeSamplesLackAsALowerBound) {
  const Read result = read(
      "*** Sampled system activity (Mon Oct 23 16:51:12 2023 +0200) (1000ms elapsed) ***\n"
      "Package Power: 211 mW\n"
      "*** Sampled system activity (Mon Oct 23 16:51:13 2023 +0200) (1000ms elapsed) ***\n");
  const auto run = powermetrics_run(result.samples, result.reader);
  ASSERT_TRUE(run.has_value());
  EXPECT_EQ(run->intervals[1].outcomes[0], model::Outcome::lost);
  EXPECT_THAT(run->end.warnings[0].text, HasSubstr("missing in 1 of 2 samples"));
}

TEST(Powermetrics, LeavesOutTheTimeInWhichNobodyMeasured) {
  const Read result = read(
      "*** Sampled system activity (Mon Oct 23 16:51:12 2023 +0200) (1000ms elapsed) ***\n"
      "Package Power: 200 mW\n"
      "*** Sampled system activity (Mon Oct 23 17:51:12 2023 +0200) (1000ms elapsed) ***\n"
      "Package Power: 200 mW\n");
  const auto run = powermetrics_run(result.samples, result.reader);
  ASSERT_TRUE(run.has_value());
  EXPECT_DOUBLE_EQ(run->intervals[1].begin.value(), 3600.0);
  EXPECT_DOUBLE_EQ(run->end.totals[0].gross.value(), 0.4);
  EXPECT_EQ(run->end.warnings[0].code, "pauses");
  EXPECT_DOUBLE_EQ(run->end.wall.value(), 2.0);  // so that 0.4 J are 0.2 W
}

TEST(Powermetrics, WarnsOfPartsThatSpentMoreThanTheWhole) {
  const Read result = read(
      "*** Sampled system activity (Mon Oct 23 16:51:12 2023 +0200) (1000ms elapsed) ***\n"
      "Package Power: 25 mW\nDCS Power: 36 mW\n");
  const auto run = powermetrics_run(result.samples, result.reader);
  ASSERT_TRUE(run.has_value());
  ASSERT_EQ(run->end.warnings[0].code, "parts-above-whole");
  EXPECT_THAT(run->end.warnings[0].text, HasSubstr("(dcs) spent 36.0 mJ, the package 25.0 mJ"));
}

TEST(Powermetrics, ExportsNothingOfWhatWasNotCounted) {
  const Read result = read(
      "*** Sampled system activity (Mon Oct 23 16:51:12 2023 +0200) (1000ms elapsed) ***\n"
      "Package Power: 200 mW\n");
  const auto run = powermetrics_run(result.samples, result.reader);
  ASSERT_TRUE(run.has_value());
  std::ostringstream csv, influx, json;
  write_intervals_csv(csv, *run);
  write_influx(influx, *run);
  write_json(json, *run);
  EXPECT_THAT(csv.str(), HasSubstr("Z,0,1,,,,,,,,,,,,,,,,,,,,0.2,"));
  EXPECT_THAT(influx.str(), HasSubstr("calo_tree,run=powermetrics length_s=1 "));
  for (const char* const field : {"tree_user_s", "threads", "minor_faults", "own_cpu_s"})
    EXPECT_THAT(json.str(), HasSubstr(std::string{"\""} + field + "\":null")) << field;
}

TEST(Powermetrics, RefusesWhatHoldsNoSample) {
  for (const std::string text : {"", "hello\n", "<plist><dict></dict></plist>", "bplist00\x01"}) {
    const Read result = read(text);
    const auto run = powermetrics_run(result.samples, result.reader);
    ASSERT_FALSE(run.has_value()) << text;
    EXPECT_EQ(run.error().category, Category::malformed);
  }
}

TEST(Powermetrics, KnowsDomainsByTheirLabels) {
  EXPECT_EQ(powermetrics_domain("CPU Power"), "cpu");
  EXPECT_EQ(powermetrics_domain("P12-Cluster Power"), "p12-cluster");
  EXPECT_EQ(powermetrics_domain("Combined Power (CPU + GPU + ANE)"), "combined");
  for (const auto* other : {"CPU", "Power", " Power", "CPU Power (limit)", "-Cluster Power",
                            "PX-Cluster Power", "Cluster Power"})
    EXPECT_EQ(powermetrics_domain(other), "") << other;
}

TEST(Powermetrics, TellsATextSampleWhenNothingHasComeForAWhile) {
  PowermetricsReader reader;
  reader.feed(
      "*** Sampled system activity (Mon Oct 23 16:51:12 2023 +0200) (1000ms elapsed) ***\n");
  reader.pause();
  EXPECT_TRUE(reader.take().empty()) << "there is no power in it yet";
  reader.feed("CPU Power: 100 mW\nGPU Po");
  reader.pause();
  EXPECT_TRUE(reader.take().empty()) << "it stops within a line";
  reader.feed("wer: 50 mW\n");
  reader.pause();
  EXPECT_EQ(reader.take().size(), 1U);
  reader.feed("ANE Power: 1 mW\n");
  EXPECT_EQ(reader.malformed(), 1) << "it is told, and has come too late";
  reader.finish();
  EXPECT_TRUE(reader.take().empty());
}

TEST(Powermetrics, CountsTheCpusThatWereListed) {
  for (const char* name : {"clusters", "plist"}) {
    const Read result = read(recorded(name));
    EXPECT_EQ(result.samples.at(0).cpus, 2) << name;
  }
}

}  // namespace
}  // namespace calo::formats::testing
