#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <limits>
#include <string>

#include "any_run.hpp"
#include "same.hpp"
#include "store/run_file.hpp"

namespace calo::store::testing {
namespace {

using ::testing::HasSubstr;

void put(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream{path, std::ios::binary} << bytes;
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

void sql(const std::filesystem::path& path, const char* statements) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  char* error = nullptr;
  ASSERT_EQ(sqlite3_exec(database, statements, nullptr, nullptr, &error), SQLITE_OK) << error;
  sqlite3_close(database);
}

Error refusal(const std::filesystem::path& path) {
  const auto run = read_run(path);
  const auto digest = read_digest(path);
  if (run) return {Category::internal, "it was read", ""};
  EXPECT_FALSE(digest) << "the digest of an unreadable file was read";
  EXPECT_THAT(run.error().what, HasSubstr(path.string()));
  return run.error();
}

/// A good file for a test to spoil.
class SpoiledFile : public ::testing::Test {
 protected:
  SpoiledFile() { EXPECT_TRUE(write_run(file_, any_run(11, 2, 5, 3))); }
  Scratch scratch_;
  std::filesystem::path file_ = scratch_ / "run.calo";
};

TEST(CreatingARunFile, NeverOverwritesAFile) {
  const Scratch scratch;
  put(scratch / "run.calo", "precious");
  const auto writer = RunWriter::create(scratch / "run.calo", {});
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().category, Category::usage);
  EXPECT_THAT(writer.error().text(), HasSubstr((scratch / "run.calo").string()));
  EXPECT_THAT(writer.error().text(), HasSubstr("exists already"));
  EXPECT_EQ(bytes_of(scratch / "run.calo"), "precious");
}

TEST(CreatingARunFile, FailsInADirectoryThatDoesNotExist) {
  const Scratch scratch;
  const auto writer = RunWriter::create(scratch / "no/such/run.calo", {});
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().category, Category::not_found);
  EXPECT_THAT(writer.error().what, HasSubstr("no such file or directory"));
}

TEST(CreatingARunFile, LeavesNothingBehindWhenTheHeaderMakesNoSense) {
  const Scratch scratch;
  model::RunHeader header;
  header.carbon.pue = std::numeric_limits<double>::quiet_NaN();
  const auto writer = RunWriter::create(scratch / "run.calo", header);
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().category, Category::internal);
  EXPECT_THAT(writer.error().what, HasSubstr("pue"));
  EXPECT_TRUE(std::filesystem::is_empty(scratch.path()));
}

TEST(CreatingARunFile, IgnoresTheJournalOfAFileThatWasDeleted) {
  const Scratch scratch;
  put(scratch / "run.calo-journal",
      std::string("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", 8) + std::string(5000, '\x01'));
  const model::Run run = any_run(12, 1, 3, 1);
  ASSERT_TRUE(write_run(scratch / "run.calo", run));
  EXPECT_TRUE(same(read_run(scratch / "run.calo").value(), run));
}

TEST(CreatingARunFile, TakesAnyName) {
  const Scratch scratch;
  for (const char* name : {":memory:", "file:x?mode=memory", "a b%20'\".calo", "ü\n.calo"}) {
    ASSERT_TRUE(write_run(scratch / name, any_run(13, 1, 1, 1)));
    EXPECT_TRUE(std::filesystem::is_regular_file(scratch / name)) << name;
    EXPECT_TRUE(read_run(scratch / name)) << name;
  }
}

TEST(CommittingToARunFile, RefusesWhatNoRunCanHaveAndStaysUsable) {
  const Scratch scratch;
  const model::Run run = any_run(14, 2, 3, 2);
  auto writer = RunWriter::create(scratch / "run.calo", run.header);
  ASSERT_TRUE(writer);
  auto missing_domain = run.intervals;
  missing_domain[1].energy.pop_back();
  auto not_a_number = run.intervals;
  not_a_number[2].energy[1].idle = Joules::of(std::numeric_limits<double>::quiet_NaN());
  auto negative = run.intervals;
  negative[0].major_faults = -1;
  auto backwards = run.intervals;
  std::swap(backwards[0].begin, backwards[0].end);
  for (const auto& wrong : {missing_domain, not_a_number, negative, backwards}) {
    const auto committed = writer->commit(wrong, run.processes, run.end);
    ASSERT_FALSE(committed);
    EXPECT_EQ(committed.error().category, Category::internal);
  }
  auto wrong_end = run.end;
  wrong_end.totals.pop_back();
  EXPECT_FALSE(writer->commit(run.intervals, run.processes, wrong_end));
  EXPECT_TRUE(read_run(scratch / "run.calo").value().intervals.empty());
  ASSERT_TRUE(writer->commit(run.intervals, run.processes, run.end));
  ASSERT_TRUE(writer->close());
  EXPECT_TRUE(same(read_run(scratch / "run.calo").value(), run));
}

TEST(CommittingToARunFile, FailsAfterClose) {
  const Scratch scratch;
  const model::Run run = any_run(15, 1, 1, 0);
  auto writer = RunWriter::create(scratch / "run.calo", run.header);
  ASSERT_TRUE(writer);
  ASSERT_TRUE(writer->close());
  EXPECT_TRUE(writer->close());
  EXPECT_FALSE(writer->commit(run.intervals, {}, run.end));
}

TEST(ReadingARunFile, SaysThatItIsMissing) {
  const Scratch scratch;
  const Error error = refusal(scratch / "no.calo");
  EXPECT_EQ(error.category, Category::not_found);
  EXPECT_TRUE(std::filesystem::is_empty(scratch.path()));
}

TEST(ReadingARunFile, SaysThatItIsEmpty) {
  const Scratch scratch;
  put(scratch / "run.calo", "");
  EXPECT_THAT(refusal(scratch / "run.calo").what, HasSubstr("empty"));
}

TEST(ReadingARunFile, SaysThatItIsSomethingElse) {
  const Scratch scratch;
  put(scratch / "run.calo", "time,power\n0,1\n");
  EXPECT_THAT(refusal(scratch / "run.calo").what, HasSubstr("not a calo run file"));
  put(scratch / "run.calo", std::string(100'000, '\0'));
  EXPECT_THAT(refusal(scratch / "run.calo").what, HasSubstr("not a calo run file"));
  EXPECT_THAT(refusal(scratch.path()).what, HasSubstr("it is a directory"));
}

TEST(ReadingARunFile, DoesNotWaitForANamedPipe) {
  const Scratch scratch;
  ASSERT_EQ(::mkfifo((scratch / "run.calo").c_str(), 0600), 0);
  EXPECT_THAT(refusal(scratch / "run.calo").what, HasSubstr("not a regular file"));
}

TEST(ReadingARunFile, SaysThatItBelongsToAnotherApplication) {
  const Scratch scratch;
  sql(scratch / "run.calo", "CREATE TABLE run (name TEXT)");
  EXPECT_THAT(refusal(scratch / "run.calo").what, HasSubstr("of another application"));
}

TEST_F(SpoiledFile, OfANewerSchemaIsRefusedWithItsVersion) {
  sql(file_, "PRAGMA user_version = 7");
  const Error error = refusal(file_);
  EXPECT_EQ(error.category, Category::unsupported);
  EXPECT_THAT(error.what, HasSubstr("written by a newer calo, schema 7"));
  EXPECT_EQ(error.remedy, "Update calo");
}

TEST_F(SpoiledFile, WithAWriteAheadLogIsRefusedAndNothingIsCreated) {
  sql(file_, "PRAGMA journal_mode = WAL");
  EXPECT_THAT(refusal(file_).remedy, HasSubstr("journal_mode = DELETE"));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{scratch_.path()}, {}), 1);
}

TEST_F(SpoiledFile, TruncatedIsCalledTruncated) {
  std::filesystem::resize_file(file_, std::filesystem::file_size(file_) - 4096);
  EXPECT_THAT(refusal(file_).what, HasSubstr("truncated"));
  std::filesystem::resize_file(file_, 50);
  EXPECT_THAT(refusal(file_).what, HasSubstr("truncated"));
}

TEST_F(SpoiledFile, WithoutATableOrWithAnotherInItsPlaceIsDamaged) {
  sql(file_, "ALTER TABLE warning RENAME TO hint");
  EXPECT_THAT(refusal(file_).what, HasSubstr("table warning is missing"));
  sql(file_,
      "CREATE VIEW warning AS WITH RECURSIVE endless(n) AS (SELECT 0 UNION ALL SELECT n FROM "
      "endless) SELECT n AS position, 'code' AS code, 'text' AS text FROM endless");
  EXPECT_THAT(refusal(file_).what, HasSubstr("table warning is missing"));
  sql(file_, "DROP VIEW warning; CREATE TABLE warning (position, code, text)");
  EXPECT_THAT(refusal(file_).what, HasSubstr("table warning is not as calo makes it"));
}

TEST_F(SpoiledFile, KeepsBeingReadableBesideTablesOfTheUser) {
  sql(file_, "CREATE TABLE mine (x); CREATE INDEX fast ON interval (end_s); VACUUM");
  EXPECT_TRUE(read_run(file_));
}

struct Spoiling {
  const char* name;
  const char* statement;
  const char* complaint;
};

class SpoiledContent : public SpoiledFile, public ::testing::WithParamInterface<Spoiling> {};

TEST_P(SpoiledContent, IsRefused) {
  sql(file_, GetParam().statement);
  const auto run = read_run(file_);
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().category, Category::malformed);
  EXPECT_THAT(run.error().what, HasSubstr(GetParam().complaint));
}

INSTANTIATE_TEST_SUITE_P(
    All, SpoiledContent,
    ::testing::Values(
        Spoiling{"NoRun", "DELETE FROM run", "table run is empty"},
        Spoiling{"TwoRuns", "INSERT INTO run SELECT * FROM run", "more than one row"},
        Spoiling{"NoEnd", "DELETE FROM run_end", "table run_end is empty"},
        Spoiling{"HalfAUnit", "UPDATE run SET unit_name = 'events', unit_count = NULL",
                 "half a unit"},
        Spoiling{"NegativeCount", "UPDATE interval SET processes = -1", "interval.processes"},
        Spoiling{"NegativeSize", "UPDATE interval SET rss_bytes = -1.0", "interval.rss_bytes"},
        Spoiling{"Infinite", "UPDATE interval_energy SET gross_j = 9e999",
                 "interval_energy.gross_j"},
        Spoiling{"UnknownWord", "UPDATE domain SET role = 'boss'", "domain.role"},
        Spoiling{"NoBoolean", "UPDATE run_end SET complete = 2", "run_end.complete"},
        Spoiling{"TooLargeForAnInt", "UPDATE domain SET package = 4294967296", "domain.package"},
        Spoiling{"Backwards", "UPDATE interval SET begin_s = end_s + 1", "out of order"},
        Spoiling{"DomainMissing", "DELETE FROM domain WHERE id = 1", "2 totals"},
        Spoiling{"DomainGap", "UPDATE domain SET id = 5 WHERE id = 1", "row 1 of table domain"},
        Spoiling{"TotalMissing", "DELETE FROM domain_total WHERE domain = 0", "domain_total"},
        Spoiling{"EnergyMissing", "DELETE FROM interval_energy WHERE interval = 3 AND domain = 1",
                 "domain 1 in interval 3 is missing"},
        Spoiling{"EnergyOfNoDomain", "UPDATE interval_energy SET domain = 9 WHERE domain = 1",
                 "is missing"},
        Spoiling{"EnergyOfNoInterval",
                 "UPDATE interval_energy SET interval = 99 WHERE interval = 4", "is missing"},
        Spoiling{"EnergyLeftOver", "DELETE FROM interval WHERE id = 4", "do not exist"},
        Spoiling{"NegativeInterval", "UPDATE interval SET id = -5 WHERE id = 0", "do"},
        Spoiling{"NullByForce",
                 "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, "
                 "'name TEXT NOT NULL', 'name TEXT') WHERE name = 'process'",
                 "not as calo makes it"}),
    [](const auto& spoiling) { return std::string{spoiling.param.name}; });

}  // namespace
}  // namespace calo::store::testing
