#include "energy_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "base/text.hpp"
#include "os/file.hpp"

namespace baler {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr const char* run_json = R"({
  "schema": "calo.run/1", "started_utc": "2026-01-02T03:04:05.000000Z", "program_wall_s": 2.0,
  "memory": {"peak_rss_bytes": 1048576},
  "energy": {"attributed": {"value_j": 7.2, "low90_j": 6.0, "high90_j": 9.0, "kind": "modelled"}},
  "carbon": {"value_g": 0.001, "low90_g": null, "high90_g": 0.002}
})";

class Table : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "baler-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
    path_ = directory_ / "energy.csv";
  }
  void TearDown() override { fs::remove_all(directory_); }

  fs::path directory_, path_;
};

TEST(ProfileRow, IsTakenFromTheJsonOfARun) {
  const auto row = row_from(run_json, "train");
  ASSERT_TRUE(row) << row.error().text();
  EXPECT_EQ(row->mode, "train");
  EXPECT_EQ(row->time_utc, "2026-01-02T03:04:05.000000Z");
  EXPECT_EQ(row->kind, "modelled");
  EXPECT_EQ(row->energy.value, calo::Joules::of(7.2));
  EXPECT_EQ(row->energy.high, calo::Joules::of(9));
  EXPECT_EQ(row->carbon.low, std::nullopt);
  EXPECT_EQ(row->peak_memory, calo::Bytes::of(1048576));
  ASSERT_TRUE(row->power());
  EXPECT_DOUBLE_EQ(row->power()->value(), 3.6);
}

TEST(ProfileRow, WithoutEnergyHasNoPower) {
  const auto row = row_from(R"({"schema": "calo.run/1", "energy": {"attributed": null}})", "train");
  ASSERT_TRUE(row);
  EXPECT_EQ(row->energy.value, std::nullopt);
  EXPECT_EQ(row->power(), std::nullopt);
}

TEST(ProfileRow, OfSomethingElseIsRefused) {
  EXPECT_FALSE(row_from("not JSON", "train"));
  EXPECT_FALSE(row_from("[1]", "train"));
  EXPECT_FALSE(row_from(R"({"schema": "other/1"})", "train"));
}

TEST_F(Table, ReadsBackWhatWasAppended) {
  auto row = *row_from(run_json, "train");
  ASSERT_TRUE(append(path_, row));
  row.mode = "compress";
  row.carbon.value.reset();
  ASSERT_TRUE(append(path_, row));
  const auto table = read_table(path_);
  ASSERT_TRUE(table) << table.error().text();
  ASSERT_EQ(table->rows.size(), 2U);
  EXPECT_EQ(table->rows[0].mode, "train");
  EXPECT_EQ(table->rows[0].energy.value, calo::Joules::of(7.2));
  EXPECT_EQ(table->rows[0].carbon.value, calo::Grams::of(0.001));
  EXPECT_EQ(table->rows[1].mode, "compress");
  EXPECT_EQ(table->rows[1].carbon.value, std::nullopt);
  EXPECT_EQ(table->unreadable, 0U);
}

TEST_F(Table, HasEnergyInKilowattHoursAndPowerToo) {
  ASSERT_TRUE(append(path_, *row_from(run_json, "train")));
  const auto text = calo::os::read_text(path_);
  const auto lines = calo::text::lines(*text);
  const auto names = calo::text::csv_fields(lines[0]);
  const auto values = calo::text::csv_fields(lines[1]);
  ASSERT_EQ(names.size(), values.size());
  EXPECT_EQ(names[6], "energy_kwh");
  EXPECT_NEAR(*calo::text::to_double(values[6]), 2e-6, 1e-18);
  EXPECT_EQ(names[7], "power_w");
  EXPECT_NEAR(*calo::text::to_double(values[7]), 3.6, 1e-12);
}

TEST_F(Table, CountsLinesThatAreNoRows) {
  ASSERT_TRUE(append(path_, *row_from(run_json, "train")));
  const auto text = *calo::os::read_text(path_);
  ASSERT_TRUE(calo::os::write_file(path_, text + "half a line,\n\n,,,,,,,,,,,,\n"));
  const auto table = read_table(path_);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows.size(), 1U);
  EXPECT_EQ(table->unreadable, 2U);
}

TEST_F(Table, OfAnotherKindIsLeftAlone) {
  ASSERT_TRUE(calo::os::write_file(path_, "my,own,table\n1,2,3\n"));
  const auto refused = append(path_, *row_from(run_json, "train"));
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().text(), HasSubstr("Rename the file"));
  EXPECT_EQ(*calo::os::read_text(path_), "my,own,table\n1,2,3\n");
  EXPECT_FALSE(read_table(path_));
}

}  // namespace
}  // namespace baler
