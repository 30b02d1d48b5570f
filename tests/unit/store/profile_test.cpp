#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <functional>
#include <limits>

#include "any_run.hpp"
#include "store/run_file.hpp"

namespace calo::store {
namespace {

using testing::any_run;
using testing::Scratch;

model::Profile a_profile() {
  model::Profile profile;
  profile.period = Seconds::of(0.004);
  profile.resolved = true;
  profile.dropped = 1;
  profile.unseen_threads = 2;
  profile.handler = 0.5_s;
  profile.modules = {{"/usr/bin/python3", "12ab", true}, {"[vdso]", "", false}};
  model::Function native;
  native.name = "f(int)";
  native.linkage_name = "_Z1fi";
  native.file = "f.cpp";
  native.first_line = 7;
  native.module = 0;
  model::Function python;
  python.name = "<module>";
  python.file = "a.py";
  python.language = model::Language::python;
  profile.functions = {native, python};
  profile.locations = {{1, std::numeric_limits<std::uint64_t>::max(), {{0, 9}, {0, 8}}},
                       {std::nullopt, 0, {{1, 3}}}};
  profile.stacks = {{-1, 1}, {0, 0}};
  profile.threads = {{0, 42, "main", 1.0_s, Seconds::of(0.01), 250, 3}};
  profile.buckets = {{0.0_s, 0.1_s}, {0.1_s, 0.2_s}};
  profile.uses = {{0, 0, 1, 2, 0.008_s, 1.5_J, 0.5_J, 1.25},
                  {1, 0, 0, 1, 0.004_s, -0.5_J, 0.0_J, 0.25}};
  return profile;
}

class ProfileInARunFile : public ::testing::Test {
 protected:
  /// A run with `profile`, and what reading it gives.
  Result<std::optional<model::Profile>> there_and_back(const model::Profile& profile) {
    const model::Run run = any_run(1, 1, 0, 1);
    auto writer = RunWriter::create(path, run.header);
    EXPECT_TRUE(writer);
    EXPECT_TRUE(writer->store(model::Profile{}));
    EXPECT_TRUE(writer->store(profile));
    EXPECT_TRUE(writer->commit({}, run.processes, run.end));
    EXPECT_TRUE(writer->close());
    return read_profile(path);
  }

  void sql(const char* text) const {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, text, nullptr, nullptr, nullptr), SQLITE_OK) << text;
    sqlite3_close(database);
  }

  Scratch scratch;
  std::filesystem::path path = scratch / "run.calo";
};

TEST_F(ProfileInARunFile, ComesBackAsItWas) {
  const model::Profile before = a_profile();
  const auto read = there_and_back(before);
  ASSERT_TRUE(read) << read.error().text();
  ASSERT_TRUE(*read);
  const model::Profile& after = **read;
  EXPECT_EQ(after.period, before.period);
  EXPECT_TRUE(after.resolved);
  EXPECT_EQ(after.dropped, 1);
  EXPECT_EQ(after.unseen_threads, 2);
  EXPECT_EQ(after.handler, 0.5_s);
  ASSERT_EQ(after.modules.size(), 2U);
  EXPECT_TRUE(after.modules[0].interpreter);
  EXPECT_EQ(after.modules[0].build_id, "12ab");
  ASSERT_EQ(after.functions.size(), 2U);
  EXPECT_EQ(after.functions[0].linkage_name, "_Z1fi");
  EXPECT_EQ(after.functions[0].module, 0);
  EXPECT_EQ(after.functions[1].language, model::Language::python);
  EXPECT_FALSE(after.functions[1].module);
  ASSERT_EQ(after.locations.size(), 2U);
  EXPECT_EQ(after.locations[0].address, std::numeric_limits<std::uint64_t>::max());
  ASSERT_EQ(after.locations[0].lines.size(), 2U);
  EXPECT_EQ(after.locations[0].lines[1].line, 8);
  EXPECT_EQ(after.stacks[1].parent, 0);
  EXPECT_EQ(after.threads[0].name, "main");
  EXPECT_EQ(after.threads[0].samples, 250);
  EXPECT_EQ(after.threads[0].truncated, 3);
  EXPECT_EQ(after.buckets[1].end, 0.2_s);
  ASSERT_EQ(after.uses.size(), 2U);
  EXPECT_EQ(after.uses[0].dynamic_squares, 1.25);
  EXPECT_EQ(after.uses[1].dynamic, -0.5_J);
}

TEST_F(ProfileInARunFile, IsNotThereWhereNoStacksWereTaken) {
  const model::Run run = any_run(1, 1, 0, 1);
  ASSERT_TRUE(testing::write_run(path, run));
  const auto read = read_profile(path);
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_FALSE(*read);
  const auto old = read_profile(CALO_SOURCE_DIR "/fuzz/corpus/run_file/whole");  // of version 1
  ASSERT_TRUE(old) << old.error().text();
  EXPECT_FALSE(*old);
}

TEST_F(ProfileInARunFile, GivesItsFunctionsToAnyDatabaseProgram) {
  ASSERT_TRUE(there_and_back(a_profile()));
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  std::string rows;
  const auto keep = [](void* all, int, char** values, char**) {
    *static_cast<std::string*>(all) += std::string{values[0]} + " " + values[1] + "; ";
    return 0;
  };
  sqlite3_exec(database, "SELECT name, samples FROM function_use", keep, &rows, nullptr);
  sqlite3_close(database);
  EXPECT_EQ(rows, "f(int) 2; <module> 1; ");
}

TEST_F(ProfileInARunFile, IsRefusedWhereItLeadsNowhere) {
  for (const char* const damage :
       {"UPDATE stack SET parent = 1 WHERE id = 1", "UPDATE stack SET location = 9",
        "UPDATE stack_use SET thread = 1", "UPDATE stack_use SET bucket = 7 WHERE bucket = 1",
        "UPDATE location_line SET function = 5", "UPDATE location SET module = 2 WHERE id = 0",
        "UPDATE function SET module = -1", "DELETE FROM location_line WHERE location = 1",
        "UPDATE function SET language = 'cobol'", "DELETE FROM thread", "DELETE FROM bucket",
        "INSERT INTO profile SELECT * FROM profile", "UPDATE stack_use SET cpu_s = -1.0"}) {
    std::filesystem::remove(path);
    ASSERT_TRUE(there_and_back(a_profile()));
    sql((std::string{"PRAGMA foreign_keys = OFF; "} + damage).c_str());
    const auto read = read_profile(path);
    ASSERT_FALSE(read) << damage;
    EXPECT_EQ(read.error().category, Category::malformed) << damage;
  }
}

}  // namespace
}  // namespace calo::store
