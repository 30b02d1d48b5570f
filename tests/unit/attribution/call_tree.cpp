#include "attribution/call_tree.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>
#include <set>

namespace calo::attribution {
namespace {

/// A profile that is built call by call. Functions are letters.
class Calls {
 public:
  model::Profile profile;

  std::int32_t function(char name, model::Language language = model::Language::native) {
    const std::string text(1, name);
    for (std::size_t i = 0; i < profile.functions.size(); ++i) {
      if (profile.functions[i].name == text) return static_cast<std::int32_t>(i);
    }
    model::Function function;
    function.name = text;
    function.language = language;
    profile.functions.push_back(function);
    return static_cast<std::int32_t>(profile.functions.size() - 1);
  }

  /// A stack from the outermost function; a line for each function is 1, 2, ... by its depth.
  std::int32_t stack(std::string_view functions, int module = -1) {
    std::int32_t parent = -1;
    int depth = 0;
    for (const char name : functions) {
      model::Location location;
      // Capitals are Python functions, digits frames of the interpreter itself.
      const bool python = name >= 'A' && name <= 'Z';
      if (!python) location.module = name >= '0' && name <= '9' ? 1 : std::max(module, 0);
      location.lines = {
          {function(name, python ? model::Language::python : model::Language::native), ++depth}};
      profile.locations.push_back(location);
      profile.stacks.push_back({parent, static_cast<std::int32_t>(profile.locations.size() - 1)});
      parent = static_cast<std::int32_t>(profile.stacks.size() - 1);
    }
    return parent;
  }

  void sample(std::string_view functions, double joules, int thread = 0) {
    profile.uses.push_back({0, thread, stack(functions), 1, Seconds::of(0.1), Joules::of(joules),
                            Joules{}, joules * joules});
  }

  Calls() {
    profile.modules = {{"program", "", false}, {"python", "", true}};
    profile.threads.resize(2);
  }

  [[nodiscard]] std::map<std::string, PlaceCost> functions(const View& view = {}) const {
    std::map<std::string, PlaceCost> found;
    for (const PlaceCost& cost : by_function(call_tree(profile, view)))
      found[profile.functions[static_cast<std::size_t>(cost.function)].name] = cost;
    return found;
  }
};

TEST(CallTree, GivesTheWorkedExampleOfTheMethod) {
  // Interval 1: 30 J on f, f, f, g; interval 2: 10 J on f, g, g, g.
  Calls calls;
  for (const char* name : {"f", "f", "f", "g"}) calls.sample(name, 7.5);
  for (const char* name : {"f", "g", "g", "g"}) calls.sample(name, 2.5);
  const CallTree tree = call_tree(calls.profile);
  const Cost& all = tree.nodes[0].inclusive;
  const auto functions = calls.functions();
  const Cost& f = functions.at("f").self;
  const Cost& g = functions.at("g").self;
  EXPECT_DOUBLE_EQ(f.dynamic.value(), 25.0);
  EXPECT_DOUBLE_EQ(g.dynamic.value(), 15.0);
  EXPECT_NEAR(sampling_sigma(f, all), 7.3421, 5e-5);
  EXPECT_NEAR(sampling_sigma(g, all), 7.3421, 5e-5);
  const ShareInterval interval = share_interval(f, all, {});
  EXPECT_NEAR(interval.low, 0.27793, 5e-6);
  EXPECT_NEAR(interval.high, 0.87830, 5e-6);
}

TEST(CallTree, GivesWilsonsIntervalForEqualSamples) {
  Cost whole;
  whole.samples = 400;
  whole.cpu = 4.0_s;
  Cost part;
  part.samples = 12;
  part.cpu = Seconds::of(0.12);
  const ShareInterval interval = share_interval(part, whole, {.is_energy = false, .paid = 0.0});
  EXPECT_NEAR(interval.low, 0.017243, 5e-7);
  EXPECT_NEAR(interval.high, 0.051699, 5e-7);
  EXPECT_DOUBLE_EQ(share_interval({}, whole, {.is_energy = false, .paid = 0.0}).high, 3.0 / 400.0);
}

TEST(CallTree, CountsRecursionOnce) {
  Calls calls;
  calls.sample("mfff", 1.0);
  calls.sample("mfgf", 1.0);
  const auto functions = calls.functions();
  EXPECT_DOUBLE_EQ(functions.at("f").inclusive.dynamic.value(), 2.0);
  EXPECT_DOUBLE_EQ(functions.at("g").inclusive.dynamic.value(), 1.0);
  EXPECT_DOUBLE_EQ(functions.at("m").inclusive.dynamic.value(), 2.0);
}

TEST(CallTree, ShowsInlinedFunctionsAsCalls) {
  Calls calls;
  const std::int32_t stack = calls.stack("m");
  calls.profile.locations.push_back(
      {0, 64, {{calls.function('i'), 12}, {calls.function('o'), 34}}});
  calls.profile.stacks.push_back(
      {stack, static_cast<std::int32_t>(calls.profile.locations.size() - 1)});
  calls.profile.uses.push_back(
      {0, 0, static_cast<std::int32_t>(calls.profile.stacks.size() - 1), 1, 1.0_s, 1.0_J, {}, 1.0});
  const auto functions = calls.functions();
  EXPECT_EQ(functions.at("i").self.samples, 1);
  EXPECT_EQ(functions.at("o").self.samples, 0);
  EXPECT_EQ(functions.at("o").inclusive.samples, 1);
}

TEST(CallTree, LeavesTheInterpreterOutOfPythonStacks) {
  Calls calls;
  calls.sample("01A2B3n", 1.0);  // a native function n called by Python
  calls.sample("01A23", 1.0);    // the interpreter itself, running a line of A
  calls.sample("01", 1.0);       // before any Python code
  const auto functions = calls.functions();
  EXPECT_FALSE(functions.contains("2"));
  EXPECT_EQ(functions.at("A").self.samples, 1);
  EXPECT_EQ(functions.at("A").inclusive.samples, 2);
  EXPECT_EQ(functions.at("n").self.samples, 1);
  EXPECT_EQ(functions.at("1").self.samples, 1);
  EXPECT_EQ(functions.at("1").inclusive.samples, 1);
  View everything;
  everything.fold_interpreter = false;
  EXPECT_EQ(calls.functions(everything).at("2").inclusive.samples, 2);
}

TEST(CallTree, TellsThreadsAndLinesApartOnRequest) {
  Calls calls;
  calls.sample("mf", 1.0, 0);
  calls.sample("mmf", 1.0, 1);
  View view;
  view.tell_threads_apart = true;
  const CallTree tree = call_tree(calls.profile, view);
  std::set<std::int32_t> threads;
  for (const CallNode& node : tree.nodes) {
    if (node.thread >= 0) threads.insert(node.thread);
  }
  EXPECT_EQ(threads, (std::set<std::int32_t>{0, 1}));
  view = {};
  view.tell_lines_apart = true;
  EXPECT_EQ(by_line(call_tree(calls.profile, view)).size(), 4U);  // m 1, m 2, f 2, f 3
}

TEST(CallTree, TakesOnlyTheUsesThatAreAccepted) {
  Calls calls;
  calls.sample("mf", 1.0, 0);
  calls.sample("mg", 2.0, 1);
  View view;
  view.accept = [](const model::StackUse& use) { return use.thread == 1; };
  EXPECT_DOUBLE_EQ(call_tree(calls.profile, view).nodes[0].inclusive.dynamic.value(), 2.0);
}

TEST(CallTree, OfNothingIsARoot) {
  const CallTree tree = call_tree({});
  EXPECT_EQ(tree.nodes.size(), 1U);
  EXPECT_TRUE(by_function(tree).empty());
}

RC_GTEST_PROP(CallTree, ConservesEveryCost, ()) {
  Calls calls;
  const int samples = *rc::gen::inRange(0, 40);
  Joules all{};
  for (int i = 0; i < samples; ++i) {
    std::string stack;
    const int depth = *rc::gen::inRange(1, 8);
    for (int d = 0; d < depth; ++d) stack += *rc::gen::elementOf(std::string{"abcAB01"});
    const double joules = 0.1 * *rc::gen::inRange(0, 100);
    calls.sample(stack, joules, *rc::gen::inRange(0, 2));
    all += Joules::of(joules);
  }
  View view;
  view.fold_interpreter = *rc::gen::arbitrary<bool>();
  view.tell_lines_apart = *rc::gen::arbitrary<bool>();
  view.tell_threads_apart = *rc::gen::arbitrary<bool>();
  const CallTree tree = call_tree(calls.profile, view);
  const auto near = [&](Joules a) { return std::abs((a - all).value()) < 1e-9; };
  RC_ASSERT(near(tree.nodes[0].inclusive.dynamic));
  Joules self{};
  for (const CallNode& node : tree.nodes) self += node.self.dynamic;
  RC_ASSERT(near(self));
  Joules functions = tree.nodes[0].self.dynamic;
  for (const PlaceCost& place : by_function(tree)) {
    functions += place.self.dynamic;
    RC_ASSERT(place.inclusive.dynamic <= all + Joules::of(1e-9));
    RC_ASSERT(place.inclusive.samples >= place.self.samples);
  }
  RC_ASSERT(near(functions));
}

TEST(CallTree, CountsInlinedFunctionsOfLibrariesAsTheFunctionTheyAreIn) {
  model::Profile profile;
  profile.modules = {{"/home/me/sim", "", false}, {"/usr/bin/python3.11", "", true}};
  profile.threads.resize(1);
  const auto function = [&](std::string name, std::string file) {
    model::Function row;
    row.name = std::move(name);
    row.file = std::move(file);
    profile.functions.push_back(row);
  };
  function("core::intrinsics::likely", "/rustc/abc/library/core/src/intrinsics.rs");
  function("mine_inlined", "/home/me/sim.rs");
  function("mine", "/home/me/sim.rs");
  function("_PyObject_IS_GC", "./Include/internal/pycore_object.h");
  function("visit_decref", "Modules/gcmodule.c");
  profile.locations = {{0, 1, {{0, 5}, {1, 20}, {2, 30}}}, {1, 2, {{3, 7}, {4, 40}}}};
  profile.stacks = {{-1, 0}, {-1, 1}};
  profile.uses = {{0, 0, 0, 1, 1.0_s, 1.0_J, {}, 1.0}, {0, 0, 1, 1, 1.0_s, 1.0_J, {}, 1.0}};
  const auto self_of = [&](bool folded, std::int32_t number) {
    View view;
    view.fold_inlined = folded;
    for (const PlaceCost& cost : by_function(call_tree(profile, view)))
      if (cost.function == number) return cost.self.samples;
    return std::int64_t{-1};
  };
  EXPECT_EQ(self_of(true, 0), -1);
  EXPECT_EQ(self_of(true, 1), 1);  // the user's own stays, inlined or not
  EXPECT_EQ(self_of(true, 2), 0);
  EXPECT_EQ(self_of(true, 3), -1);
  EXPECT_EQ(self_of(true, 4), 1);
  EXPECT_EQ(self_of(false, 0), 1);
  EXPECT_EQ(self_of(false, 3), 1);
}

}  // namespace
}  // namespace calo::attribution
