#include "base/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <set>
#include <string>

namespace calo::text {
namespace {

struct Case {
  double value;
  double u;
  const char* rounded;
  const char* rounded_u;
};

class PdgRounding : public testing::TestWithParam<Case> {};

// The examples of the Particle Data Group's rule and the vectors of docs/methods/energy.md.
INSTANTIATE_TEST_SUITE_P(
    Vectors, PdgRounding,
    testing::Values(Case{0.827, 0.119, "0.83", "0.12"}, Case{0.827, 0.367, "0.8", "0.4"},
                    Case{1.827, 0.967, "1.8", "1.0"}, Case{64.0, 4.6, "64", "5"},
                    Case{12.21, 0.0652, "12.21", "0.07"}, Case{64.0, 3.9603, "64", "4"},
                    Case{475.0, 190.0, "480", "190"}, Case{-0.827, 0.119, "-0.83", "0.12"},
                    Case{123456.0, 2345.0, "123500", "2300"}, Case{0.0, 1.0, "0.0", "1.0"}));

TEST_P(PdgRounding, KeepsTheDigitsTheUncertaintySupports) {
  const Rounded rounded = pdg_rounded(GetParam().value, GetParam().u);
  EXPECT_EQ(rounded.value, GetParam().rounded);
  EXPECT_EQ(rounded.uncertainty, GetParam().rounded_u);
}

RC_GTEST_PROP(PdgRounding, MovesTheValueByLessThanHalfTheUncertainty,
              (int mantissa, int u_mantissa, unsigned exponent)) {
  const double scale = std::pow(10.0, static_cast<double>(exponent % 12) - 6.0);
  const double u = (std::abs(u_mantissa % 100000) + 1) * scale;
  const double value = (mantissa % 1000000) * scale;
  const Rounded rounded = pdg_rounded(value, u);
  RC_ASSERT(to_double(rounded.value).has_value());
  RC_ASSERT(std::abs(*to_double(rounded.value) - value) <= 0.5 * u * 1.000001);
  const double shown = *to_double(rounded.uncertainty);
  RC_ASSERT(shown >= 0.7 * u);
  RC_ASSERT(shown <= 1.3 * u);
}

std::string written(const std::string& function, double value, double u) {
  if (function == "prefix") return with_prefix(value, "J");
  if (function == "amount") return with_uncertainty(value, u, "J");
  if (function == "interval") return interval(value, u, "J");
  if (function == "duration") return duration(Seconds::of(value));
  if (function == "bytes") return bytes(value);
  if (function == "percent") return percent(value);
  return "no such function";
}

// The page of a report reads the same table (web/test/numbers.test.ts).
TEST(Numbers, AreWrittenAsInThePage) {
  std::ifstream table{CALO_SOURCE_DIR "/tests/data/numbers.tsv"};
  std::set<std::string> seen;
  for (std::string line; std::getline(table, line);) {
    if (line.starts_with('#')) continue;
    const auto fields = split(line, '\t');
    ASSERT_EQ(fields.size(), 4U) << line;
    const std::string function{fields[0]};
    const double u = to_double(fields[2]).value_or(0.0);
    EXPECT_EQ(written(function, to_double(fields[1]).value(), u), fields[3]) << line;
    seen.insert(function);
  }
  EXPECT_EQ(seen.size(), 6U);
}

TEST(WithPrefix, RoundsIntoTheNextPrefix) {
  EXPECT_EQ(with_prefix(0.996, "J", 2), "1.0 J");
}

TEST(Numbers, AreReadWholeOrNotAtAll) {
  EXPECT_EQ(to_double(" 1.5e3\n"), 1500.0);
  EXPECT_EQ(to_double("+2"), 2.0);
  for (const char* bad : {"", " ", "1.5x", "nan", "inf", "0x10", "1,5", "--1", "1e999"}) {
    EXPECT_FALSE(to_double(bad).has_value()) << bad;
  }
  EXPECT_EQ(to_u64("18446744073709551615"), std::numeric_limits<std::uint64_t>::max());
  EXPECT_FALSE(to_u64("18446744073709551616").has_value());
  EXPECT_FALSE(to_u64("-1").has_value());
}

TEST(Csv, FieldsMayBeQuoted) {
  EXPECT_EQ(csv_fields(R"(a,"b,c","say ""x""",)"),
            (std::vector<std::string>{"a", "b,c", R"(say "x")", ""}));
  EXPECT_EQ(csv_quoted("plain"), "plain");
}

RC_GTEST_PROP(Csv, AFieldSurvivesQuoting, (std::string field)) {
  std::erase_if(field, [](char c) { return c == '\n' || c == '\r'; });
  RC_ASSERT(csv_fields(csv_quoted(field) + ",x") == (std::vector<std::string>{field, "x"}));
}

TEST(Printable, KeepsTextAndDefusesControlCharacters) {
  EXPECT_EQ(printable("Zürich"), "Zürich");
  EXPECT_EQ(printable("a\x1b[31mb\n"), "a?[31mb?");
  EXPECT_EQ(printable("\xff\xfe"), "??");
  EXPECT_EQ(printable("abc\xe2\x80\xae"
                      "def"),
            "abc?def");  // right-to-left override
  EXPECT_EQ(printable(std::string(300, 'x'), 10), "xxxxxxxxxx...");
}

RC_GTEST_PROP(Printable, NeverLetsAControlCharacterThrough, (std::string text)) {
  for (const char c : printable(text))
    RC_ASSERT(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
}

TEST(ShellQuoted, QuotesOnlyWhatNeedsIt) {
  EXPECT_EQ(shell_quoted({"echo", "a b", "it's", "", "x=1"}), R"(echo 'a b' 'it'\''s' '' x=1)");
}

}  // namespace
}  // namespace calo::text
