#include "formats/json.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <nlohmann/json.hpp>
#include <sstream>

#include "example.hpp"

namespace calo::formats::testing {
namespace {

nlohmann::json parsed(const model::Run& run) {
  std::ostringstream out;
  write_json(out, run);
  return nlohmann::json::parse(out.str());
}

TEST(Json, HoldsTheWholeRun) {
  const auto json = parsed(example());
  EXPECT_EQ(json["format"], "calo-run");
  EXPECT_EQ(json["version"], 1);
  EXPECT_EQ(json["run"]["command"], (std::vector<std::string>{"./simulate", "-n", "10 000"}));
  EXPECT_EQ(json["run"]["started_utc"], "2025-03-01T12:00:00.000000Z");
  EXPECT_EQ(json["run"]["tags"].size(), 4U);
  EXPECT_EQ(json["run"]["unit"]["name"], "steps");
  EXPECT_EQ(json["domains"][1]["role"], "inside");
  EXPECT_EQ(json["intervals"].size(), 2U);
  EXPECT_EQ(json["intervals"][1]["energy"][0]["gross_j"], 0.1 + 0.2);
  EXPECT_EQ(json["processes"][0]["name"], "sim\"a,b");
  EXPECT_EQ(json["end"]["totals"][0]["gross_j"], 10.1 + (0.1 + 0.2));
  EXPECT_EQ(json["end"]["warnings"][0]["code"], "no-psys");
}

TEST(Json, SaysNullOrNothingWhereNothingIsKnown) {
  const auto json = parsed(example());
  EXPECT_TRUE(json["machine"]["sockets"].is_null());
  EXPECT_TRUE(json["machine"]["cpu_model"].is_null());
  EXPECT_TRUE(json["carbon"]["year"].is_null());
  EXPECT_TRUE(json["domains"][0]["package"].is_null());
  EXPECT_TRUE(json["intervals"][0]["pss_bytes"].is_null());
  EXPECT_FALSE(json["intervals"][0]["energy"][2].contains("gross_j")) << "dram was not read then";
  EXPECT_TRUE(json["end"]["totals"][2]["idle_j"].is_null()) << "dram has no idle baseline";
  EXPECT_TRUE(json["end"]["wait_status"].is_null());
}

TEST(Json, TakesBrokenTextAndAnEmptyRun) {
  model::Run run;
  run.header.name = "\xff\"\n\x01";
  const auto json = parsed(run);
  EXPECT_EQ(json["run"]["name"], "\xef\xbf\xbd\"\n\x01");
  EXPECT_TRUE(json["intervals"].empty());
  EXPECT_TRUE(json["run"]["unit"].is_null());
}

RC_GTEST_PROP(Json, KeepsEveryBitOfANumber, (std::uint64_t bits)) {
  const double value = std::bit_cast<double>(bits);
  RC_PRE(std::isfinite(value));
  model::Run run = example();
  run.intervals[0].energy[0].gross = Joules::of(value);
  const auto read = parsed(run)["intervals"][0]["energy"][0]["gross_j"].get<double>();
  RC_ASSERT(std::bit_cast<std::uint64_t>(read) == bits);
}

}  // namespace
}  // namespace calo::formats::testing
