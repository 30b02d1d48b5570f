#include "stack_table/stack_table.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>
#include <utility>
#include <vector>

namespace calo::stack_table {
namespace {

TEST(StackTable, TellsFilesAtOnePathApartByTheirIdentity) {
  StackTable table;
  const auto first = table.module("/opt/program", "12ab", "12ab");
  const auto second = table.module("/opt/program", "inode 7", "");
  EXPECT_TRUE(first.is_new);
  EXPECT_NE(first.number, second.number);
  const auto again = table.module("/opt/program", "12ab", "12ab");
  EXPECT_FALSE(again.is_new);
  EXPECT_EQ(again.number, first.number);
  EXPECT_EQ(table.profile().modules.size(), 2U);
}

TEST(StackTable, KeepsPythonFunctionsApartFromMadeOnesOfTheSameName) {
  StackTable table;
  const auto module = table.module("[jit]", "", "").number;
  const auto python = table.python_function("work", "a.py", 3);
  const auto made = table.made_function(module, "work", "a.py", 3);
  EXPECT_NE(python, made);
  EXPECT_EQ(table.python_function("work", "a.py", 3), python);
  EXPECT_EQ(table.made_function(module, "work", "a.py", 3), made);
  EXPECT_EQ(table.profile().functions[static_cast<std::size_t>(python)].language,
            model::Language::python);
  EXPECT_EQ(table.profile().functions[static_cast<std::size_t>(made)].module, module);
}

TEST(StackTable, NamesAPlaceLater) {
  StackTable table;
  const auto unknown = table.module("[unknown]", "", "").number;
  const auto place = table.unnamed_location(unknown, 0x1000);
  EXPECT_NE(table.unnamed_location(unknown, 0x1000), place);  // of another process
  const auto module = table.module("[jit]", "", "").number;
  table.name(place, module, table.made_function(module, "loop", "", 0));
  const model::Location& named = table.profile().locations[static_cast<std::size_t>(place)];
  EXPECT_EQ(named.module, module);
  ASSERT_EQ(named.lines.size(), 1U);
  EXPECT_EQ(table.profile().functions[static_cast<std::size_t>(named.lines[0].function)].name,
            "loop");
}

// Whatever stacks come: each calling context has one row, below that of its parent, and reading a
// row's way to its root gives back the stack.
RC_GTEST_PROP(StackTable, GivesEachStackOneNumber,
              (std::vector<std::vector<std::uint8_t>> stacks)) {
  StackTable table;
  const auto module = table.module("/opt/program", "", "").number;
  std::map<std::vector<std::uint8_t>, StackTable::Number> known;
  std::set<std::vector<std::uint8_t>> contexts;
  for (const auto& stack : stacks) {
    StackTable::Number node = -1;
    std::vector<std::uint8_t> context;
    for (const std::uint8_t address : stack) {
      context.push_back(address);
      contexts.insert(context);
      const auto parent = std::exchange(node, table.stack(node, table.location(module, address)));
      RC_ASSERT(node > parent);
    }
    const auto [at, is_new] = known.try_emplace(stack, node);
    RC_ASSERT(at->second == node);
    std::vector<std::uint8_t> back;
    for (; node >= 0; node = table.profile().stacks[static_cast<std::size_t>(node)].parent) {
      const auto location = table.profile().stacks[static_cast<std::size_t>(node)].location;
      back.insert(back.begin(),
                  static_cast<std::uint8_t>(
                      table.profile().locations[static_cast<std::size_t>(location)].address));
    }
    RC_ASSERT(back == stack);
  }
  RC_ASSERT(table.profile().stacks.size() == contexts.size());
}

}  // namespace
}  // namespace calo::stack_table
