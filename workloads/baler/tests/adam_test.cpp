#include "adam.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace baler {
namespace {

TEST(Adam, TakesAFirstStepOfTheLearningRate) {
  // m / (1 - b1) = g and sqrt(v / (1 - b2)) = |g|: the step is lr * sign(g), whatever the gradient.
  Adam<double> adam{3};
  std::vector<double> parameters{1, 1, 1};
  const std::vector<double> gradients{1e-3, -20, 0};
  adam.begin_step(0.01);
  adam.update(0, parameters, gradients);
  EXPECT_NEAR(parameters[0], 0.99, 1e-6);
  EXPECT_NEAR(parameters[1], 1.01, 1e-6);
  EXPECT_EQ(parameters[2], 1);
}

RC_GTEST_PROP(Adam, GivesTheSameForAnyDivisionIntoRanges, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(1, 100);
  const auto border = *rc::gen::inRange<std::size_t>(0, count + 1);
  const auto numbers = rc::gen::map(rc::gen::inRange(-1000, 1000), [](int n) { return n / 64.0; });
  const auto start = *rc::gen::container<std::vector<double>>(count, numbers);
  const auto gradients = *rc::gen::container<std::vector<double>>(count, numbers);
  Adam<double> whole{count};
  Adam<double> parts{count};
  std::vector<double> a = start;
  std::vector<double> b = start;
  for (int step = 0; step < 3; ++step) {
    whole.begin_step(0.001);
    whole.update(0, a, gradients);
    parts.begin_step(0.001);
    parts.update(border, std::span{b}.subspan(border), std::span{gradients}.subspan(border));
    parts.update(0, std::span{b}.first(border), std::span{gradients}.first(border));
  }
  for (std::size_t i = 0; i < count; ++i)
    RC_ASSERT(std::abs(a[i] - b[i]) <= 1e-12 * (1 + std::abs(a[i])));
}

}  // namespace
}  // namespace baler
