#include "recorder/warnings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace calo::recorder {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A run of 10 s of CPU time of which some was sampled, and some of a sampled thread's was not.
std::string warning(double sampled_s, double between_s) {
  model::RunEnd end;
  end.cpu_user = Seconds::of(10.0);
  model::Profile profile;
  if (sampled_s > 0.0) {
    profile.threads = {{.process = 1,
                        .tid = 1,
                        .name = "main",
                        .sampled = Seconds::of(sampled_s),
                        .unsampled = Seconds::of(between_s),
                        .samples = 100}};
    profile.uses = {{.samples = 100, .cpu = Seconds::of(sampled_s)}};
  }
  add_stack_warnings(end, profile);
  return end.warnings.empty() ? "" : end.warnings.front().text;
}

TEST(StackWarnings, BlameNobodyForWhatLiesBetweenSamples) {
  EXPECT_THAT(warning(8.7, 1.3), HasSubstr("13 % of the CPU time has no stacks: it lies between"));
  EXPECT_THAT(warning(8.7, 1.3), Not(HasSubstr("static")));
}

TEST(StackWarnings, TellProcessesWithoutASampleApart) {
  EXPECT_THAT(warning(7.0, 0.0), HasSubstr("processes or threads of which no sample was taken"));
  EXPECT_THAT(warning(5.0, 2.0), HasSubstr("20 % between the samples"));
  EXPECT_THAT(warning(5.0, 2.0), HasSubstr("30 % in processes or threads"));
}

TEST(StackWarnings, AreSilentWhereNearlyAllWasSampled) {
  EXPECT_EQ(warning(9.5, 0.5), "");
  EXPECT_THAT(warning(0.0, 0.0), HasSubstr("No stacks could be taken"));
}

}  // namespace
}  // namespace calo::recorder
