#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <tuple>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "example_profile.hpp"
#include "foreign_program.hpp"
#include "formats/callgrind.hpp"

namespace calo::formats {
namespace {

using testing::example;
using testing::example_profile;

std::string callgrind(const ProfileOptions& options,
                      const model::Profile& profile = example_profile()) {
  std::ostringstream out;
  write_callgrind(out, example(), profile, options);
  return out.str();
}

testing::Said annotated(const std::string& options, const ProfileOptions& of,
                        const model::Profile& profile = example_profile()) {
  const testing::TemporaryFile file{"callgrind.out", callgrind(of, profile)};
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

/// One stack of functions, outermost first, with 1 s at its end; names and files as given.
model::Profile stack_of(const std::vector<std::pair<std::string, std::string>>& functions) {
  model::Profile profile;
  profile.resolved = true;
  profile.threads = {{.process = 1, .tid = 1, .name = "main"}};
  profile.buckets = {{Seconds{}, Seconds::of(1.0)}};
  std::map<std::pair<std::string, std::string>, std::int32_t> known;
  for (const auto& function : functions) {
    const auto [at, is_new] =
        known.try_emplace(function, static_cast<std::int32_t>(profile.functions.size()));
    if (is_new) {
      model::Function one;
      std::tie(one.name, one.file) = function;
      profile.functions.push_back(one);
    }
    const auto count = static_cast<std::int32_t>(profile.stacks.size());
    profile.locations.push_back({.module = {}, .address = 0, .lines = {{at->second, 1}}});
    profile.stacks.push_back({count - 1, count});
  }
  profile.uses = {{.bucket = 0,
                   .thread = 0,
                   .stack = static_cast<std::int32_t>(profile.stacks.size()) - 1,
                   .samples = 10,
                   .cpu = Seconds::of(1.0)}};
  return profile;
}

TEST(Callgrind, InclusiveCostsHoldThroughRecursionOfEveryKind) {
  CALO_NEEDS_PROGRAM("callgrind_annotate", "valgrind");
  using Functions = std::vector<std::string>;
  for (const Functions& functions : {
           Functions{"main", "forward", "call", "forward", "call", "forward", "gemm"},  // mutual
           Functions{"main", "call", "forward", "call", "forward", "gemm"},
           Functions{"main", "forward", "forward", "gemm"},          // direct
           Functions{"forward", "call", "forward", "gemm", "call"},  // begins with it
           Functions{"forward", "call", "forward"},
       }) {
    std::vector<std::pair<std::string, std::string>> placed;
    for (const std::string& name : functions) placed.emplace_back(name, name + ".cpp");
    const testing::Said said = annotated("--inclusive=yes", {.by = Measure::cpu}, stack_of(placed));
    ASSERT_EQ(said.status, 0) << said.text;
    for (const std::string& name : functions) {
      EXPECT_EQ(first_number(said.text, ":" + name), 1'000'000) << said.text;
    }
  }
}

TEST(Callgrind, FunctionsThatItCannotTellApartCountOnce) {
  CALO_NEEDS_PROGRAM("callgrind_annotate", "valgrind");
  model::Profile profile =
      stack_of({{"main", "a.py"}, {"<lambda>", "a.py"}, {"<lambda>", "b.py"}, {"leaf", "a.py"}});
  profile.functions[2].file = "a.py";  // another one of the same file
  const testing::Said said = annotated("--inclusive=yes", {.by = Measure::cpu}, profile);
  EXPECT_EQ(first_number(said.text, ":<lambda>"), 1'000'000) << said.text;
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
