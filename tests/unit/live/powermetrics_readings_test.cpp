#include "live/powermetrics_readings.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace calo::live::testing {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

constexpr nanoseconds arrival{seconds{1'700'000'000}};

formats::PowermetricsSample sample(double length,
                                   std::vector<std::pair<std::string, double>> joules) {
  formats::PowermetricsSample sample;
  sample.elapsed = Seconds::of(length);
  for (auto& [name, value] : joules) sample.energy.emplace_back(name, Joules::of(value));
  return sample;
}

model::RunHeader header() {
  model::RunHeader header;
  header.carbon.intensity = grams_per_kwh(360.0);
  return header;
}

model::Role role(const PowermetricsReadings& readings, std::string_view name) {
  const auto& domains = readings.header().domains;
  return std::ranges::find(domains, name, &model::Domain::name)->role;
}

TEST(PowermetricsReadings, GiveTheEnergyOfTheSamplesAndThePowerOfEach) {
  PowermetricsReadings readings{header()};
  const Reading one = readings.enter(sample(2.0, {{"package", 20.0}, {"cpu", 5.0}}), "", arrival);
  EXPECT_DOUBLE_EQ(one.power.value().value.value(), 10.0);
  EXPECT_EQ(one.power.value().kind, Kind::modelled);
  const Reading two = readings.enter(sample(1.0, {{"package", 7.0}, {"cpu", 5.0}}), "", arrival);
  EXPECT_DOUBLE_EQ(two.power.value().value.value(), 7.0);
  EXPECT_DOUBLE_EQ(two.energy.value().value.value(), 27.0);
  EXPECT_NEAR(two.energy.value().u.value(), 0.15 * 27.0, 1e-9);
  EXPECT_NEAR(two.carbon.value().value.value(), 27.0 * 360.0 / 3.6e6, 1e-12);
  EXPECT_DOUBLE_EQ(two.since_start.value(), 3.0);
}

TEST(PowermetricsReadings, HoldNothingOfThisMachine) {
  PowermetricsReadings readings{header()};
  const Reading reading = readings.enter(sample(1.0, {{"cpu", 1.0}}), "Mac", arrival);
  EXPECT_FALSE(reading.processes.has_value());
  EXPECT_FALSE(reading.own_cpu.has_value());
  EXPECT_FALSE(reading.memory_used.has_value());
  EXPECT_FALSE(reading.busy.has_value());
  EXPECT_FALSE(reading.utilisation.has_value());
  EXPECT_EQ(readings.header().machine.cpu_model, "Mac");
}

TEST(PowermetricsReadings, HaveNoPowerWhereASampleLacksADomainThatIsAddedUp) {
  PowermetricsReadings readings{header()};
  readings.enter(sample(1.0, {{"cpu", 1.0}, {"gpu", 2.0}}), "", arrival);
  const Reading reading = readings.enter(sample(1.0, {{"cpu", 1.0}}), "", arrival);
  EXPECT_FALSE(reading.power.has_value());
  EXPECT_DOUBLE_EQ(reading.energy.value().value.value(), 4.0);
  EXPECT_EQ(readings.states()[1].lost, 1);
}

TEST(PowermetricsReadings, CountNothingTwiceWhenADomainComesLate) {
  PowermetricsReadings combined{header()};
  combined.enter(sample(1.0, {{"cpu", 1.0}, {"ane", 0.0}, {"combined", 3.0}}), "", arrival);
  const Reading reading = combined.enter(
      sample(1.0, {{"cpu", 1.0}, {"ane", 0.0}, {"gpu", 2.0}, {"combined", 3.0}, {"dram", 0.5}}), "",
      arrival);
  EXPECT_EQ(role(combined, "gpu"), model::Role::inside);
  EXPECT_EQ(role(combined, "dram"), model::Role::total);
  EXPECT_DOUBLE_EQ(reading.power.value().value.value(), 3.5);
  EXPECT_EQ(combined.states().back().lost, 1) << "it was missing in the first one";

  PowermetricsReadings parts{header()};
  parts.enter(sample(1.0, {{"cpu", 1.0}}), "", arrival);
  const Reading late = parts.enter(
      sample(1.0,
             {{"cpu", 1.0}, {"e-cluster", 0.4}, {"gpu", 2.0}, {"package", 4.0}, {"combined", 3.0}}),
      "", arrival);
  EXPECT_EQ(role(parts, "e-cluster"), model::Role::inside);
  EXPECT_EQ(role(parts, "package"), model::Role::alternative);
  EXPECT_EQ(role(parts, "combined"), model::Role::alternative);
  EXPECT_DOUBLE_EQ(late.power.value().value.value(), 3.0);
}

TEST(PowermetricsReadings, AreDatedByTheMacAndOtherwiseByTheirArrival) {
  PowermetricsReadings readings{header()};
  EXPECT_EQ(readings.enter(sample(1.0, {{"cpu", 1.0}}), "", arrival).utc, arrival);
  EXPECT_EQ(readings.enter(sample(0.25, {{"cpu", 1.0}}), "", nanoseconds{}).utc,
            arrival + std::chrono::milliseconds{250});

  auto dated = sample(0.3, {{"cpu", 1.0}});
  PowermetricsReadings of_mac{header()};
  dated.ended_utc = seconds{1'000'000};
  EXPECT_EQ(of_mac.enter(dated, "", arrival).utc, seconds{1'000'000});
  // Three samples in one second of the Mac's clock are three points.
  EXPECT_EQ(of_mac.enter(dated, "", arrival).utc,
            seconds{1'000'000} + std::chrono::milliseconds{300});
}

TEST(PowermetricsReadings, LeaveOutThePauseThatTheClockTells) {
  auto dated = sample(1.0, {{"cpu", 1.0}});
  PowermetricsReadings readings{header()};
  dated.ended_utc = seconds{1000};
  readings.enter(dated, "", arrival);
  dated.ended_utc = seconds{1060};
  const Reading reading = readings.enter(dated, "", arrival);
  EXPECT_EQ(reading.utc, seconds{1060});
  EXPECT_DOUBLE_EQ(reading.power.value().value.value(), 1.0);
  EXPECT_DOUBLE_EQ(readings.pauses().value(), 59.0);
}

TEST(PowermetricsReadings, AgreeWithTheImportOfEveryGeneration) {
  for (const char* name : {"clusters", "package", "combined", "intel", "plist", "plist_intel"}) {
    std::ifstream file{std::string{CALO_SOURCE_DIR} + "/fuzz/corpus/powermetrics/" + name,
                       std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    formats::PowermetricsReader reader;
    reader.feed(text);
    reader.finish();
    const auto samples = reader.take();
    const auto run = formats::powermetrics_run(samples, reader);
    ASSERT_TRUE(run.has_value()) << name;
    Joules imported{};
    for (std::size_t i = 0; i < run->header.domains.size(); ++i) {
      if (run->header.domains[i].role == model::Role::total) imported += run->end.totals[i].gross;
    }
    PowermetricsReadings readings{header()};
    Reading last;
    for (const auto& each : samples) last = readings.enter(each, reader.machine(), arrival);
    EXPECT_DOUBLE_EQ(last.energy.value().value.value(), imported.value()) << name;
    EXPECT_DOUBLE_EQ(last.since_start.value(), run->end.wall.value()) << name;
    EXPECT_EQ(last.utc, std::chrono::floor<std::chrono::milliseconds>(
                            run->header.started_utc +
                            nanoseconds{static_cast<std::int64_t>(last.since_start.value() * 1e9)}))
        << name;
  }
}

}  // namespace
}  // namespace calo::live::testing
