#include "os/usage.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace calo::os {
namespace {

TEST(Usage, HasTheKernelsRecordInOurUnits) {
  rusage record{};
  record.ru_utime = {2, 500'000};
  record.ru_stime = {1, 25};
  record.ru_maxrss = 3;  // KiB
  record.ru_minflt = 4;
  record.ru_majflt = 5;
  record.ru_nvcsw = 6;
  record.ru_nivcsw = 7;
  const Usage usage = usage_of(record);
  EXPECT_DOUBLE_EQ(usage.user.value(), 2.5);
  EXPECT_DOUBLE_EQ(usage.system.value(), 1.000025);
  EXPECT_DOUBLE_EQ(usage.cpu().value(), 3.500025);
  EXPECT_DOUBLE_EQ(usage.peak_rss.value(), 3072.0);
  EXPECT_EQ(usage.minor_faults, 4);
  EXPECT_EQ(usage.major_faults, 5);
  EXPECT_EQ(usage.voluntary_switches, 6);
  EXPECT_EQ(usage.involuntary_switches, 7);
}

TEST(Usage, OfOurselvesHasMemory) {
  EXPECT_GT(own_usage().peak_rss, Bytes{});
}

}  // namespace
}  // namespace calo::os
