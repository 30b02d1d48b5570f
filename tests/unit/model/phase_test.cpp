#include "model/phase.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace calo::model::testing {
namespace {

TEST(PhaseAt, IsTheInnermostOneOfTheFirstProcess) {
  std::vector<Phase> phases(3);
  phases[1].name = "train";
  phases[2].name = "epoch";
  const auto at = [](double s) { return Seconds::of(s); };
  const std::vector<PhaseSpan> spans = {
      {2, 0, at(1.0), at(2.0)}, {1, 5, at(0.0), at(3.0)}, {1, 0, at(0.5), at(4.0)}};
  EXPECT_EQ(phase_at(at(1.5), phases, spans), "epoch");
  EXPECT_EQ(phase_at(at(2.0), phases, spans), "train");
  EXPECT_EQ(phase_at(at(0.2), phases, spans), "train") << "of another process";
  EXPECT_EQ(phase_at(at(4.0), phases, spans), "");
}

}  // namespace
}  // namespace calo::model::testing
