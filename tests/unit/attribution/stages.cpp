#include "attribution/stages.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace calo::attribution {
namespace {

/// Names from the outermost function on; "py:" marks Python functions, "imp:" the import machinery,
/// "libc:" functions of the C library.
Stage stage_of(const std::vector<std::string>& names) {
  model::Profile profile;
  profile.modules.resize(2);
  for (std::size_t i = 0; i < names.size(); ++i) {
    model::Function function;
    const bool is_library = names[i].starts_with("libc:");
    function.name = is_library ? names[i].substr(5) : names[i];
    model::Location location;
    if (names[i].starts_with("py:") || names[i].starts_with("imp:")) {
      function.language = model::Language::python;
      function.file = names[i].starts_with("imp:") ? "<frozen importlib._bootstrap>" : "/a.py";
    } else {
      location.module = is_library ? 1 : 0;
    }
    profile.functions.push_back(function);
    location.lines = {{static_cast<std::int32_t>(i), 1}};
    profile.locations.push_back(location);
    profile.stacks.push_back({static_cast<std::int32_t>(i) - 1, static_cast<std::int32_t>(i)});
  }
  return stages(profile).back();
}

TEST(Stages, TellWhatCompiledProgramsAreAt) {
  EXPECT_EQ(stage_of({"_start", "_dl_start", "dl_main", "_dl_relocate_object"}), Stage::start_up);
  EXPECT_EQ(stage_of({"_start", "__libc_start_main", "call_init", "_GLOBAL__sub_I_x"}),
            Stage::start_up);
  EXPECT_EQ(stage_of({"_start", "__libc_start_main", "main", "work"}), Stage::main);
  EXPECT_EQ(stage_of({"clone3", "start_thread", "work"}), Stage::main);
  EXPECT_EQ(stage_of({"work"}), Stage::main);  // nothing is known of its callers
  EXPECT_EQ(stage_of({"_start", "__libc_start_main", "exit", "__run_exit_handlers", "~Cache"}),
            Stage::exit);
}

TEST(Stages, OfStrippedProgramsAreNotAllStartUp) {
  EXPECT_EQ(stage_of({"sim+0x1060", "libc:__libc_start_main_impl", "libc:__libc_start_call_main",
                      "sim+0x1149"}),
            Stage::main);
  EXPECT_EQ(stage_of({"_start", "libc:__libc_start_main", "libc:libc.so.6+0x271d0", "sim+0x1149",
                      "libc:qsort"}),
            Stage::main);
  // main() that ends with the call of another function is not on the stack then.
  EXPECT_EQ(
      stage_of({"_start", "libc:__libc_start_main_impl", "libc:__libc_start_call_main", "work"}),
      Stage::main);
  EXPECT_EQ(stage_of({"_start", "static+0x1000", "static+0x2000"}), Stage::main);
  // What comes before main() is start-up all the same.
  EXPECT_EQ(stage_of({"_start", "libc:__libc_start_main_impl", "libc:call_init", "sim+0x1100"}),
            Stage::start_up);
  EXPECT_EQ(stage_of({"_start", "libc:__libc_start_main", "_GLOBAL__sub_I_x"}), Stage::start_up);
  EXPECT_EQ(stage_of({"_start", "libc:__libc_start_main", "libc:libc.so.6+0x3bca0"}),
            Stage::start_up);
  EXPECT_EQ(stage_of({"_start", "libc:__libc_start_main", "libc:__libc_start_call_main",
                      "libc:exit", "sim+0x1200"}),
            Stage::exit);
}

TEST(Stages, TellANamelessConstructorFromMainByWhoCallsIt) {
  model::Profile profile;
  profile.modules.resize(2);  // the program, the C library
  const auto add = [&](const char* name, std::int32_t module) {
    model::Function function;
    function.name = name;
    profile.locations.push_back(
        {module, 0, {{static_cast<std::int32_t>(profile.functions.size()), 0}}});
    profile.functions.push_back(function);
  };
  add("_start", 0);
  add("__libc_start_main", 1);
  add("libc.so.6+0x271d0", 1);
  add("sim+0x1000", 0);
  add("sim+0x2000", 0);
  profile.stacks = {{-1, 0}, {0, 1}, {1, 2}, {2, 3}, {1, 4}};
  EXPECT_EQ(stages(profile)[3], Stage::main);
  EXPECT_EQ(stages(profile)[4], Stage::start_up);
  // Of an older glibc nothing tells.
  profile.stacks = {{-1, 0}, {0, 1}, {1, 3}, {1, 4}};
  EXPECT_EQ(stages(profile)[2], Stage::main);
  EXPECT_EQ(stages(profile)[3], Stage::main);
}

TEST(Stages, TellWhatPythonProgramsAreAt) {
  const std::vector<std::string> begin = {"_start", "__libc_start_main", "main", "Py_BytesMain"};
  const auto with = [&](std::vector<std::string> more) {
    std::vector<std::string> all = begin;
    all.insert(all.end(), more.begin(), more.end());
    return stage_of(all);
  };
  EXPECT_EQ(with({"Py_InitializeFromConfig", "init_types"}), Stage::start_up);
  EXPECT_EQ(with({"Py_RunMain", "py:<module>", "py:work", "dgemm_"}), Stage::main);
  EXPECT_EQ(with({"Py_RunMain", "py:<module>", "imp:_find_and_load", "py:<module>", "py:setup"}),
            Stage::imports);
  EXPECT_EQ(with({"Py_RunMain", "Py_FinalizeEx", "gc_collect_main"}), Stage::exit);
}

TEST(Stages, SumToAllUses) {
  model::Profile profile;
  profile.functions.resize(2);
  profile.functions[0].name = "main";
  profile.functions[1].name = "exit";
  profile.modules.resize(1);
  profile.locations = {{0, 1, {{0, 1}}}, {0, 2, {{1, 1}}}};
  profile.stacks = {{-1, 0}, {0, 1}};
  profile.uses = {{0, 0, 0, 3, 0.3_s, 3.0_J, {}, 3.0}, {0, 0, 1, 1, 0.1_s, 1.0_J, {}, 1.0}};
  const auto costs = by_stage(profile);
  EXPECT_EQ(costs[static_cast<std::size_t>(Stage::main)].dynamic, 3.0_J);
  EXPECT_EQ(costs[static_cast<std::size_t>(Stage::exit)].dynamic, 1.0_J);
  EXPECT_EQ(costs[static_cast<std::size_t>(Stage::start_up)].samples, 0);
}

}  // namespace
}  // namespace calo::attribution
