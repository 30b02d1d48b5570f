#include "report/equivalents_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runs.hpp"

namespace calo::report {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(EquivalentsPage, NamesFactorAndSource) {
  EXPECT_THAT(equivalents_page({a_measured_run(), nullptr, {}}),
              HasSubstr("0.0015 charges, charging a phone (0.012 kWh each; "));
}

TEST(EquivalentsPage, LeavesOutWhatIsLessThanAThousandth) {
  EXPECT_THAT(equivalents_page({a_measured_run(), nullptr, {}}), Not(HasSubstr("flying")));
}

TEST(EquivalentsPage, OfARunWithoutEnergySaysWhy) {
  EXPECT_THAT(equivalents_page({an_empty_run(), nullptr, {}}),
              HasSubstr("unavailable: no energy meter"));
}

}  // namespace
}  // namespace calo::report
