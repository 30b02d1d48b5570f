#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "example_profile.hpp"
#include "foreign_program.hpp"
#include "formats/pstats.hpp"

namespace calo::formats {
namespace {

using nlohmann::json;
using testing::example;
using testing::example_profile;

/// What Python's own module makes of the profile: by name of the function, calls, own and
/// cumulative time, and the callers.
json loaded(const ProfileOptions& options, const model::Profile& profile = example_profile()) {
  const testing::TemporaryFile file{"profile.prof", pstats_profile(example(), profile, options)};
  const testing::TemporaryFile script{"load.py", R"(
import json, pstats, sys
stats = pstats.Stats(sys.argv[1])
print(json.dumps({
    "total": stats.total_tt,
    "top": sorted(name for _, _, name in stats.top_level),
    "functions": {name: {"file": file, "line": line, "calls": [cc, nc], "own": tt, "cumulative": ct,
                         "callers": {caller[2]: list(of) for caller, of in callers.items()}}
                  for (file, line, name), (cc, nc, tt, ct, callers) in stats.stats.items()}}))
)"};
  const testing::Said said =
      testing::said_by("/usr/bin/python3 " + script.path() + " " + file.path());
  return json::parse(said.text, nullptr, false);
}

TEST(Pstats, IsReadByPythonsPstats) {
  CALO_NEEDS_PROGRAM("/usr/bin/python3", "python3");
  const json stats = loaded({.by = Measure::cpu});
  ASSERT_TRUE(stats.is_object());
  EXPECT_NEAR(stats["total"].get<double>(), 0.4, 1e-9);
  const json train = stats["functions"]["train"];
  EXPECT_EQ(train["file"], "/home/me/train.py");
  EXPECT_EQ(train["line"], 7);
  EXPECT_EQ(train["calls"], (json{84, 84}));
  EXPECT_NEAR(train["own"].get<double>(), 0.016, 1e-9);
  EXPECT_NEAR(train["cumulative"].get<double>(), 0.336, 1e-9);
  EXPECT_NEAR(train["callers"]["<module>"][3].get<double>(), 0.336, 1e-9);
}

TEST(Pstats, RecursionCountsOnce) {
  CALO_NEEDS_PROGRAM("/usr/bin/python3", "python3");
  const json walk = loaded({.by = Measure::cpu})["functions"]["walk"];
  EXPECT_NEAR(walk["cumulative"].get<double>(), 0.04, 1e-9);
  EXPECT_NEAR(walk["callers"]["walk"][3].get<double>(), 0.04, 1e-9);
}

TEST(Pstats, HoldsJoulesIfAsked) {
  CALO_NEEDS_PROGRAM("/usr/bin/python3", "python3");
  EXPECT_NEAR(loaded({.by = Measure::energy})["total"].get<double>(), 5.000001, 1e-9);
}

TEST(Pstats, FunctionsThatItCannotTellApartAreAddedUp) {
  CALO_NEEDS_PROGRAM("/usr/bin/python3", "python3");
  model::Profile profile = example_profile();
  profile.functions[5] = profile.functions[4];  // kernel becomes another gemm
  const json stats = loaded({.by = Measure::cpu}, profile);
  EXPECT_NEAR(stats["total"].get<double>(), 0.4, 1e-9);
  EXPECT_NEAR(stats["functions"]["gemm"]["cumulative"].get<double>(), 0.32, 1e-9);
}

TEST(Pstats, HoldsSampledTimeOfATracedRunIfAsked) {
  CALO_NEEDS_PROGRAM("/usr/bin/python3", "python3");
  model::Profile profile = example_profile();
  profile.traced = {{.file = "a.py",
                     .line = 1,
                     .name = "f",
                     .count = {7, 7, Seconds::of(9.0), Seconds::of(9.0)}}};
  EXPECT_EQ(loaded({}, profile)["functions"]["f"]["calls"], (json{7, 7}));
  EXPECT_NEAR(
      loaded({.by = Measure::cpu, .exact_if_traced = false}, profile)["total"].get<double>(), 0.4,
      1e-9);
}

TEST(Pstats, CallsBeyondThirtyTwoBitsAreKept) {
  CALO_NEEDS_PROGRAM("/usr/bin/python3", "python3");
  model::Profile profile = example_profile();
  constexpr std::int64_t many = (std::int64_t{1} << 45U) + 12345;
  profile.uses = {profile.uses[4]};
  profile.uses[0].samples = many;
  EXPECT_EQ(loaded({}, profile)["functions"]["train"]["calls"], (json{many, many}));
}

}  // namespace
}  // namespace calo::formats
