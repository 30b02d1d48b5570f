#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/text.hpp"
#include "example_profile.hpp"
#include "foreign_program.hpp"
#include "formats/call_graph_dot.hpp"
#include "formats/graphviz.hpp"

namespace calo::formats {
namespace {

using testing::example;
using testing::example_profile;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string dot(const Pruning& pruning = {}) {
  return call_graph_dot(example(), example_profile(), {.by = Measure::energy}, pruning).value();
}

TEST(CallGraphDot, ColoursAreThoseOfGprof2dot) {
  EXPECT_EQ(temperature_colour(0.0), "#0d0d73");
  EXPECT_EQ(temperature_colour(0.1), "#0d3b80");
  EXPECT_EQ(temperature_colour(0.25), "#0c9393");
  EXPECT_EQ(temperature_colour(0.5), "#0ab60a");
  EXPECT_EQ(temperature_colour(0.75), "#dada06");
  EXPECT_EQ(temperature_colour(1.0), "#ff0000");
}

TEST(CallGraphDot, ABoxTellsModuleNameSharesAndAmount) {
  EXPECT_THAT(dot(), HasSubstr("label=\"libblas.so.3\\ngemm\\n80.00%\\n(0.00%)\\n4.00 J\""));
  EXPECT_THAT(dot(), HasSubstr("tooltip=\"gemm\\ngemm.f:100\""));
}

TEST(CallGraphDot, ArrowsAreAsWideAsWhatFlowsThroughThem) {
  EXPECT_THAT(dot(), HasSubstr("f3 -> f4 [label=\"84.00%\\n4.20 J\""));
  EXPECT_THAT(dot(), HasSubstr("penwidth=\"3.36\", labeldistance=\"3.36\", arrowsize=\"0.92\""));
}

TEST(CallGraphDot, RecursionIsAnArrowToItself) {
  EXPECT_THAT(dot(), HasSubstr("f7 -> f7 [label=\"10.00%"));
}

TEST(CallGraphDot, LeavesOutWhatIsSmall) {
  EXPECT_THAT(dot({.functions = 0.05}), Not(HasSubstr("start_thread")));
  EXPECT_THAT(dot({.functions = 0.05, .calls = 0.2}), Not(HasSubstr("-> f7")));
  EXPECT_THAT(dot({.functions = 0.01}), HasSubstr("start_thread"));
}

TEST(CallGraphDot, BeginsAtTheRootThatWasAskedForWithSharesOfTheProgram) {
  const std::string graph = dot({.root = "trai"});
  EXPECT_THAT(graph, HasSubstr("train\\n84.00%"));
  EXPECT_THAT(graph, HasSubstr("gemm\\n80.00%"));
  EXPECT_THAT(graph, Not(HasSubstr("main")));
  EXPECT_THAT(graph, Not(HasSubstr("walk")));
  const auto nobody =
      call_graph_dot(example(), example_profile(), {.by = Measure::energy}, {.root = "nobody"});
  ASSERT_FALSE(nobody);
  EXPECT_EQ(nobody.error().category, Category::not_found);
}

TEST(CallGraphDot, FoldsTheWayToTheFirstFunctionThatBranchesOrCostsSomething) {
  model::Profile profile;
  profile.resolved = true;
  for (const char* const name : {"start", "runtime", "main", "solve", "left", "right"}) {
    profile.functions.emplace_back();
    profile.functions.back().name = name;
    const auto number = static_cast<std::int32_t>(profile.functions.size() - 1);
    profile.locations.push_back({0, 0, {{number, 1}}});
    profile.stacks.push_back({std::min(number - 1, 3), number});
  }
  profile.modules.resize(1);
  profile.threads.resize(1);
  profile.buckets = {{Seconds{}, Seconds::of(1.0)}};
  for (const std::int32_t stack : {4, 5})
    profile.uses.push_back({0, 0, stack, 10, Seconds::of(0.5), {}, {}, 0.0});
  const auto folded = call_graph_dot(example(), profile, {.by = Measure::cpu});
  EXPECT_THAT(*folded, HasSubstr("3 functions from\\nstart"));
  EXPECT_THAT(*folded, HasSubstr("way1 -> f4"));
  EXPECT_THAT(*folded, Not(HasSubstr("f3 [")));
  profile.uses.push_back({0, 0, 2, 1, Seconds::of(0.1), {}, {}, 0.0});  // main works, too
  EXPECT_THAT(*call_graph_dot(example(), profile, {.by = Measure::cpu}), HasSubstr("f3 ["));
}

TEST(CallGraphDot, TextsStayBelowTheLimitOfGraphviz) {
  for (const std::string_view line : text::lines(dot({.functions = 0.0}))) {
    EXPECT_LT(line.size(), 16'384U);
  }
}

TEST(CallGraphDot, AProfileWithoutSamplesIsAnEmptyGraph) {
  EXPECT_THAT(*call_graph_dot(example(), {}, {}), Not(HasSubstr("label")));
}

TEST(Graphviz, DrawsTheGraph) {
  CALO_NEEDS_PROGRAM("dot", "graphviz");
  const auto svg = drawn_by_graphviz(dot({.functions = 0.0, .calls = 0.0}), Picture::svg);
  ASSERT_TRUE(svg) << svg.error().text();
  EXPECT_THAT(*svg, HasSubstr("gemm"));
  EXPECT_THAT(*svg, HasSubstr("evil;name?with?tab &quot;\\ ?("));
  const auto pdf = drawn_by_graphviz(dot(), Picture::pdf);
  ASSERT_TRUE(pdf) << pdf.error().text();
  EXPECT_THAT(*pdf, StartsWith("%PDF"));
  const auto png = drawn_by_graphviz(dot(), Picture::png);
  ASSERT_TRUE(png) << png.error().text();
  EXPECT_THAT(*png, StartsWith("\x89PNG"));
}

TEST(Graphviz, TellsWhatItRefuses) {
  CALO_NEEDS_PROGRAM("dot", "graphviz");
  const auto drawn = drawn_by_graphviz("digraph {", Picture::svg);
  ASSERT_FALSE(drawn);
  EXPECT_THAT(drawn.error().what, HasSubstr("syntax error"));
}

TEST(Graphviz, TellsWhatToInstallWhereItIsMissing) {
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", "/nonexistent", 1);
  const auto drawn = drawn_by_graphviz("digraph {}", Picture::svg);
  ::setenv("PATH", path.c_str(), 1);
  ASSERT_FALSE(drawn);
  EXPECT_EQ(drawn.error().category, Category::not_found);
  EXPECT_THAT(drawn.error().remedy, HasSubstr("graphviz"));
}

}  // namespace
}  // namespace calo::formats
