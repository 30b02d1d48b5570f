#include "measure/watch.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace calo::measure {
namespace {

/// Ten readings a look, of a second each.
class Readings : public LiveSource {
 public:
  std::vector<live::Reading> look() override {
    std::vector<live::Reading> readings(10);
    for (live::Reading& reading : readings) {
      reading.length = Seconds::of(1.0);
      reading.since_start = now_ += reading.length;
    }
    return readings;
  }
  [[nodiscard]] bool has_ended() const override { return false; }
  [[nodiscard]] const model::RunHeader& header() const override { return header_; }
  [[nodiscard]] const std::vector<model::DomainState>& states() const override { return states_; }
  [[nodiscard]] Result<std::vector<std::string>> at_end() const override {
    return std::vector<std::string>{};
  }

 private:
  model::RunHeader header_;
  std::vector<model::DomainState> states_;
  Seconds now_{};
};

TEST(AWatch, EndsWithTheReadingNearestToItsLength) {
  Readings source;
  int entered = 0;
  Watch watch{source, Seconds::of(13.4), [&](const live::Reading&) { ++entered; }};
  EXPECT_EQ(watch.look().size(), 10U);
  EXPECT_FALSE(watch.is_last());
  EXPECT_EQ(watch.look().size(), 3U);
  EXPECT_TRUE(watch.is_last());
  EXPECT_EQ(entered, 13);
}

TEST(AWatch, GoesOnUntilItsSourceEndsWhereItHasNoLength) {
  Readings source;
  Watch watch{source, {}, [](const live::Reading&) {}};
  for (int i = 0; i < 100; ++i) watch.look();
  EXPECT_FALSE(watch.is_last());
}

}  // namespace
}  // namespace calo::measure
