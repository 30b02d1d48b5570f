#include "cpython/lines.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdio>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace calo::cpython {
namespace {

using Table = std::vector<std::uint8_t>;

Table from_hex(std::string_view hex) {
  const auto digit = [](char c) {
    return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
  };
  Table bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(16 * digit(hex[i]) + digit(hex[i + 1])));
  }
  return bytes;
}

/// As text: "0:4:3 4:6:4 6:8:-", where "-" is no line.
std::string shown(const std::vector<LineRange>& ranges) {
  std::string text;
  for (const LineRange& range : ranges) {
    text += std::to_string(range.begin) + ":" + std::to_string(range.end) + ":" +
            (range.line ? std::to_string(*range.line) : "-") + " ";
  }
  return text;
}

// The same function, with a call over two lines, try, a nested comprehension and a line that steps
// back, compiled by each version; the expected lines are those of its own `dis` and `co_lines()`.
TEST(PythonLines, AreRightIn38) {
  const Table table =
      from_hex("000204010201040102ff08040a010c01020102ff080106ff040102ff040202fe0606");
  const std::vector<LineRange> ranges = line_ranges(Layout::Lines::lnotab, table, 1);
  EXPECT_EQ(shown(ranges),
            "0:4:3 4:6:4 6:10:5 10:12:6 12:20:5 20:30:9 30:42:10 42:44:11 44:46:12 46:54:11 "
            "54:60:12 60:64:11 64:66:12 66:70:11 70:72:13 72:78:11 78:2147483647:17 ");
}

TEST(PythonLines, AreRightIn310) {
  const Table table =
      from_hex("040202010401020106ff14040c010201020108ff060104ff020104ff020206fe0406");
  EXPECT_EQ(shown(line_ranges(Layout::Lines::pairs, table, 1)),
            "0:4:3 4:6:4 6:10:5 10:12:6 12:18:5 18:38:9 38:50:10 50:52:11 52:54:12 54:62:11 "
            "62:68:12 68:72:11 72:74:12 74:78:11 78:80:13 80:86:11 86:90:17 ");
}

TEST(PythonLines, AreRightIn313) {
  const Table table = from_hex(
      "8000e008098041f00205050fdc0c0d8861d80e0ff303010d118801f00800090a885189068801dc0d1290318e5888"
      "0"
      "1d80809de2728947598519478f303010e21d9171f9021f303000f10d9171ff103010e21d82122f203010e24e00c0"
      "d"
      "f10502090f8a01f103000e16f00e000c0d8048f8f01100090a885189068901fcf204010e21");
  EXPECT_EQ(shown(line_ranges(Layout::Lines::locations, table, 1)),
            "0:2:1 2:6:3 6:8:4 8:20:5 20:22:6 22:32:5 32:42:9 42:70:10 70:72:11 72:108:12 "
            "108:116:11 116:122:12 122:130:11 130:134:12 134:138:11 138:140:12 140:146:11 "
            "146:148:13 148:158:11 158:162:10 162:166:17 166:168:- 168:180:9 180:190:- "
            "190:196:11 ");
}

TEST(PythonLines, HaveNoneWhereThe310TableSaysSo) {
  const Table table = {4, 1, 6, 0x80, 2, 1};
  EXPECT_EQ(shown(line_ranges(Layout::Lines::pairs, table, 10)), "0:4:11 4:10:- 10:12:12 ");
}

TEST(PythonLines, OfAFrameThatHasNotStartedAreTheFirst) {
  for (const auto format :
       {Layout::Lines::lnotab, Layout::Lines::pairs, Layout::Lines::locations}) {
    EXPECT_EQ(line_at(format, {}, 7, -1), 7);
    EXPECT_EQ(line_at(format, {}, 7, -2), 7);
  }
}

TEST(PythonLines, AreThoseOfPythonItselfForTheStandardLibrary) {
  const std::string command =
      CALO_PYTHON " " CALO_SOURCE_DIR "/tests/unit/cpython/probe/dump_lines.py";
  FILE* const output = popen(command.c_str(), "r");  // NOLINT(bugprone-command-processor)
  ASSERT_NE(output, nullptr);
  std::string all;
  char buffer[65536];
  while (const std::size_t size = fread(buffer, 1, sizeof buffer, output)) all.append(buffer, size);
  ASSERT_EQ(pclose(output), 0);

  std::size_t functions = 0;
  for (const std::string_view line : text::lines(all)) {
    const auto fields = text::words(line);
    ASSERT_GE(fields.size(), 3U);
    const Table table = from_hex(fields[0]);
    const int first = static_cast<int>(text::to_i64(fields[1]).value());
    ++functions;
    for (std::size_t i = 2; i < fields.size(); ++i) {
      const auto parts = text::split(fields[i], ':');
      const auto begin = static_cast<std::int32_t>(text::to_i64(parts[0]).value());
      const auto end = static_cast<std::int32_t>(text::to_i64(parts[1]).value());
      const auto expected = text::to_i64(parts[2]);
      for (const std::int32_t offset : {begin, end - 2}) {
        const auto got = line_at(Layout::Lines::locations, table, first, offset);
        ASSERT_EQ(got.has_value(), expected.has_value()) << line;
        ASSERT_EQ(got.value_or(0), expected.value_or(0)) << line;
      }
    }
  }
  EXPECT_GT(functions, 1500U);
}

// property: whatever the bytes, ranges ascend without overlap and line_at agrees with them
RC_GTEST_PROP(PythonLines, OfAnyBytesAreConsistent, ()) {
  const auto format =
      *rc::gen::element(Layout::Lines::lnotab, Layout::Lines::pairs, Layout::Lines::locations);
  const auto table = *rc::gen::resize(60, rc::gen::arbitrary<Table>());
  const int first = *rc::gen::inRange(-1000, 100000);
  const auto ranges = line_ranges(format, table, first);
  std::int32_t last = 0;
  for (const LineRange& range : ranges) {
    RC_ASSERT(range.begin >= last);
    RC_ASSERT(range.end > range.begin);
    last = range.end;
    RC_ASSERT(line_at(format, table, first, range.begin) == range.line);
    RC_ASSERT(line_at(format, table, first, range.end - 1) == range.line);
  }
  RC_ASSERT(format == Layout::Lines::lnotab || !line_at(format, table, first, last));
}

TEST(EvaluationLoop, IsKnownByItsName) {
  for (const char* name : {"_PyEval_EvalFrameDefault", "_PyEval_EvalFrameDefault.cold",
                           "_PyEval_EvalFrameDefault.constprop.0", "_TAIL_CALL_CALL_PY_GENERAL"}) {
    EXPECT_TRUE(is_evaluation_loop(name)) << name;
  }
  for (const char* name : {"PyEval_EvalFrame", "_PyEval_EvalFrameDefaultX", "", "main"}) {
    EXPECT_FALSE(is_evaluation_loop(name)) << name;
  }
}

}  // namespace
}  // namespace calo::cpython
