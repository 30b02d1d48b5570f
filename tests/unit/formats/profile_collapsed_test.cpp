#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "base/text.hpp"
#include "example_profile.hpp"
#include "formats/collapsed.hpp"

namespace calo::formats {
namespace {

using testing::example;
using testing::example_profile;

std::string collapsed(const ProfileOptions& options) {
  std::ostringstream out;
  write_collapsed(out, example(), example_profile(), options);
  return out.str();
}

std::int64_t sum_of(const std::string& text) {
  std::int64_t sum = 0;
  for (const std::string_view line : text::lines(text)) {
    sum += text::to_i64(line.substr(line.rfind(' '))).value_or(0);
  }
  return sum;
}

TEST(Collapsed, IsOneLinePerStackFromRootToLeaf) {
  EXPECT_THAT(
      collapsed({.by = Measure::cpu}),
      ::testing::HasSubstr("\n<module> (train.py:1);train (train.py:7);gemm;kernel 320000\n"));
}

TEST(Collapsed, ConservesTheEnergy) {
  EXPECT_EQ(sum_of(collapsed({.by = Measure::energy})), testing::example_energy_uj);
}

TEST(Collapsed, ConservesTheCarbon) {
  // 5 J at 50 g/kWh are 69.4 µg.
  EXPECT_EQ(sum_of(collapsed({.by = Measure::carbon})), 69);
}

TEST(Collapsed, HasOnlyFramesAndAWholeNumberOnALine) {
  const std::string text = collapsed({.by = Measure::energy, .tell_threads_apart = true});
  for (const std::string_view line : text::lines(text)) {
    const auto space = line.rfind(' ');
    EXPECT_TRUE(text::to_u64(line.substr(space + 1))) << line;
    for (const std::string_view frame : text::split(line.substr(0, space), ';')) {
      EXPECT_FALSE(frame.empty());
      EXPECT_TRUE(std::ranges::none_of(frame, [](char c) { return c >= 0 && c < ' '; }));
    }
  }
}

TEST(Collapsed, BeginsWithTheThreadIfAsked) {
  const std::string text = collapsed({.tell_threads_apart = true});
  EXPECT_THAT(text, ::testing::HasSubstr("python3 (pid 4242, tid 4242);<module>"));
  EXPECT_THAT(text,
              ::testing::HasSubstr("worker:\"?? (pid 4242, tid 4243);start_thread;evil:name"));
}

TEST(Collapsed, KeepsNamesOfTemplatesWhole) {
  EXPECT_THAT(collapsed({}), ::testing::HasSubstr(testing::long_name() + ' '));
}

}  // namespace
}  // namespace calo::formats
