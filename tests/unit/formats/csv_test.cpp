#include "formats/csv.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>
#include <sstream>

#include "base/text.hpp"
#include "example.hpp"

namespace calo::formats::testing {
namespace {

/// The table as lines of fields, found by column name.
struct Table {
  std::vector<std::vector<std::string>> lines;

  explicit Table(const std::string& csv) {
    for (const auto line : text::lines(csv)) lines.push_back(text::csv_fields(line));
  }
  [[nodiscard]] std::string at(std::size_t line, std::string_view column) const {
    const auto found = std::ranges::find(lines.at(0), column);
    if (found == lines.at(0).end()) return "no column " + std::string{column};
    return lines.at(line + 1).at(static_cast<std::size_t>(found - lines[0].begin()));
  }
};

Table intervals(const model::Run& run) {
  std::ostringstream out;
  write_intervals_csv(out, run);
  return Table{out.str()};
}

TEST(IntervalsCsv, HasOneLinePerIntervalAndAsManyFieldsAsNames) {
  const Table table = intervals(example());
  ASSERT_EQ(table.lines.size(), 3U);
  for (const auto& line : table.lines) EXPECT_EQ(line.size(), table.lines[0].size());
}

TEST(IntervalsCsv, SaysInTheColumnNameWhatMayBeAddedUp) {
  const Table table = intervals(example());
  EXPECT_EQ(table.at(0, "total.package-0.gross_j"), "10.1");
  EXPECT_EQ(table.at(0, "inside.core-0.gross_j"), "10.1");
}

TEST(IntervalsCsv, LeavesFieldsEmptyWhereNothingIsKnown) {
  const Table table = intervals(example());
  EXPECT_EQ(table.at(0, "pss_bytes"), "");
  EXPECT_EQ(table.at(1, "pss_bytes"), "1000");
  EXPECT_EQ(table.at(0, "total.dram-0.gross_j"), "");
  EXPECT_EQ(table.at(0, "total.dram-0.outcome"), "gap");
  EXPECT_EQ(table.at(1, "total.dram-0.gross_j"), "0.3");
  EXPECT_EQ(table.at(1, "total.dram-0.idle_j"), "") << "it has no idle baseline";
}

TEST(IntervalsCsv, GivesTheInstantInUtc) {
  EXPECT_EQ(intervals(example()).at(1, "begin_utc"), "2025-03-01T12:00:00.500000Z");
}

TEST(IntervalsCsv, TellsDomainsOfOneNameApart) {
  model::Run run = example();
  run.header.domains[2].name = "package-0";
  run.header.domains[2].meter = "rapl-perf";
  EXPECT_EQ(intervals(run).at(1, "total.rapl-perf/package-0.gross_j"), "0.3");
  run.header.domains[2].meter = "rapl-powercap";
  EXPECT_EQ(intervals(run).at(1, "total.rapl-powercap/package-0#2.gross_j"), "0.3");
}

RC_GTEST_PROP(IntervalsCsv, KeepsEveryBitOfANumber, (std::uint64_t bits)) {
  const double value = std::bit_cast<double>(bits);
  RC_PRE(std::isfinite(value));
  model::Run run = example();
  run.intervals[0].energy[0].gross = Joules::of(value);
  const auto read = text::to_double(intervals(run).at(0, "total.package-0.gross_j"));
  RC_ASSERT(read.has_value());
  RC_ASSERT(std::bit_cast<std::uint64_t>(*read) == bits);
}

TEST(ProcessesCsv, QuotesNamesAndLeavesUnknownFieldsEmpty) {
  std::ostringstream out;
  write_processes_csv(out, example());
  const Table table{out.str()};
  ASSERT_EQ(table.lines.size(), 2U);
  EXPECT_EQ(table.at(0, "name"), "sim\"a,b");
  EXPECT_EQ(table.at(0, "parent"), "");
  EXPECT_EQ(table.at(0, "read_disk_bytes"), "");
  EXPECT_EQ(table.at(0, "wait_status"), "0");
  EXPECT_EQ(table.at(0, "dynamic_j"), "6.4");
}

}  // namespace
}  // namespace calo::formats::testing
