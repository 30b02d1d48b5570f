#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <string>
#include <vector>

#include "any_run.hpp"

namespace calo::store::testing {
namespace {

using ::testing::ElementsAre;

/// The rows of a query, columns joined by '|' as the sqlite3 program prints them.
std::vector<std::string> rows_of(const std::filesystem::path& path, const char* query) {
  sqlite3* database = nullptr;
  EXPECT_EQ(sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
  std::vector<std::string> rows;
  const auto collect = [](void* out, int columns, char** values, char**) {
    std::string row;
    for (int i = 0; i < columns; ++i) {
      row += (i == 0 ? "" : "|") + std::string{values[i] == nullptr ? "NULL" : values[i]};
    }
    static_cast<std::vector<std::string>*>(out)->push_back(row);
    return 0;
  };
  EXPECT_EQ(sqlite3_exec(database, query, collect, &rows, nullptr), SQLITE_OK)
      << sqlite3_errmsg(database);
  sqlite3_close(database);
  return rows;
}

/// Domains "total" and "inside"; three intervals of 0.5 s; the second could not be read from the
/// first domain.
model::Run simple_run() {
  model::Run run;
  run.header.name = "simulate";
  run.header.command = {"./simulate", "-n", "3"};
  run.header.started_utc = std::chrono::seconds{1'740'830'400};
  run.header.carbon.intensity = grams_per_kwh(50.0);
  run.header.carbon.place = "FR";
  run.header.domains.resize(2);
  run.header.domains[0].name = "package-0";
  run.header.domains[1].name = "core-0";
  run.header.domains[1].role = model::Role::inside;
  run.end.totals.resize(2);
  run.end.states.resize(2);
  run.end.states[0].idle_known = true;
  for (int i = 0; i < 4; ++i) {
    model::Interval interval;
    interval.begin = Seconds::of(0.5 * i);
    interval.end = Seconds::of(0.5 * (i + 1));
    interval.energy.resize(2);
    for (auto& shares : interval.energy) shares.gross = Joules::of(i == 1 ? 0.0 : 4.0 + i);
    interval.energy[0].idle = Joules::of(i == 1 ? 0.0 : 1.0);
    interval.outcomes = {i == 1 ? model::Outcome::gap : model::Outcome::good, model::Outcome::good};
    for (std::size_t d = 0; d < 2; ++d) run.end.totals[d] += interval.energy[d];
    run.intervals.push_back(interval);
  }
  return run;
}

TEST(ViewPower, GivesWattsAndNothingForAGapAndTheReadingAfterIt) {
  const Scratch scratch;
  ASSERT_TRUE(write_run(scratch / "run.calo", simple_run()));
  EXPECT_THAT(rows_of(scratch / "run.calo",
                      "SELECT begin_s, gross_w, idle_w FROM power WHERE role = 'total' ORDER BY 1"),
              ElementsAre("0.0|8.0|2.0", "0.5|NULL|NULL", "1.0|NULL|NULL", "1.5|14.0|2.0"));
}

TEST(ViewPower, GivesNoIdlePowerThatNobodyKnows) {
  const Scratch scratch;
  ASSERT_TRUE(write_run(scratch / "run.calo", simple_run()));
  EXPECT_THAT(
      rows_of(scratch / "run.calo", "SELECT DISTINCT idle_w FROM power WHERE role = 'inside'"),
      ElementsAre("NULL"));
}

TEST(ViewSummary, AddsUpTotalDomainsOnly) {
  const Scratch scratch;
  ASSERT_TRUE(write_run(scratch / "run.calo", simple_run()));
  EXPECT_THAT(rows_of(scratch / "run.calo",
                      "SELECT name, command, started_utc, gross_j, kinds, place, "
                      "round(intensity_g_per_kwh, 6) FROM summary"),
              ElementsAre("simulate|./simulate -n 3|2025-03-01T12:00:00Z|17.0|measured|FR|50.0"));
}

TEST(ViewSummary, HasNoEnergyWithoutADomain) {
  const Scratch scratch;
  model::Run run;
  run.header.name = "no meter";
  ASSERT_TRUE(write_run(scratch / "run.calo", run));
  EXPECT_THAT(rows_of(scratch / "run.calo", "SELECT name, gross_j FROM summary"),
              ElementsAre("no meter|NULL"));
}

}  // namespace
}  // namespace calo::store::testing
