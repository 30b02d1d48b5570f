#include "profile_figures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace baler {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::vector<ProfileRow> rows(int count) {
  std::vector<ProfileRow> result;
  for (int i = 0; i < count; ++i) {
    ProfileRow row;
    row.mode = "train";
    row.kind = "modelled";
    row.duration = calo::Seconds::of(10 + 0.1 * i);
    row.energy.value = calo::Joules::of(55 + i);
    row.carbon.value = calo::Grams::of(0.006 + 1e-5 * i);
    row.peak_memory = calo::Bytes::of(5e7);
    result.push_back(row);
  }
  return result;
}

std::string svg(const std::vector<ProfileRow>& all) {
  const auto bytes =
      calo::figures::render(profile_figure(all, "train"), calo::figures::Format::svg);
  EXPECT_TRUE(bytes);
  return bytes.value_or("");
}

TEST(ProfileFigure, HasSixPanelsWithUnits) {
  const std::string text = svg(rows(6));
  for (const char* words :
       {">emissions (mg CO₂e)<", ">emission rate (µg CO₂e/s)<", ">mean power (W)<", ">energy (J)<",
        ">duration (s)<", ">peak memory (MiB)<", ">train: 6 runs<", ">energy modelled<"}) {
    EXPECT_THAT(text, HasSubstr(words));
  }
}

TEST(ProfileFigure, OfOneRunIsDrawnToo) {
  EXPECT_THAT(svg(rows(1)), HasSubstr(">train: 1 run<"));
}

TEST(ProfileFigure, OfRunsWithoutEnergySaysSo) {
  auto all = rows(3);
  for (ProfileRow& row : all) {
    row.energy = {};
    row.kind.clear();
  }
  const std::string text = svg(all);
  EXPECT_THAT(text, HasSubstr(">no energy known<"));
  EXPECT_THAT(text, HasSubstr(">no values<"));
  EXPECT_THAT(text, Not(HasSubstr("nan")));
}

}  // namespace
}  // namespace baler
