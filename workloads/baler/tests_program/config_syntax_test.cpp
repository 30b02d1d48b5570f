#include "config_syntax.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <rapidcheck/gtest.h>
#include <cmath>
#include <string>
#include <vector>

namespace baler {
namespace {

using ::testing::HasSubstr;

/// The assignments of a body, indented as in a config.
calo::Result<std::vector<Assignment>> parse(const std::string& body) {
  return parse_assignments("def set_config(c):\n" + body, "x.py");
}

/// The one value of `c.x = written`.
Literal value(const std::string& written) {
  const auto assignments = parse("    c.x = " + written + "\n");
  EXPECT_TRUE(assignments) << assignments.error().text();
  if (!assignments) return {};
  EXPECT_EQ(assignments->size(), 1U);
  return assignments->at(0).value;
}

std::string refusal(const std::string& body) {
  const auto assignments = parse(body);
  EXPECT_FALSE(assignments) << "was accepted: " << body;
  return assignments ? "" : assignments.error().text();
}

TEST(Literals, AreReadAsPythonReadsThem) {
  EXPECT_EQ(value("None"), Literal{});
  EXPECT_EQ(value("True"), Literal{true});
  EXPECT_EQ(value("5"), Literal{std::int64_t{5}});
  EXPECT_EQ(value("-5"), Literal{std::int64_t{-5}});
  EXPECT_EQ(value("1_000"), Literal{std::int64_t{1000}});
  EXPECT_EQ(value("0x1F"), Literal{std::int64_t{31}});
  EXPECT_EQ(value("0b101"), Literal{std::int64_t{5}});
  EXPECT_EQ(value("1e-3"), Literal{0.001});
  EXPECT_EQ(value("1.5E+2"), Literal{150.0});
  EXPECT_EQ(value(".5"), Literal{0.5});
  EXPECT_EQ(value("2."), Literal{2.0});
  EXPECT_EQ(value("- 2.5"), Literal{-2.5});
}

TEST(Literals, TextsMayHaveEitherQuoteAndEscapes) {
  EXPECT_EQ(value(R"("it's")"), Literal{std::string{"it's"}});
  EXPECT_EQ(value(R"('say "hi"')"), Literal{std::string{"say \"hi\""}});
  EXPECT_EQ(value(R"("tab\tquote\" slash\\ \x41\u00e9\101")"),
            Literal{std::string{"tab\tquote\" slash\\ Aé"
                                "A"}});
  EXPECT_EQ(value(R"(r"C:\new")"), Literal{std::string{"C:\\new"}});
  EXPECT_EQ(value(R"("unknown \d stays")"), Literal{std::string{"unknown \\d stays"}});
  EXPECT_EQ(value(R"("a" 'b')"), Literal{std::string{"ab"}});
  EXPECT_EQ(value("\"\"\"two\nlines\"\"\""), Literal{std::string{"two\nlines"}});
  EXPECT_EQ(value("\"# no comment\""), Literal{std::string{"# no comment"}});
}

TEST(Literals, ListsAndTuplesMayGoOverLinesWithComments) {
  const Literal expected{LiteralList{{std::int64_t{1}}, {std::int64_t{25}}, {std::int64_t{25}}}};
  EXPECT_EQ(value("[1, 25, 25]"), expected);
  EXPECT_EQ(value("(1, 25, 25,)"), expected);
  EXPECT_EQ(value("[  # three\n  1,\n\n  25, # H\n25]"), expected);
  EXPECT_EQ(value("[]"), Literal{LiteralList{}});
  EXPECT_EQ(value("(7)"), Literal{std::int64_t{7}});
  EXPECT_EQ(value("(7,)"), (Literal{LiteralList{{std::int64_t{7}}}}));
}

TEST(Configs, AreAssignmentsWithTheirLines) {
  const auto assignments = parse_assignments(
      "\"\"\"A project.\"\"\"\r\n"
      "import os\r\n"
      "# comment\r\n"
      "def set_config(config: object) -> None:  # here\r\n"
      "    config.epochs = 5 # trailing\r\n"
      "\r\n"
      "    config.lr = \\\r\n"
      "        1e-3\r\n"
      "    config.a = 1; config.b = 2\r\n"
      "    pass\r\n",
      "x.py");
  ASSERT_TRUE(assignments) << assignments.error().text();
  ASSERT_EQ(assignments->size(), 4U);
  EXPECT_EQ(assignments->at(0).name, "epochs");
  EXPECT_EQ(assignments->at(0).line, 5);
  EXPECT_EQ(assignments->at(1).line, 7);
  EXPECT_EQ(assignments->at(1).value, Literal{0.001});
  EXPECT_EQ(assignments->at(3).name, "b");
  EXPECT_EQ(assignments->at(3).line, 9);
}

TEST(Configs, ThatNeedAnInterpreterAreRefusedWithTheLine) {
  EXPECT_THAT(refusal("    c.ok = 1\n    c.x = 60 * 50\n"),
              HasSubstr("x.py:3: did not expect '* 50'"));
  EXPECT_THAT(refusal("    c.x = os.environ['HOME']\n"),
              HasSubstr("expected a value, not 'os.environ"));
  EXPECT_THAT(refusal("    if True:\n        c.x = 1\n"), HasSubstr("did not expect 'if True:'"));
  EXPECT_THAT(refusal("    c.x += 1\n"), HasSubstr("expected = after c.x"));
  EXPECT_THAT(refusal("    c.x == 1\n"), HasSubstr("expected = after c.x"));
  EXPECT_THAT(refusal("    c.x = f\"{1}\"\n"), HasSubstr("expected a value"));
  EXPECT_THAT(refusal("    d.x = 1\n"), HasSubstr("did not expect 'd.x = 1'"));
}

TEST(Configs, ThatAreDamagedAreRefusedWithTheReason) {
  EXPECT_THAT(refusal("    c.x = \"open\n"), HasSubstr("no closing \""));
  EXPECT_THAT(refusal("    c.x = [1, 2\n"),
              HasSubstr("expected , or ] and not the end of the file"));
  EXPECT_THAT(refusal("    c.x = 12a\n"), HasSubstr("'12a' is not a number"));
  EXPECT_THAT(refusal("    c.x = 1__0\n"), HasSubstr("not a number"));
  EXPECT_THAT(refusal("    c.x = 99999999999999999999\n"), HasSubstr("not a number in range"));
  EXPECT_THAT(refusal("    c.x = 1e999\n"), HasSubstr("not a number in range"));
  EXPECT_THAT(refusal("    c.x = \"\\ud800\"\n"), HasSubstr("is no character"));
  EXPECT_THAT(refusal("    c.x = " + std::string(50, '[') + "\n"), HasSubstr("16 deep"));
  EXPECT_THAT(refusal("    c. = 1\n"), HasSubstr("expected a name"));
  EXPECT_FALSE(parse_assignments("c.x = 1\n", "x.py"));
  EXPECT_FALSE(parse_assignments("def other(c):\n", "x.py"));
}

/// A literal up to two lists deep.
Literal any_literal(int depth) {
  switch (*rc::gen::inRange(0, depth > 0 ? 6 : 5)) {
    case 0:
      return {};
    case 1:
      return {*rc::gen::arbitrary<bool>()};
    case 2:
      return {static_cast<std::int64_t>(*rc::gen::inRange<std::int64_t>(-1000000000, 1000000000))};
    case 3:
      return {*rc::gen::inRange(-1000000, 1000000) * std::pow(10, *rc::gen::inRange(-30, 30))};
    case 4: {
      // Bytes that are UTF-8: controls, quotes, backslashes and ordinary letters.
      std::string text;
      const int length = *rc::gen::inRange(0, 12);
      for (int i = 0; i < length; ++i) text += static_cast<char>(*rc::gen::inRange(1, 128));
      return {text};
    }
    default: {
      LiteralList values;
      const int length = *rc::gen::inRange(0, 4);
      for (int i = 0; i < length; ++i) values.push_back(any_literal(depth - 1));
      return {values};
    }
  }
}

// property: what is written as Python is read back as it was
RC_GTEST_PROP(Literals, ReadBackAsTheyWereWritten, ()) {
  const Literal literal = any_literal(2);
  const auto assignments = parse("    c.x = " + python_text(literal) + "  # end\n");
  RC_ASSERT(assignments.has_value());
  RC_ASSERT(assignments->at(0).value == literal);
}

}  // namespace
}  // namespace baler
