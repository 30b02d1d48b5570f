#include "recorder/idle_baseline.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "os/file.hpp"

namespace calo::recorder {
namespace {

using std::chrono::hours;

class IdleBaselines : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "calo-idle-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    path_ = std::filesystem::path{name} / "idle.json";
  }
  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(path_.parent_path(), ignored);
  }
  std::filesystem::path path_;
};

IdleBaseline example() {
  IdleBaseline baseline;
  baseline.measured_utc = hours{24} * 20000;
  baseline.state = "CPU, kernel 6.1, governor powersave, turbo on, SMT off";
  baseline.busy_share = 0.003;
  baseline.length = Seconds::of(20);
  baseline.domains["rapl-powercap/package-0"] = {Watts::of(10.0), Watts::of(0.5)};
  return baseline;
}

TEST_F(IdleBaselines, AreReadAsTheyWereSaved) {
  ASSERT_TRUE(save_idle_baseline(path_, example()).has_value());
  const auto loaded = load_idle_baseline(path_);
  ASSERT_TRUE(loaded.has_value() && loaded->has_value());
  const IdleBaseline& baseline = **loaded;
  EXPECT_EQ(baseline.measured_utc, example().measured_utc);
  EXPECT_EQ(baseline.state, example().state);
  ASSERT_EQ(baseline.domains.size(), 1U);
  EXPECT_EQ(baseline.domains.at("rapl-powercap/package-0").power, Watts::of(10.0));
  EXPECT_EQ(baseline.domains.at("rapl-powercap/package-0").u, Watts::of(0.5));
}

TEST_F(IdleBaselines, ThatWereNeverMeasuredAreNoError) {
  const auto loaded = load_idle_baseline(path_);
  ASSERT_TRUE(loaded.has_value());
  EXPECT_FALSE(loaded->has_value());
}

TEST_F(IdleBaselines, ThatAreDamagedSayWhatToDo) {
  for (
      const char* text :
      {"", "{", "[]", "{}", R"({"domains": 3})", R"({"domains": {}, "state": 1})",
       R"({"measured_utc_s": 1, "busy_share": 0, "length_s": 1, "state": "", "domains": {"a": {"idle_w": -1, "u_w": 0}}})"}) {
    ASSERT_TRUE(os::write_file(path_, text).has_value());
    const auto loaded = load_idle_baseline(path_);
    ASSERT_FALSE(loaded.has_value()) << text;
    EXPECT_EQ(loaded.error().category, Category::malformed);
    EXPECT_NE(loaded.error().text().find("calo idle"), std::string::npos);
  }
}

TEST(IdleBaselineDoubts, AreRaisedByAgeAndByAnotherState) {
  IdleBaseline baseline = example();
  model::Machine machine;
  machine.cpu_model = "CPU";
  machine.kernel = "6.1";
  baseline.state = machine_state(machine);
  EXPECT_TRUE(doubts(baseline, machine, baseline.measured_utc + hours{24 * 30}).empty());
  const auto old = doubts(baseline, machine, baseline.measured_utc + hours{24 * 31});
  ASSERT_EQ(old.size(), 1U);
  EXPECT_EQ(old[0].code, "idle-baseline-old");
  machine.governor = "performance";
  const auto other = doubts(baseline, machine, baseline.measured_utc);
  ASSERT_EQ(other.size(), 1U);
  EXPECT_EQ(other[0].code, "idle-baseline-state");
}

TEST(IdleMeasurement, NeedsAMeter) {
  const auto baseline =
      measure_idle(os::SystemRoot{}, {}, EnergySources{{}, std::nullopt, {}}, 1, {});
  ASSERT_FALSE(baseline.has_value());
  EXPECT_EQ(baseline.error().category, Category::unsupported);
}

}  // namespace
}  // namespace calo::recorder
