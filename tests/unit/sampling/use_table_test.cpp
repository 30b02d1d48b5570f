#include "sampling/use_table.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace calo::sampling {
namespace {

model::StackUse use(std::int32_t thread, std::int32_t stack, double joules = 1.0) {
  return {0,
          thread,
          stack,
          1,
          Seconds::of(0.004),
          Joules::of(joules),
          Joules::of(0.5),
          joules * joules};
}

TEST(UseTable, SumsWhatFallsTogether) {
  UseTable table{0.1_s};
  table.add(Seconds::of(0.01), use(0, 7));
  table.add(Seconds::of(0.09), use(0, 7));
  table.add(Seconds::of(0.11), use(0, 7));
  table.add(Seconds::of(0.11), use(1, 7));
  const auto uses = table.uses();
  ASSERT_EQ(uses.size(), 3U);
  EXPECT_EQ(uses[0].samples, 2);
  EXPECT_DOUBLE_EQ(uses[0].dynamic.value(), 2.0);
  EXPECT_EQ(uses[1].bucket, 1);
  const auto buckets = table.buckets(Seconds::of(0.15));
  ASSERT_EQ(buckets.size(), 2U);
  EXPECT_DOUBLE_EQ(buckets[0].end.value(), 0.1);
  EXPECT_DOUBLE_EQ(buckets[1].end.value(), 0.15);
}

TEST(UseTable, DoublesItsStretchesInALongRun) {
  UseTable table{0.1_s, 10};
  for (int i = 0; i < 100; ++i) table.add(Seconds::of(0.1 * i + 0.05), use(0, 0));
  EXPECT_LE(table.buckets(10.0_s).size(), 10U);
  EXPECT_EQ(table.uses().size(), table.buckets(10.0_s).size());
}

TEST(UseTable, DoublesItsStretchesWhereThereIsTooMuchVariety) {
  UseTable table{0.1_s, 100, 50};
  for (int i = 0; i < 1000; ++i) table.add(Seconds::of(0.005 * i), use(0, i % 40));
  EXPECT_LE(table.uses().size(), 50U);
}

TEST(UseTable, TakesATimeBeforeTheStartForTheStart) {
  UseTable table;
  table.add(Seconds::of(-1.0), use(0, 0));
  EXPECT_EQ(table.uses().at(0).bucket, 0);
}

RC_GTEST_PROP(UseTable, ConservesWhatIsAdded, ()) {
  UseTable table{0.1_s, static_cast<std::size_t>(*rc::gen::inRange(1, 8)),
                 static_cast<std::size_t>(*rc::gen::inRange(1, 20))};
  Joules all{};
  std::int64_t samples = 0;
  for (int i = *rc::gen::inRange(0, 100); i > 0; --i) {
    const double joules = 0.01 * *rc::gen::inRange(0, 1000);
    table.add(Seconds::of(0.01 * *rc::gen::inRange(0, 10'000)),
              use(*rc::gen::inRange(0, 3), *rc::gen::inRange(0, 9), joules));
    all += Joules::of(joules);
    ++samples;
  }
  for (const model::StackUse& row : table.uses()) {
    all -= row.dynamic;
    samples -= row.samples;
  }
  RC_ASSERT(std::abs(all.value()) < 1e-9);
  RC_ASSERT(samples == 0);
}

}  // namespace
}  // namespace calo::sampling
