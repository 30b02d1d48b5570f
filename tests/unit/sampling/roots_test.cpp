#include "sampling/roots.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace calo::sampling {
namespace {

/// "module/function" from the root on; a use for each stack.
class Stacks {
 public:
  model::Profile profile;

  void add(const std::vector<std::string>& frames) {
    std::int32_t parent = -1;
    for (const std::string& frame : frames) {
      const auto slash = frame.find('/');
      const std::int32_t at = location(frame.substr(0, slash), frame.substr(slash + 1));
      std::int32_t found = -1;
      for (std::size_t i = 0; i < profile.stacks.size(); ++i)
        if (profile.stacks[i].parent == parent && profile.stacks[i].location == at)
          found = static_cast<std::int32_t>(i);
      if (found < 0) {
        found = static_cast<std::int32_t>(profile.stacks.size());
        profile.stacks.push_back({parent, at});
      }
      parent = found;
    }
    model::StackUse use;
    use.stack = parent;
    use.samples = 1;
    profile.uses.push_back(use);
  }

  std::string path(std::size_t use) const {
    std::string text;
    for (std::int32_t i = profile.uses[use].stack; i >= 0;
         i = profile.stacks[static_cast<std::size_t>(i)].parent) {
      EXPECT_LT(profile.stacks[static_cast<std::size_t>(i)].parent, i);
      const auto& place = profile.locations[static_cast<std::size_t>(
          profile.stacks[static_cast<std::size_t>(i)].location)];
      const auto& module = profile.modules[static_cast<std::size_t>(*place.module)].path;
      text = module + "/" +
             profile.functions[static_cast<std::size_t>(place.lines[0].function)].name +
             (text.empty() ? "" : ";") + text;
    }
    return text;
  }

 private:
  std::int32_t location(const std::string& module, const std::string& name) {
    std::int32_t number = -1;
    for (std::size_t i = 0; i < profile.modules.size(); ++i)
      if (profile.modules[i].path == module) number = static_cast<std::int32_t>(i);
    if (number < 0) {
      number = static_cast<std::int32_t>(profile.modules.size());
      profile.modules.push_back({module, "", false});
    }
    for (std::size_t i = 0; i < profile.locations.size(); ++i) {
      const auto& known = profile.locations[i];
      if (known.module == number &&
          profile.functions[static_cast<std::size_t>(known.lines[0].function)].name == name)
        return static_cast<std::int32_t>(i);
    }
    model::Function function;
    function.name = name;
    function.module = number;
    profile.functions.push_back(function);
    profile.locations.push_back(
        {number, 0, {{static_cast<std::int32_t>(profile.functions.size() - 1), 0}}});
    return static_cast<std::int32_t>(profile.locations.size() - 1);
  }
};

TEST(Roots, AreOneForAllStacksOfAProgram) {
  Stacks stacks;
  stacks.add({"libc/__libc_start_main_impl", "sim/main"});
  stacks.add({"sim/_start", "libc/__libc_start_main_impl", "sim/main", "sim/work"});
  stacks.add({"libc/clone3", "libc/start_thread", "sim/work"});
  give_one_root(stacks.profile);
  EXPECT_EQ(stacks.path(0), "sim/_start;libc/__libc_start_main_impl;sim/main");
  EXPECT_EQ(stacks.path(1), "sim/_start;libc/__libc_start_main_impl;sim/main;sim/work");
  EXPECT_EQ(stacks.path(2), "libc/clone3;libc/start_thread;sim/work");
}

TEST(Roots, AreThoseOfEachProgram) {
  Stacks stacks;
  stacks.add({"libc/__libc_start_main", "libc/__libc_start_call_main", "a/main"});
  stacks.add({"libc/__libc_start_main", "libc/__libc_start_call_main", "b/main"});
  stacks.add({"b/_start", "libc/__libc_start_main", "libc/__libc_start_call_main", "b/main"});
  give_one_root(stacks.profile);
  EXPECT_EQ(stacks.path(0), "a/_start;libc/__libc_start_main;libc/__libc_start_call_main;a/main");
  EXPECT_EQ(stacks.path(1), stacks.path(2));
}

TEST(Roots, ThatAreRightStay) {
  Stacks stacks;
  stacks.add({"sim/_start", "libc/__libc_start_main", "sim/main"});
  const auto before = stacks.profile.stacks.size();
  give_one_root(stacks.profile);
  EXPECT_EQ(stacks.profile.stacks.size(), before);
  EXPECT_EQ(stacks.path(0), "sim/_start;libc/__libc_start_main;sim/main");
}

}  // namespace
}  // namespace calo::sampling
