#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "formats/call_graph.hpp"

namespace calo::formats {
namespace {

Counts counts(std::int64_t n) {
  return {.samples = n, .weight = 10 * n, .cpu = 3 * n};
}

/// The stack of functions given, each called from line 1 of the one before; 1 sample at its end.
struct OneStack {
  explicit OneStack(const std::vector<std::int32_t>& functions) {
    for (std::size_t i = 0; i < functions.size(); ++i) {
      frames.push_back({static_cast<std::int32_t>(i) - 1, functions[i], 1});
    }
    self.resize(frames.size());
    self.back() = counts(1);
  }
  std::vector<Frame> frames;
  std::vector<Counts> self;
};

Counts inclusive(const CallGraph& graph, std::int32_t function) {
  const auto found = std::ranges::find(graph.functions, function, &CalledFunction::function);
  return found == graph.functions.end() ? Counts{} : found->inclusive;
}

TEST(CallGraph, RecursionCountsOnce) {
  const OneStack stack{{0, 1, 1, 1}};
  const CallGraph graph = call_graph(stack.frames, stack.self);
  EXPECT_EQ(inclusive(graph, 1), counts(1));
  ASSERT_EQ(graph.arcs.size(), 2U);
  EXPECT_EQ(graph.arcs[1].caller, 1);
  EXPECT_EQ(graph.arcs[1].callee, 1);
  EXPECT_EQ(graph.arcs[1].inclusive, counts(1));
  EXPECT_EQ(graph.arcs[1].self, counts(1));
}

TEST(CallGraph, OnlyTheCallThatEntersARecursiveFunctionFirstCarriesItsCost) {
  const OneStack stack{{0, 1, 2, 1, 2, 3}};
  const CallGraph graph = call_graph(stack.frames, stack.self);
  std::map<std::pair<std::int32_t, std::int32_t>, std::int64_t> entering;
  for (const Arc& arc : graph.arcs) entering[{arc.caller, arc.callee}] = arc.entering.samples;
  EXPECT_EQ(entering, (decltype(entering){{{0, 1}, 1}, {{1, 2}, 1}, {{2, 1}, 0}, {{2, 3}, 1}}));
}

TEST(CallGraph, DeepRecursionNeedsNoStackOfOurs) {
  const OneStack stack{std::vector<std::int32_t>(1'000'000, 7)};
  EXPECT_EQ(inclusive(call_graph(stack.frames, stack.self), 7), counts(1));
}

/// A forest of few functions, so that recursion of all kinds is common.
struct Forest {
  std::vector<Frame> frames;
  std::vector<Counts> self;
};
Forest any_forest() {
  const auto size = *rc::gen::inRange<std::size_t>(1, 60);
  Forest forest;
  for (std::size_t i = 0; i < size; ++i) {
    const auto parent = *rc::gen::inRange<std::int32_t>(-1, static_cast<std::int32_t>(i));
    const auto function = *rc::gen::inRange<std::int32_t>(-1, 4);
    const auto line = *rc::gen::inRange<std::int32_t>(0, 3);
    forest.frames.push_back({parent, function, line});
    forest.self.push_back(counts(*rc::gen::inRange<std::int64_t>(0, 5)));
  }
  return forest;
}

RC_GTEST_PROP(CallGraph, InclusiveCostIsThatOfAllStacksAFunctionIsIn, ()) {
  const Forest forest = any_forest();
  std::map<std::int32_t, Counts> expected;
  std::map<std::tuple<std::int32_t, std::int32_t, std::int32_t>, Counts> expected_arcs;
  Counts total;
  for (std::size_t i = 0; i < forest.frames.size(); ++i) {
    std::set<std::int32_t> functions;
    std::set<std::tuple<std::int32_t, std::int32_t, std::int32_t>> arcs;
    for (auto f = static_cast<std::int32_t>(i); f >= 0;) {
      const Frame& frame = forest.frames[static_cast<std::size_t>(f)];
      functions.insert(frame.function);
      f = frame.parent;
      if (f < 0) continue;
      const Frame& caller = forest.frames[static_cast<std::size_t>(f)];
      arcs.emplace(caller.function, caller.line, frame.function);
    }
    for (const std::int32_t function : functions) expected[function] += forest.self[i];
    for (const auto& arc : arcs) expected_arcs[arc] += forest.self[i];
    total += forest.self[i];
  }
  const CallGraph graph = call_graph(forest.frames, forest.self);
  RC_ASSERT(graph.total == total);
  for (const auto& [function, cost] : expected) RC_ASSERT(inclusive(graph, function) == cost);
  for (const Arc& arc : graph.arcs) {
    RC_ASSERT((expected_arcs[{arc.caller, arc.line, arc.callee}] == arc.inclusive));
  }
}

RC_GTEST_PROP(CallGraph, CallsIntoAFunctionAndWhatBeginsWithItAddUpToInclusiveCost, ()) {
  const Forest forest = any_forest();
  const CallGraph graph = call_graph(forest.frames, forest.self);
  std::map<std::int32_t, Counts> sum;
  for (const Arc& arc : graph.arcs) sum[arc.callee] += arc.entering;
  for (const CalledFunction& function : graph.functions) {
    sum[function.function] += function.begun;
    RC_ASSERT(sum[function.function] == function.inclusive);
  }
}

RC_GTEST_PROP(CallGraph, OwnCostsOfPlacesAddUpToTheTotal, ()) {
  const Forest forest = any_forest();
  const CallGraph graph = call_graph(forest.frames, forest.self);
  Counts sum;
  for (const Place& place : graph.places) sum += place.self;
  RC_ASSERT(sum == graph.total);
}

}  // namespace
}  // namespace calo::formats
