#include "measure/request.hpp"

#include <gtest/gtest.h>

namespace calo::measure {
namespace {

Request tracing(Stacks stacks) {
  stacks.traced = true;
  Request request;
  request.command = {"true"};
  request.stacks = stacks;
  return request;
}

TEST(ARequest, NamesACommand) {
  Request request;
  EXPECT_FALSE(check(request).has_value());
  request.command = {"true"};
  EXPECT_TRUE(check(request).has_value());
}

TEST(ARequest, CannotTraceWithoutTheAgent) {
  EXPECT_TRUE(check(tracing({})).has_value());
  EXPECT_FALSE(check(tracing({.taken = false})).has_value());
  EXPECT_FALSE(check(tracing({.by = Sampler::outside})).has_value());
}

}  // namespace
}  // namespace calo::measure
