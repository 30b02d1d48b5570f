#include "power_model/batch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.hpp"

namespace calo::power_model {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

double field(const std::string& row, std::size_t at) {
  return text::to_double(text::csv_fields(row).at(at)).value();
}

TEST(Batch, AppendsWattsAndIntervalsToTheInputsColumns) {
  const auto batch = Batch::from_header("system,cpu,sockets,mem_gb");
  ASSERT_TRUE(batch);
  const auto header = text::csv_fields(batch->header());
  ASSERT_EQ(header.size(), 4U + 33U);
  EXPECT_EQ(header[4], "w0");
  EXPECT_EQ(header[14], "w100");
  EXPECT_EQ(header[15], "lo0");
  EXPECT_EQ(header[36], "hi100");
  const auto row = batch->row("\"box, one\",EPYC 9654,2,768", 2);
  ASSERT_TRUE(row);
  EXPECT_THAT(*row, StartsWith("\"box, one\",EPYC 9654,2,768,"));
  EXPECT_NEAR(field(*row, 4) / 131.8, 1.0, 0.01);
  EXPECT_NEAR(field(*row, 14) / 742.6, 1.0, 0.01);
  EXPECT_LT(field(*row, 15), field(*row, 4));
  EXPECT_GT(field(*row, 36), field(*row, 14));
}

TEST(Batch, GivenColumnsWinOverTheTables) {
  const auto batch = Batch::from_header("tdp_w,cpu");
  const auto given = batch->row("180,EPYC 9654", 2);
  const auto table = batch->row(",EPYC 9654", 3);
  EXPECT_LT(field(*given, 12), 0.8 * field(*table, 12));
}

TEST(Batch, PredictsAnUnheardOfCpuFromItsNumbers) {
  const auto batch = Batch::from_header(
      "cpu,cpu_vendor,gen,launch_year,sockets,cores,threads,base_mhz,tdp_w,mem_gb");
  const auto row = batch->row("epyc 7777x,AMD,milan,2021,2,128,256,2450,280,512", 2);
  ASSERT_TRUE(row);
  EXPECT_GT(field(*row, 20), 400);
  EXPECT_LT(field(*row, 20), 900);
}

TEST(Batch, ErrorsNameLineAndColumn) {
  const auto batch = Batch::from_header("cpu,tdp_w,cores,sockets");
  EXPECT_THAT(batch->row("EPYC 9654,abc,,", 7).error().what, HasSubstr("line 7, column tdp_w"));
  EXPECT_THAT(batch->row("EPYC 9654,-5,,", 8).error().what, HasSubstr("line 8, column tdp_w"));
  EXPECT_THAT(batch->row("EPYC 9654,,1.5,", 9).error().what, HasSubstr("column cores"));
  EXPECT_THAT(batch->row("EPYC 9654,,1,2", 9).error().what, HasSubstr("fewer cores than sockets"));
  EXPECT_THAT(batch->row("Frobnicator,,,", 10).error().what, HasSubstr("line 10, column cpu"));
  EXPECT_THAT(batch->row("EPYC 9654,,,,1", 11).error().what, HasSubstr("line 11, column 5"));
  EXPECT_FALSE(batch->row(",,,", 12));
}

TEST(Batch, ABadRowKeepsItsFieldsAndTheShapeOfTheTable) {
  const auto batch = Batch::from_header("cpu,tdp_w");
  const std::string row = batch->empty_row("a,b,c");
  EXPECT_EQ(text::csv_fields(row).size(), 2U + 33U);
  EXPECT_THAT(row, StartsWith("a,b,,"));
}

TEST(Batch, NeedsAHeaderItKnows) {
  EXPECT_FALSE(Batch::from_header("a,b,c"));
  EXPECT_FALSE(Batch::from_header(""));
  EXPECT_FALSE(Batch::from_header("cpu,cpu"));
  EXPECT_TRUE(
      Batch::from_header("\xEF\xBB\xBF"
                         "cpu"));
}

RC_GTEST_PROP(Batch, AnyRowGivesARowOrAnError, (const std::string& line)) {
  const auto batch = Batch::from_header("cpu,sockets,tdp_w,launch_year");
  const auto row = batch->row(line, 2);
  RC_ASSERT(row.has_value() || !row.error().what.empty());
  RC_ASSERT(text::csv_fields(row ? *row : batch->empty_row(line)).size() == 4U + 33U);
}

}  // namespace
}  // namespace calo::power_model
