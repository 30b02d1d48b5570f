#include "report/profile_view.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "report/profile_json.hpp"
#include "report/summary.hpp"
#include "runs.hpp"

namespace calo::report {
namespace {

using analysis::Measure;
using attribution::Cost;
using attribution::StaticPolicy;
using testing::HasSubstr;
using testing::Not;

/// The measured run (64 J dynamic in 3.2 s of CPU time): three quarters in f, an eighth in g which
/// f calls, an eighth unsampled.
model::Profile a_profile() {
  model::Profile profile;
  profile.period = Seconds::of(0.004);
  profile.resolved = true;
  profile.modules = {{"/opt/sim", "", false}, {"/usr/lib/libm.so.6", "", false}};
  const auto function = [&](std::string name, std::string file, int module) {
    model::Function f;
    f.name = std::move(name);
    f.file = std::move(file);
    f.first_line = 10;
    f.module = module;
    profile.functions.push_back(f);
  };
  function("main", "/src/main.cpp", 0);
  function("f(std::vector<int>)", "/src/f.cpp", 0);
  function("g", "", 1);
  profile.locations = {{0, 1, {{0, 12}}}, {0, 2, {{1, 22}}}, {1, 3, {{2, 0}}}};
  profile.stacks = {{-1, 0}, {0, 1}, {1, 2}};
  profile.threads = {{0, 4711, "sim", 2.8_s, 0.4_s, 700, 2}};
  profile.buckets = {{0.0_s, 4.0_s}};
  profile.uses = {{0, 0, 1, 600, 2.4_s, 48.0_J, 24.0_J, 48.0 * 48.0 / 600},
                  {0, 0, 2, 100, 0.4_s, 8.0_J, 4.0_J, 8.0 * 8.0 / 100}};
  return profile;
}

class ProfileViewTest : public testing::Test {
 protected:
  model::Run run = a_measured_run();
  model::Profile profile = a_profile();

  /// Of the run and the profile as they are now; the last one holds.
  ProfileView viewed(Measure measure = Measure::energy,
                     const attribution::BooksOptions& policy = {StaticPolicy::none, 1.0}) {
    analysis_.emplace(run, &profile, policy);
    return {.analysis = *analysis_, .measure = measure, .only = {}};
  }
  /// The attributed energy of the last view's run, J.
  double attributed() const { return analysis_->books()->total.attributed.value.value(); }

 private:
  std::optional<analysis::Analysis> analysis_;
};

TEST_F(ProfileViewTest, ListsFunctionsWithIntervals) {
  ProfileView view = viewed();
  EXPECT_EQ(function_table(view),
            R"(energy: measured, package, by CPU time, static=none
700 samples, 250 for each CPU second that they stand for (250 asked for); 2 with a stack cut short, 0 lost; shares with 95 % from sampling
self                 share (95 %)            with callees         CPU self  function
48 ± 5 J             75.0 % (72.6 to 89.6)   56 ± 5 J             2.40 s    f  f.cpp:10
8.0 ± 1.6 J          12.5 % (10.4 to 27.4)   8.0 ± 1.6 J          400 ms    g  libm.so.6
0 J                  0.0 % (0.0 to 12.9)     56 ± 5 J             0 s       main  main.cpp:10
8.0 ± 1.4 J          12.5 %                                       400 ms    (unsampled)
64 ± 4 J             100 %                                        3.20 s    the run
)");
}

TEST_F(ProfileViewTest, GivesTheRateThatWasReached) {
  profile.period = Seconds::of(0.001);
  EXPECT_THAT(function_table(viewed()),
              HasSubstr("250 for each CPU second that they stand for (1000 asked for)"));
}

RC_GTEST_FIXTURE_PROP(ProfileViewTest, ShowsSharesInsideTheirIntervals, ()) {
  for (model::StackUse& use : profile.uses) {
    const double joules = *rc::gen::inRange(-50, 1000) / 10.0;
    use.samples = *rc::gen::inRange(1, 500);
    use.cpu = Seconds::of(*rc::gen::inRange(1, 1000) / 1000.0);
    use.dynamic = Joules::of(joules);
    use.static_share = Joules::of(*rc::gen::inRange(0, 1000) / 10.0);
    use.dynamic_squares = joules * joules / static_cast<double>(use.samples);
  }
  for (const auto policy : {StaticPolicy::none, StaticPolicy::exclusive, StaticPolicy::reserved,
                            StaticPolicy::proportional}) {
    for (const Measure measure : {Measure::energy, Measure::cpu, Measure::carbon}) {
      const auto json = nlohmann::json::parse(profile_json(viewed(measure, {policy, 0.3})));
      const auto check = [](const nlohmann::json& row) {
        RC_ASSERT(row["share_low95"].get<double>() <= row["share"].get<double>());
        RC_ASSERT(row["share"].get<double>() <= row["share_high95"].get<double>());
      };
      for (const auto& row : json["stages"]) check(row);
      for (const char* const table : {"functions", "lines"}) {
        for (const auto& row : json[table]) {
          check(row["self"]);
          check(row["inclusive"]);
        }
      }
    }
  }
}

TEST_F(ProfileViewTest, SumsToTheRunUnderEveryPolicy) {
  for (const auto policy :
       {StaticPolicy::none, StaticPolicy::exclusive, StaticPolicy::proportional}) {
    const ProfileView view = viewed(Measure::energy, {policy, 1.0});
    const analysis::CodeCosts& costs = view.analysis.code;
    Cost all = costs.sampled();
    all += costs.unsampled();
    EXPECT_NEAR(costs.energy(all).value.value(), attributed(), 1e-9 * attributed());
  }
}

TEST_F(ProfileViewTest, GivesCarbonAndCpuTimeOnRequest) {
  EXPECT_THAT(function_table(viewed(Measure::carbon)), HasSubstr("g CO2e"));
  EXPECT_THAT(function_table(viewed(Measure::cpu)), HasSubstr("2.40 s               75.0 %"));
}

TEST_F(ProfileViewTest, GoesByCpuTimeWhereNoEnergyIsKnown) {
  const model::Run without = [] {
    model::Run other = an_empty_run();
    other.end.cpu_user = 3.2_s;
    return other;
  }();
  const analysis::Analysis analysis{without, &profile, {}};
  const ProfileView other{.analysis = analysis, .only = {}};
  EXPECT_THAT(function_table(other), HasSubstr("CPU time instead"));
  EXPECT_THAT(function_table(other), HasSubstr("75.0 %"));
}

TEST_F(ProfileViewTest, ShowsOnlyWhatFitsTheFilter) {
  ProfileView view = viewed();
  view.only = Pattern::compile("libm|^g").value();
  EXPECT_THAT(function_table(view), Not(HasSubstr("f.cpp")));
  EXPECT_THAT(function_table(view), HasSubstr("g  libm.so.6"));
}

TEST_F(ProfileViewTest, SaysHowManyRowsAreLeftOut) {
  ProfileView view = viewed();
  view.most_rows = 1;
  EXPECT_THAT(function_table(view), HasSubstr("(2 more)"));
  EXPECT_THAT(line_table(view), HasSubstr("f.cpp:22  f"));
}

TEST_F(ProfileViewTest, PrintsATree) {
  ProfileView view = viewed();
  const std::string tree = call_tree_text(view);
  EXPECT_THAT(tree, HasSubstr("87.5 %  main  main.cpp:10"));
  EXPECT_THAT(tree, HasSubstr("87.5 %    f  f.cpp:10"));
  EXPECT_THAT(tree, HasSubstr("12.5 %      g"));
  EXPECT_THAT(tree, HasSubstr("12.5 %  (unsampled)"));
}

TEST_F(ProfileViewTest, CallsAChainOfLibraryFunctionsByTheOneThatTheProgramCalled) {
  for (const char* const name : {"Tensor.backward", "libm.so.6+0x10", "libm.so.6+0x20"}) {
    model::Function function;
    function.name = name;
    function.module = 1;
    profile.functions.push_back(function);
    const auto number = static_cast<std::int32_t>(profile.functions.size() - 1);
    profile.locations.push_back({1, static_cast<std::uint64_t>(number), {{number, 0}}});
    profile.stacks.push_back({number == 3 ? 1 : number - 1, number});
  }
  profile.uses[1].stack = 5;
  const std::string tree = call_tree_text(viewed());
  EXPECT_THAT(tree, HasSubstr("12.5 %      [2 frames hidden] Tensor.backward\n"));
}

TEST_F(ProfileViewTest, NamesTheFilesItKnowsWhereOneIsNotThere) {
  ProfileView view = viewed();
  const std::string answer = annotated_file(view, "h.cpp");
  EXPECT_THAT(answer, HasSubstr("No source file in this run has the name h.cpp"));
  EXPECT_THAT(answer, HasSubstr("/src/f.cpp"));
  EXPECT_THAT(annotated_file(view, "f.cpp"), HasSubstr("cannot be read here"));
}

TEST_F(ProfileViewTest, ALineThatIsInAStackTwiceCountsOnce) {
  // f calls a comprehension on its own line, and itself through it.
  profile.functions[2].name = "<listcomp>";
  profile.functions[2].file = "/src/f.cpp";
  profile.locations[2].lines = {{2, 22}};
  profile.stacks = {{-1, 0}, {0, 1}, {1, 2}, {2, 1}, {3, 2}};
  profile.uses[0].stack = 3;
  profile.uses[1].stack = 4;
  EXPECT_THAT(annotated_file(viewed(Measure::cpu), "f.cpp"), HasSubstr("2.80 s               22 "));
}

TEST_F(ProfileViewTest, ListsThreadsAndStages) {
  ProfileView view = viewed();
  EXPECT_THAT(thread_table(view), HasSubstr("700 (2)"));
  EXPECT_THAT(stage_table(view), HasSubstr("main"));
  EXPECT_THAT(import_tree(view), HasSubstr("No sample"));
}

TEST_F(ProfileViewTest, LetsNoEscapeSequenceThrough) {
  profile.functions[1].name = "\x1b[31mred";
  profile.functions[1].file = "/src/\x1b]0;title\x07.cpp";
  profile.threads[0].name = "\x1b[2J";
  const ProfileView view = viewed();
  for (const std::string& text : {function_table(view), line_table(view), call_tree_text(view),
                                  thread_table(view), annotated_file(view, "nothing")})
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST_F(ProfileViewTest, IsJsonOnRequest) {
  const auto json =
      nlohmann::json::parse(profile_json(viewed(Measure::energy, {StaticPolicy::exclusive, 1.0})));
  EXPECT_EQ(json["functions"][0]["function"], "f(std::vector<int>)");
  EXPECT_EQ(json["functions"][0]["self"]["samples"], 600);
  EXPECT_EQ(json["functions"][1]["file"], nullptr);
  EXPECT_EQ(json["lines"][0]["line"], 22);
  EXPECT_EQ(json["threads"][0]["tid"], 4711);
  double all = json["unsampled"]["energy_j"].get<double>();
  for (const auto& function : json["functions"]) all += function["self"]["energy_j"].get<double>();
  EXPECT_NEAR(all, attributed(), 1e-9 * attributed());
}

TEST_F(ProfileViewTest, IsInTheSummary) {
  EXPECT_THAT(summary({run, &profile, {StaticPolicy::none, 1.0}}, {}), HasSubstr("hottest"));
}

}  // namespace
}  // namespace calo::report
