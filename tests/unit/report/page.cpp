#include "report/page.hpp"

#include <gtest/gtest.h>

namespace calo::report {
namespace {

TEST(Page, BreaksLongTextAtSpacesUnderItself) {
  Page page{40, false};
  page.add("warning", "other programs used 20 % of the time");
  EXPECT_EQ(page.text(),
            "warning      other programs used 20 % of\n"
            "             the time\n");
}

TEST(Page, LeavesAWordWholeThatIsLongerThanTheLine) {
  Page page{40, false};
  page.add("file", "/a/very/long/path/to/a/run/file/which/stays/whole.calo");
  EXPECT_EQ(page.text(), "file         /a/very/long/path/to/a/run/file/which/stays/whole.calo\n");
}

TEST(Page, FillsALineToItsLastColumn) {
  Page page{40, false};
  page.add("x", std::string(27, 'a') + " b");
  EXPECT_EQ(page.text(), "x            " + std::string(27, 'a') + "\n             b\n");
}

TEST(Page, HasALineForAnEmptyText) {
  Page page{40, false};
  page.add("name", "");
  EXPECT_EQ(page.text(), "name\n");
}

TEST(Page, ColoursOnlyWhenAsked) {
  Page page{40, true};
  page.add("warning", "hot", Page::Look::alert);
  EXPECT_EQ(page.text(), "\x1b[33mwarning      hot\x1b[0m\n");
}

}  // namespace
}  // namespace calo::report
