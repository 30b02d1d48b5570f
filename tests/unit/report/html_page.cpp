#include "report/html_page.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "report/container.hpp"
#include "runs.hpp"

namespace calo::report {
namespace {

TEST(EscapedText, IsNeverMarkup) {
  EXPECT_EQ(escaped("</script><img onerror='x' src=\"y\">&"),
            "&lt;/script&gt;&lt;img onerror=&#39;x&#39; src=&quot;y&quot;&gt;&amp;");
}

TEST(EscapedText, ShowsControlCharactersAsTheirNumbers) {
  EXPECT_EQ(escaped("a\nb\x1b[31m"), "a\\x0ab\\x1b[31m");
}

TEST(EscapedText, DoesNotTurnTheDirectionOfWhatFollows) {
  EXPECT_EQ(escaped("\u202egnp.exe"), "\uFFFDgnp.exe");
  EXPECT_EQ(escaped("\u05d0\u05d1"), "\u05d0\u05d1");  // letters of such a language stay
}

TEST(EscapedText, ReplacesBytesThatAreNotUtf8) {
  EXPECT_EQ(escaped("a\xff\xfe"), "a\uFFFD\uFFFD");
  EXPECT_EQ(escaped("a\xe2\x82"), "a\uFFFD");  // cut in the middle of a character
}

TEST(Container, KeepsColumnsAtMultiplesOfEightBytes) {
  Container container;
  container.add("a.x", std::vector<std::uint8_t>{1, 2, 3});
  container.add("a.y", std::vector<double>{0.5, -1.0});
  const std::string bytes = std::move(container).bytes({{"kind", "run"}});
  std::uint32_t length = 0;
  std::memcpy(&length, bytes.data(), sizeof length);
  ASSERT_EQ((length + 4) % 8, 0U);
  const auto header = Container::Json::parse(bytes.substr(4, length));
  EXPECT_EQ(header["kind"], "run");
  const auto column = header["columns"]["a.y"];
  ASSERT_EQ(column["offset"].get<std::size_t>() % 8, 0U);
  double values[2];
  std::memcpy(values, bytes.data() + 4 + length + column["offset"].get<std::size_t>(),
              sizeof values);
  EXPECT_EQ(values[0], 0.5);
  EXPECT_EQ(values[1], -1.0);
}

TEST(Container, KeepsEqualTextsOnceAndTheEmptyOneFirst) {
  Container container;
  EXPECT_EQ(container.text(""), 0U);
  EXPECT_EQ(container.text("f"), 1U);
  EXPECT_EQ(container.text("g"), 2U);
  EXPECT_EQ(container.text("f"), 1U);
}

TEST(HtmlReport, FillsEachSlotOnce) {
  const model::Run run = a_measured_run();
  const ReportInput input{run, nullptr, {}, "run.calo", {}, true};
  const auto html = html_report(input, "<t>@@CALO_TITLE@@</t>@@CALO_SUMMARY@@<d>@@CALO_DATA@@</d>");
  ASSERT_TRUE(html.has_value());
  EXPECT_EQ(html->find("@@CALO"), std::string::npos);
  EXPECT_TRUE(html->ends_with("</d>"));
}

TEST(HtmlReport, RefusesAPageWithoutItsSlots) {
  const model::Run run = a_measured_run();
  const auto html = html_report({run, nullptr, {}, "run.calo", {}, true}, "<html></html>");
  ASSERT_FALSE(html.has_value());
  EXPECT_EQ(html.error().category, Category::malformed);
}

}  // namespace
}  // namespace calo::report
