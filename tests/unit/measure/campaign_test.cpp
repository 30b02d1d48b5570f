#include "measure/campaign.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "store/run_file.hpp"

namespace calo::measure {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Writes the run that was asked for, of one second, as the program would leave it; the status of
/// the child.
int play(const Request& request, int program_status) {
  model::RunHeader header;
  header.command = request.command;
  header.name = request.name;
  header.tags = request.tags;
  header.started_utc = std::chrono::seconds{1'700'000'000};
  auto file = store::RunWriter::create(request.file, header);
  if (!file) return 125;
  model::RunEnd end;
  end.complete = true;
  end.wait_status = program_status << 8;  // wait(2)
  end.wall = end.program_wall = Seconds::of(1.0);
  end.cpu_user = Seconds::of(1.0);
  if (!file->commit({}, {}, end) || !file->close()) return 125;
  return program_status;
}

/// A campaign of "a" and "b" in a directory of its own, and what is heard of it. Its runs are
/// played, in children as always.
class ACampaign : public testing::Test {
 protected:
  ACampaign() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    directory_ = testing::TempDir() + "calo-campaign-" + test->name();
    fs::remove_all(directory_);
    campaign_.plan.commands = {{"a", {"./a", "1"}}, {"b", {"./b"}}};
    campaign_.plan.blocks = 2;
    campaign_.plan.warm_ups = 0;
    campaign_.directory = directory_;
    listener_.measure = [](const Request& request) { return play(request, 0); };
    listener_.warn = [this](const std::string& text) { warnings_.push_back(text); };
    listener_.on_run = [this](const Progress& progress) { progress_.push_back(progress); };
  }
  ~ACampaign() override { fs::remove_all(directory_); }
  ACampaign(const ACampaign&) = delete;
  ACampaign& operator=(const ACampaign&) = delete;

  int measured() {
    fs::create_directories(directory_);
    return run(campaign_, listener_, stop_);
  }
  [[nodiscard]] std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(directory_))
      names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
  }

  fs::path directory_;
  Campaign campaign_;
  CampaignListener listener_;
  std::atomic<bool> stop_{false};
  std::vector<std::string> warnings_;
  std::vector<Progress> progress_;
};

TEST_F(ACampaign, RunsEveryCommandOnceABlockWithWarmUpsBefore) {
  campaign_.plan.warm_ups = 1;
  EXPECT_EQ(measured(), 0);
  EXPECT_THAT(files(), ElementsAre("a-0001.calo", "a-0002.calo", "a-warm-up-1.calo", "b-0001.calo",
                                   "b-0002.calo", "b-warm-up-1.calo"));
  EXPECT_THAT(warnings_, IsEmpty());
}

TEST_F(ACampaign, GivesEachRunTheRequestWithItsOwnNameFileAndTag) {
  campaign_.request.tags = {{"version", "2"}};
  campaign_.request.interval = Seconds::of(1.0);
  const Request seventh = request_of(campaign_, campaign_.plan.commands[0], 7);
  EXPECT_THAT(seventh.command, ElementsAre("./a", "1"));
  EXPECT_EQ(seventh.name, "a");
  EXPECT_EQ(seventh.file, directory_ / "a-0007.calo");
  EXPECT_THAT(seventh.tags, ElementsAre(std::pair{"version", "2"}, std::pair{"calo.block", "7"}));
  EXPECT_EQ(seventh.interval, Seconds::of(1.0));
  EXPECT_THAT(request_of(campaign_, campaign_.plan.commands[1], -1).tags,
              ElementsAre(std::pair{"version", "2"}, std::pair{"calo.warm-up", "yes"}));
}

TEST_F(ACampaign, TellsHowFarItIs) {
  EXPECT_EQ(measured(), 0);
  ASSERT_EQ(progress_.size(), 4U);
  EXPECT_EQ(progress_.front().runs, 1U);
  EXPECT_EQ(progress_.front().planned, 4U);
  EXPECT_EQ(progress_.back().runs, 4U);
  EXPECT_EQ(progress_.back().left, Seconds{});
}

TEST_F(ACampaign, MakesOnlyTheRunsThatAreMissing) {
  EXPECT_EQ(measured(), 0);
  fs::remove(directory_ / "b-0002.calo");
  progress_.clear();
  EXPECT_EQ(measured(), 0);
  EXPECT_EQ(progress_.size(), 1U);
  EXPECT_EQ(files().size(), 4U);
}

TEST_F(ACampaign, PutsARunAsideThatWasCutOff) {
  EXPECT_EQ(measured(), 0);
  std::ofstream{directory_ / "a-0002.calo", std::ios::trunc} << "cut";
  EXPECT_EQ(measured(), 0);
  EXPECT_THAT(files(), ElementsAre("a-0001.calo", "a-0002.calo", "a-0002.cut-off", "b-0001.calo",
                                   "b-0002.calo"));
}

TEST_F(ACampaign, EndsWithACommandThatFails) {
  campaign_.plan.commands.pop_back();
  listener_.measure = [](const Request& request) { return play(request, 3); };
  EXPECT_EQ(measured(), 1);
  EXPECT_EQ(files().size(), 1U);
  ASSERT_EQ(warnings_.size(), 1U);
  EXPECT_THAT(warnings_.front(), HasSubstr("a ended with status 3"));
}

TEST_F(ACampaign, GoesOnAfterACommandHasFailedIfItIsToldTo) {
  campaign_.keeps_going = true;
  listener_.measure = [](const Request& request) { return play(request, 3); };
  EXPECT_EQ(measured(), 1);
  EXPECT_EQ(files().size(), 4U);
}

TEST_F(ACampaign, EndsWithTheStatusOfARunThatCouldNotBeMeasured) {
  listener_.measure = [](const Request&) { return 127; };
  EXPECT_EQ(measured(), 127);
  EXPECT_THAT(files(), IsEmpty());
}

TEST_F(ACampaign, BeginsNoFurtherRunOnceItIsStopped) {
  listener_.on_run = [this](const Progress&) { stop_ = true; };
  EXPECT_EQ(measured(), 128 + SIGINT);
  EXPECT_EQ(files().size(), 1U);
  EXPECT_THAT(warnings_, ElementsAre(HasSubstr("--resume")));
}

TEST_F(ACampaign, RunsACommandBeforeEachRunThatMayRefuseIt) {
  campaign_.plan.prepare = "test ! -e " + (directory_ / "b-0001.calo").string() + " || exit 4";
  campaign_.plan.commands = {{"b", {"./b"}}};
  EXPECT_EQ(measured(), 1);
  EXPECT_THAT(files(), ElementsAre("b-0001.calo"));
  EXPECT_THAT(warnings_, ElementsAre(HasSubstr("status 4")));
}

TEST_F(ACampaign, EndsWhenTheMedianIsPreciseEnough) {
  campaign_.plan.blocks = 20;
  campaign_.plan.until = 0.01;
  std::int64_t after = 0;
  listener_.on_precise = [&](std::int64_t blocks) { after = blocks; };
  EXPECT_EQ(measured(), 0);
  EXPECT_EQ(after, 6);  // all runs take the same time: as soon as there is an interval
  EXPECT_EQ(files().size(), 12U);
}

TEST_F(ACampaign, BeginsInADirectoryWithoutAnotherSeries) {
  const auto begun = begin_series(campaign_.plan, directory_);
  ASSERT_TRUE(begun.has_value());
  EXPECT_EQ(series::read_plan(*begun)->names(), campaign_.plan.names());
  const auto again = begin_series(campaign_.plan, directory_);
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().category, Category::usage);
}

}  // namespace
}  // namespace calo::measure
