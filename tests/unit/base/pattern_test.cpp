#include "base/pattern.hpp"

#include <gtest/gtest.h>

namespace calo {
namespace {

TEST(Pattern, FitsAnywhereInAText) {
  const auto pattern = Pattern::compile("numpy|^dgemm.*kernel$");
  ASSERT_TRUE(pattern) << pattern.error().text();
  EXPECT_TRUE(pattern->is_in("/usr/lib/numpy/core.py"));
  EXPECT_TRUE(pattern->is_in("dgemm_kernel"));
  EXPECT_FALSE(pattern->is_in("my_dgemm_kernel"));
}

TEST(Pattern, SaysWhatIsWrong) {
  for (const char* const wrong : {"(", "[a", "a{2,1}", "*("}) {
    const auto pattern = Pattern::compile(wrong);
    ASSERT_FALSE(pattern) << wrong;
    EXPECT_EQ(pattern.error().category, Category::usage);
  }
}

TEST(Pattern, TakesVeryLongNames) {
  const auto pattern = Pattern::compile("(a|b)*z");
  ASSERT_TRUE(pattern);
  EXPECT_FALSE(pattern->is_in(std::string(20'000, 'a')));
}

}  // namespace
}  // namespace calo
