#include "base/error.hpp"

#include <gtest/gtest.h>

#include <cerrno>

#include "base/try.hpp"

namespace calo {
namespace {

Result<int> half(int x) {
  if (x % 2 != 0)
    return fail(Category::usage, "halving " + std::to_string(x) + ": odd", "Give an even number");
  return x / 2;
}

Result<int> quarter(int x) {
  CALO_TRY(const int once, half(x));
  CALO_TRY(const int twice, half(once));
  return twice;
}

TEST(Try, GivesTheValueOrReturnsTheError) {
  EXPECT_EQ(quarter(8), 2);
  ASSERT_FALSE(quarter(6).has_value());
  EXPECT_EQ(quarter(6).error().text(), "halving 3: odd. Give an even number.");
}

TEST(SystemError, SaysWhatWasTriedAndWhy) {
  const Error error = system_error(EACCES, "reading x");
  EXPECT_EQ(error.category, Category::permission);
  EXPECT_EQ(error.text(), "reading x: permission denied");
  EXPECT_EQ(system_error(ENOENT, "x").category, Category::not_found);
  EXPECT_EQ(system_error(ENOSPC, "x").category, Category::exhausted);
}

TEST(Error, IsToldAgainByTheCaller) {
  EXPECT_EQ(Error(Category::io, "reading b: gone", "").within("loading a").what,
            "loading a: reading b: gone");
}

}  // namespace
}  // namespace calo
