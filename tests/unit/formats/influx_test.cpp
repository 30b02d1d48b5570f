#include "formats/influx.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <sstream>

#include "base/text.hpp"
#include "example.hpp"

namespace calo::formats::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> lines_of(const model::Run& run) {
  std::ostringstream out;
  write_influx(out, run);
  std::vector<std::string> result;
  const std::string text = out.str();
  for (const auto line : text::lines(text)) result.emplace_back(line);
  return result;
}

TEST(Influx, WritesOneLinePerDomainReadAndOneForTheTree) {
  const auto lines = lines_of(example());
  ASSERT_EQ(lines.size(), 7U) << "the dram was not read in the first interval";
  EXPECT_EQ(lines[0],
            "calo_energy,run=simulate\\,\\ v2,grid=256,tag_domain=ocean,domain=package-0,"
            "meter=rapl-powercap,scope=package,role=total,kind=measured gross_j=10.1,idle_j=2,"
            "tree_dynamic_j=8.1,own_dynamic_j=0,other_dynamic_j=0,tree_static_j=1,own_static_j=0,"
            "share_u_j=0.1,gross_w=20.2 1740830400500000000");
  EXPECT_THAT(lines[2],
              HasSubstr("calo_tree,run=simulate\\,\\ v2,grid=256,tag_domain=ocean length_s"));
  EXPECT_THAT(lines[2], HasSubstr(",processes=2i,"));
  EXPECT_THAT(lines[2], Not(HasSubstr("pss_bytes")));
  EXPECT_THAT(lines[6], HasSubstr("pss_bytes=1000,"));
  EXPECT_TRUE(lines[6].ends_with(" 1740830401000000000"));
}

TEST(Influx, GivesNoPowerWhereAReadingCoversAGap) {
  const auto lines = lines_of(example());
  EXPECT_THAT(lines[5], HasSubstr("domain=dram-0"));
  EXPECT_THAT(lines[5], HasSubstr("gross_j=0.3"));
  EXPECT_THAT(lines[5], Not(HasSubstr("gross_w")));
}

TEST(Influx, LeavesOutIntervalsThatNoTimestampCanHold) {
  model::Run run = example();
  run.intervals[0].end = Seconds::of(1e300);
  EXPECT_EQ(lines_of(run).size(), 4U);
}

/// What a server reads: splits at unescaped characters, then takes the backslashes away.
std::vector<std::string> parsed_tags(const std::string& line) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size()) {
      parts.back() += line[++i];
    } else if (line[i] == ' ') {
      return parts;
    } else if (line[i] == ',' || line[i] == '=') {
      parts.emplace_back();
    } else {
      parts.back() += line[i];
    }
  }
  return parts;
}

RC_GTEST_PROP(Influx, KeepsAnyTagApartFromItsNeighbours,
              (const std::string& key, const std::string& value)) {
  RC_PRE(!key.empty() && !value.empty() && !key.starts_with('_') && key != "run");
  model::Run run = example();
  run.header.tags = {{"x" + key, value}, {"last", "end"}};
  for (const std::string& line : lines_of(run)) {
    const auto parts = parsed_tags(line);
    RC_ASSERT(parts.size() >= 7U);
    RC_ASSERT(parts[2] == "run" || parts[1] == "run");
    RC_ASSERT(parts[5] == "last");
    RC_ASSERT(parts[6] == "end");
  }
}

}  // namespace
}  // namespace calo::formats::testing
