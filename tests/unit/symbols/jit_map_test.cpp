#include "symbols/jit_map.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace calo::symbols {
namespace {

TEST(JitMap, NamesTheFunctionAroundAnAddress) {
  const JitMap map = JitMap::parse("7f00 10 py::outer:/a b.py\n7f10 8 second\n");
  EXPECT_EQ(map.find(0x7f00), "py::outer:/a b.py");
  EXPECT_EQ(map.find(0x7f0f), "py::outer:/a b.py");
  EXPECT_EQ(map.find(0x7f17), "second");
  EXPECT_EQ(map.find(0x7f18), "");
  EXPECT_EQ(map.find(0x7eff), "");
}

TEST(JitMap, LetsLaterFunctionsReplaceThoseTheyOverlap) {
  const JitMap map = JitMap::parse("100 10 a\n110 10 b\n108 10 c\n");
  EXPECT_EQ(map.find(0x100), "");
  EXPECT_EQ(map.find(0x108), "c");
  EXPECT_EQ(map.find(0x11f), "");
  EXPECT_EQ(map.size(), 1U);
}

TEST(JitMap, CountsLinesThatAreNotOfTheForm) {
  const JitMap map = JitMap::parse(
      "nonsense\n100\n100 0 empty\n100 10\nffffffffffffff00 200 wraps\n-1 2 x\n100 10 good");
  EXPECT_EQ(map.malformed_lines(), 6U);
  EXPECT_EQ(map.find(0x10f), "good");
}

TEST(JitMap, IsReadInPieces) {
  JitMap map;
  map.append("100 10 fi");
  EXPECT_EQ(map.find(0x100), "");
  map.append("rst\n200 10 second\n300 1");
  EXPECT_EQ(map.find(0x100), "first");
  EXPECT_EQ(map.find(0x200), "second");
  map.append("0 third");
  map.append("\n100 10 again\n");
  EXPECT_EQ(map.find(0x30f), "third");
  EXPECT_EQ(map.find(0x100), "again");
  EXPECT_EQ(map.malformed_lines(), 0U);
}

// property: any text is accepted
RC_GTEST_PROP(JitMap, TakesAnyText, (std::string text)) {
  const JitMap map = JitMap::parse(text);
  static_cast<void>(map.find(0));
  RC_ASSERT(map.size() + map.malformed_lines() <= text.size() + 1);
}

}  // namespace
}  // namespace calo::symbols
