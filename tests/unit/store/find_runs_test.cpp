#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "any_run.hpp"
#include "store/find_runs.hpp"

namespace calo::store::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

void write_started(const std::filesystem::path& path, std::int64_t started_ns) {
  model::Run run = any_run(51, 1, 1, 1);
  run.header.started_utc = std::chrono::nanoseconds{started_ns};
  ASSERT_TRUE(write_run(path, run));
}

std::vector<std::string> names(const std::vector<FoundRun>& runs) {
  std::vector<std::string> result;
  result.reserve(runs.size());
  for (const FoundRun& run : runs) result.push_back(run.path.filename().string());
  return result;
}

TEST(FindRuns, PutsTheNewestFirstAndDamagedFilesLast) {
  const Scratch scratch;
  write_started(scratch / "old.calo", 100);
  write_started(scratch / "new.calo", 300);
  write_started(scratch / "middle.calo", 200);
  write_started(scratch / "other.db", 900);
  std::ofstream{scratch / "broken.calo"} << "no";
  std::filesystem::create_directory(scratch / "directory.calo");
  const auto runs = find_runs(scratch.path());
  ASSERT_TRUE(runs) << runs.error().text();
  EXPECT_THAT(names(*runs), ElementsAre("new.calo", "middle.calo", "old.calo", "broken.calo"));
  EXPECT_FALSE(runs->back().digest);
}

TEST(FindRuns, TellsRunsOfTheSameInstantApartByTheirLastChange) {
  const Scratch scratch;
  write_started(scratch / "a.calo", 100);
  write_started(scratch / "b.calo", 100);
  const auto now = std::filesystem::last_write_time(scratch / "a.calo");
  std::filesystem::last_write_time(scratch / "b.calo", now + std::chrono::seconds{5});
  EXPECT_THAT(names(find_runs(scratch.path()).value()), ElementsAre("b.calo", "a.calo"));
  std::filesystem::last_write_time(scratch / "b.calo", now - std::chrono::seconds{5});
  EXPECT_THAT(names(find_runs(scratch.path()).value()), ElementsAre("a.calo", "b.calo"));
}

TEST(FindRuns, FailsForADirectoryThatDoesNotExist) {
  const Scratch scratch;
  EXPECT_EQ(find_runs(scratch / "no").error().category, Category::not_found);
}

TEST(Resolve, LastIsTheNewestReadableRun) {
  const Scratch scratch;
  write_started(scratch / "old.calo", 100);
  write_started(scratch / "new.calo", 300);
  std::ofstream{scratch / "newer.calo"} << "no";
  EXPECT_EQ(resolve("last", scratch.path()).value(), scratch / "new.calo");
}

TEST(Resolve, TakesAnythingElseAsAPath) {
  EXPECT_EQ(resolve("./last").value(), "./last");
  EXPECT_EQ(resolve("run.calo").value(), "run.calo");
}

TEST(Resolve, SaysThatThereIsNoRun) {
  const Scratch scratch;
  const auto none = resolve("last", scratch.path());
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().category, Category::not_found);
  EXPECT_THAT(none.error().text(), HasSubstr("calo run -- COMMAND"));
}

TEST(Resolve, SaysWhyTheOnlyRunCannotBeRead) {
  const Scratch scratch;
  std::ofstream{scratch / "broken.calo"} << "no";
  EXPECT_THAT(resolve("last", scratch.path()).error().what, HasSubstr("not a calo run file"));
}

}  // namespace
}  // namespace calo::store::testing
