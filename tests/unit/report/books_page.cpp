#include "report/books_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "runs.hpp"

namespace calo::report {
namespace {

using testing::HasSubstr;

TEST(BooksPage, OfABalancedRunIsThis) {
  const BooksPage page = books_page({a_measured_run(), nullptr, {}});
  EXPECT_TRUE(page.balanced);
  EXPECT_EQ(page.text, R"(energy in J, package, static=none
                     gross    attributed         other          idle  imbalance
all             120.000000     64.000000     16.000000     40.000000  0
package-0       120.000000     64.000000     16.000000     40.000000  0

gross = idle + program + calo + others, 1 interval          0
the intervals add up to the totals                          0
process records (1) add up to the program                   0
books balance to 0
)");
}

TEST(BooksPage, FindsAnIntervalThatDoesNotAddUp) {
  model::Run run = a_measured_run();
  run.intervals[0].energy[0].other_dynamic += 1.2_J;
  const BooksPage page = books_page({run, nullptr, {}});
  EXPECT_FALSE(page.balanced);
  EXPECT_THAT(page.text, HasSubstr("1e-02  (interval 1 at 0 s, package-0)"));
  EXPECT_THAT(page.text, HasSubstr("books DO NOT balance: off by 1e-02\n"));
}

TEST(BooksPage, FindsAnIntervalThatIsMissing) {
  model::Run run = a_measured_run();
  add_interval(run, 1.0_s, {30.0_J}, {1.0_s, {}, {}});
  run.intervals.pop_back();
  const BooksPage page = books_page({run, nullptr, {}});
  EXPECT_FALSE(page.balanced);
  EXPECT_THAT(page.text,
              HasSubstr("the intervals add up to the totals                          2e-01"));
}

TEST(BooksPage, FindsAProcessThatIsMissing) {
  model::Run run = a_measured_run();
  run.processes.clear();
  EXPECT_FALSE(books_page({run, nullptr, {}}).balanced);
}

TEST(BooksPage, DoesNotTakeNoNumberForBalance) {
  model::Run run = a_measured_run();
  run.end.totals[0].gross = Joules::of(std::numeric_limits<double>::quiet_NaN());
  EXPECT_FALSE(books_page({run, nullptr, {}}).balanced);
}

TEST(BooksPage, OfARunWithoutEnergySaysThatThereIsNothingToBalance) {
  const BooksPage page = books_page({an_empty_run(), nullptr, {}});
  EXPECT_TRUE(page.balanced);
  EXPECT_THAT(page.text, HasSubstr("there are no books"));
}

RC_GTEST_PROP(BooksPage, BalancesForEveryTrace, ()) {
  model::Run run = an_empty_run();
  const auto amount = [](double most) { return most * *rc::gen::inRange(0, 1'000'001) / 1e6; };
  add_domain(run, a_domain("package-0", "package", model::Component::cpu, 0.03),
             Watts::of(amount(300.0)));
  add_domain(run, a_domain("dram-0", "dram", model::Component::memory, 0.1), std::nullopt);
  const int intervals = *rc::gen::inRange(1, 100);
  for (int i = 0; i < intervals; ++i) {
    add_interval(run, Seconds::of(0.001 + amount(10.0)),
                 {Joules::of(amount(1e4)), Joules::of(amount(1e3))},
                 {Seconds::of(amount(30.0)), Seconds::of(amount(0.1)), Seconds::of(amount(9.0))});
  }
  const BooksPage page = books_page({run, nullptr, {}});
  RC_LOG(page.text);
  RC_ASSERT(page.balanced);
}

}  // namespace
}  // namespace calo::report
