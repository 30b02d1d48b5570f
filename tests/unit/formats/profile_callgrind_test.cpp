#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "base/text.hpp"
#include "example_profile.hpp"
#include "foreign_program.hpp"
#include "formats/callgrind.hpp"

namespace calo::formats {
namespace {

using testing::example;
using testing::example_profile;

std::string callgrind(const ProfileOptions& options) {
  std::ostringstream out;
  write_callgrind(out, example(), example_profile(), options);
  return out.str();
}

testing::Said annotated(const std::string& options, const ProfileOptions& of) {
  const testing::TemporaryFile file{"callgrind.out", callgrind(of)};
  return testing::said_by("callgrind_annotate --threshold=100 " + options + " " + file.path());
}

/// The first number of the first line that holds `name`, without thousands separators.
std::optional<std::int64_t> first_number(const std::string& text, std::string_view name) {
  for (const std::string_view line : text::lines(text)) {
    if (!line.contains(name)) continue;
    std::string digits;
    for (const char c : text::trimmed(line)) {
      if (c == ' ' || c == '(') break;
      if (c != ',') digits += c;
    }
    return text::to_i64(digits);
  }
  return std::nullopt;
}

TEST(Callgrind, OwnCostsAreReadByCallgrindAnnotate) {
  CALO_NEEDS_PROGRAM("callgrind_annotate", "valgrind");
  const testing::Said said = annotated("", {.by = Measure::energy});
  EXPECT_EQ(said.status, 0) << said.text;
  EXPECT_EQ(first_number(said.text, "PROGRAM TOTALS"), testing::example_energy_uj) << said.text;
  EXPECT_EQ(first_number(said.text, ":kernel"), 4'000'001) << said.text;
}

TEST(Callgrind, InclusiveCostsCountRecursionOnce) {
  CALO_NEEDS_PROGRAM("callgrind_annotate", "valgrind");
  const testing::Said said = annotated("--inclusive=yes", {.by = Measure::cpu});
  EXPECT_EQ(said.status, 0) << said.text;
  EXPECT_EQ(first_number(said.text, ":walk"), 40'000) << said.text;
  EXPECT_EQ(first_number(said.text, ":<module>"), 376'000) << said.text;
}

TEST(Callgrind, SaysBothEventsOfACost) {
  const std::string text = callgrind({.by = Measure::energy});
  EXPECT_THAT(text, ::testing::StartsWith("# callgrind format\nversion: 1\n"));
  EXPECT_THAT(text, ::testing::HasSubstr("\nevents: E_uJ CPU_us\n"));
  EXPECT_THAT(text, ::testing::HasSubstr("\nsummary: 5000001 400000\n"));
}

TEST(Callgrind, WritesAFilePositionBeforeEachCall) {
  EXPECT_THAT(callgrind({.by = Measure::cpu}),
              ::testing::ContainsRegex("cfn=\\([0-9]+\\) kernel\ncalls=80 5\n110 320000\n"));
}

TEST(Callgrind, NamesAreWrittenOnce) {
  const std::string text = callgrind({});
  const std::size_t first = text.find(testing::long_name());
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(text.find(testing::long_name(), first + 1), std::string::npos);
}

}  // namespace
}  // namespace calo::formats
