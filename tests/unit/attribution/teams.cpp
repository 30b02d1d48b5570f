#include "attribution/teams.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "attribution/call_tree.hpp"

namespace calo::attribution {
namespace {

using Frames = std::vector<std::string>;

/// A profile in which equal stacks are one.
class Program {
 public:
  model::Profile profile;

  Program() {
    profile.modules = {{"program", "", false}};
    profile.threads.resize(4);
  }

  void sample(const Frames& frames, int thread, int bucket = 0, double cpu_s = 0.1) {
    std::int32_t parent = -1;
    for (const std::string& frame : frames) {
      const auto [at, is_new] =
          stacks_.try_emplace({parent, frame}, static_cast<std::int32_t>(profile.stacks.size()));
      if (is_new) profile.stacks.push_back({parent, location(frame)});
      parent = at->second;
    }
    profile.uses.push_back({.bucket = bucket,
                            .thread = thread,
                            .stack = parent,
                            .samples = 1,
                            .cpu = Seconds::of(cpu_s),
                            .dynamic = Joules::of(10.0 * cpu_s)});
  }

  [[nodiscard]] std::string stack_of(std::size_t use) const {
    std::string text;
    for (std::int32_t i = profile.uses[use].stack; i >= 0;
         i = profile.stacks[static_cast<std::size_t>(i)].parent) {
      const auto& location = profile.locations[static_cast<std::size_t>(
          profile.stacks[static_cast<std::size_t>(i)].location)];
      const auto function = static_cast<std::size_t>(location.lines[0].function);
      text = profile.functions[function].name + (text.empty() ? "" : " ") + text;
    }
    return text;
  }

 private:
  std::int32_t location(const std::string& name) {
    const auto [at, is_new] =
        locations_.try_emplace(name, static_cast<std::int32_t>(profile.locations.size()));
    if (is_new) {
      model::Function function;
      function.name = name;
      function.module = 0;
      profile.functions.push_back(function);
      model::Location location;
      location.module = 0;
      location.lines = {{static_cast<std::int32_t>(profile.functions.size()) - 1, 1}};
      profile.locations.push_back(location);
    }
    return at->second;
  }

  std::map<std::pair<std::int32_t, std::string>, std::int32_t> stacks_;
  std::map<std::string, std::int32_t> locations_;
};

TEST(Teams, OfGccStandBelowTheFunctionThatTheBodyIsNamedAfter) {
  Program program;
  program.sample({"main", "solve", "GOMP_parallel", "solve._omp_fn.0", "kernel"}, 0);
  program.sample({"clone", "start", "solve._omp_fn.0", "kernel"}, 1);
  join_teams(program.profile);
  EXPECT_EQ(program.stack_of(0), "main solve GOMP_parallel solve._omp_fn.0 kernel");
  EXPECT_EQ(program.stack_of(1), "main solve [OpenMP workers] solve._omp_fn.0 kernel");
}

TEST(Teams, AreFoundWhereTheMainThreadWasNeverSampledInTheBody) {
  Program program;
  program.sample({"main", "solve"}, 0);
  program.sample({"start", "solve._omp_fn.1"}, 1);
  join_teams(program.profile);
  EXPECT_EQ(program.stack_of(1), "main solve [OpenMP workers] solve._omp_fn.1");
}

TEST(Teams, OfLlvmStandBelowWhoWasSeenToCallTheSameBody) {
  Program program;
  program.sample({"main", "solve", "__kmpc_fork_call", "__kmp_fork_call", ".omp_outlined.3"}, 0);
  program.sample({"main", "other", "__kmpc_fork_call", "__kmp_fork_call", ".omp_outlined.4"}, 0);
  program.sample({"clone", "__kmp_launch_worker", ".omp_outlined.4", "kernel"}, 1);
  join_teams(program.profile);
  EXPECT_EQ(program.stack_of(2), "main other [OpenMP workers] .omp_outlined.4 kernel");
}

TEST(Teams, GoToTheContextThatRanAtThatTime) {
  Program program;
  program.sample({"main", "early", "solve"}, 0, 0, 0.2);
  program.sample({"main", "late", "solve"}, 0, 1);
  program.sample({"start", "solve._omp_fn.0"}, 1, 0);
  program.sample({"start", "solve._omp_fn.0"}, 1, 1);
  program.sample({"start", "solve._omp_fn.0"}, 1, 2);  // not sampled then: the longest of the run
  join_teams(program.profile);
  EXPECT_EQ(program.stack_of(2), "main early solve [OpenMP workers] solve._omp_fn.0");
  EXPECT_EQ(program.stack_of(3), "main late solve [OpenMP workers] solve._omp_fn.0");
  EXPECT_EQ(program.stack_of(4), "main early solve [OpenMP workers] solve._omp_fn.0");
}

TEST(Teams, StayAsTheyAreWithoutAnOpener) {
  Program program;
  program.sample({"main"}, 0);
  program.sample({"start", "solve._omp_fn.0"}, 1);
  join_teams(program.profile);
  EXPECT_EQ(program.stack_of(1), "start solve._omp_fn.0");
  EXPECT_EQ(program.profile.functions.size(), 3U);
}

TEST(Teams, OfAnotherProcessOpenNothingHere) {
  Program program;
  program.profile.threads[2].process = 1;
  program.sample({"main", "solve"}, 0);
  program.sample({"start", "solve._omp_fn.0"}, 2);
  join_teams(program.profile);
  EXPECT_EQ(program.stack_of(1), "start solve._omp_fn.0");
}

TEST(Teams, CanBeNestedAndRecursive) {
  Program program;
  program.sample({"main", "outer", "GOMP_parallel", "outer._omp_fn.0", "inner"}, 0);
  program.sample({"start", "outer._omp_fn.0", "inner", "inner"}, 1, 0, 0.5);
  program.sample({"start", "inner._omp_fn.0"}, 2);
  join_teams(program.profile);
  EXPECT_EQ(program.stack_of(2),
            "main outer [OpenMP workers] outer._omp_fn.0 inner inner [OpenMP workers] "
            "inner._omp_fn.0");
  // Each is in a region of the other.
  Program circle;
  circle.sample({"start", "a._omp_fn.0", "b"}, 1);
  circle.sample({"start", "b._omp_fn.0", "a"}, 2);
  join_teams(circle.profile);
  EXPECT_LT(circle.stack_of(0).size(), 1000U);
}

TEST(Teams, MakeInclusiveCostsHoldAllThreads) {
  Program program;
  program.sample({"main", "solve", "GOMP_parallel", "solve._omp_fn.0"}, 0);
  for (const int thread : {1, 2, 3}) program.sample({"start", "solve._omp_fn.0"}, thread);
  join_teams(program.profile);
  for (const PlaceCost& place : by_function(call_tree(program.profile))) {
    const auto& name = program.profile.functions[static_cast<std::size_t>(place.function)].name;
    if (name == "solve") {
      EXPECT_NEAR(place.inclusive.cpu.value(), 0.4, 1e-12);
    }
  }
}

RC_GTEST_PROP(Teams, ConserveCostsAndParents, ()) {
  Program program;
  const std::vector<std::string> names = {
      "main",  "solve", "GOMP_parallel", "solve._omp_fn.0", ".omp_outlined.1", "__kmpc_fork_call",
      "start", "k"};
  const int samples = *rc::gen::inRange(1, 30);
  for (int i = 0; i < samples; ++i) {
    Frames frames;
    const int depth = *rc::gen::inRange(1, 9);
    for (int d = 0; d < depth; ++d) frames.push_back(*rc::gen::elementOf(names));
    program.sample(frames, *rc::gen::inRange(0, 4), *rc::gen::inRange(0, 3));
  }
  const model::Profile before = program.profile;
  join_teams(program.profile);
  RC_ASSERT(program.profile.uses.size() == before.uses.size());
  for (std::size_t i = 0; i < before.uses.size(); ++i) {
    const auto leaf = [](const model::Profile& profile, std::size_t use) {
      return profile.stacks[static_cast<std::size_t>(profile.uses[use].stack)].location;
    };
    RC_ASSERT(leaf(program.profile, i) == leaf(before, i));
    RC_ASSERT(program.profile.uses[i].cpu == before.uses[i].cpu);
  }
  for (std::size_t i = 0; i < program.profile.stacks.size(); ++i)
    RC_ASSERT(program.profile.stacks[i].parent < static_cast<std::int32_t>(i));
}

}  // namespace
}  // namespace calo::attribution
