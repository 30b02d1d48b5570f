#include "unwind/walk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <memory>

#include "unwind/rule_cache.hpp"

namespace calo::unwind {
namespace {

using testing::ElementsAre;

/// A stack and code that a test writes down word by word.
struct MadeUp {
  std::map<std::uint64_t, std::uint64_t> stack;
  std::map<std::uint64_t, Rule> rules;  ///< by the address that is looked up
  std::map<std::uint64_t, bool> calls;

  bool read(std::uint64_t address, std::uint64_t& word) const {
    const auto found = stack.find(address);
    if (found == stack.end()) return false;
    word = found->second;
    return true;
  }
  [[nodiscard]] Rule rule_at(std::uint64_t pc, unsigned = rbp) const {
    const auto found = rules.find(pc);
    return found == rules.end() ? Rule{} : found->second;
  }
  [[nodiscard]] bool follows_call(std::uint64_t address) const { return calls.contains(address); }
};

Registers registers_at(std::uint64_t pc, std::uint64_t sp, std::uint64_t bp = 0) {
  Registers registers;
  registers.values[rip] = pc;
  registers.values[rsp] = sp;
  registers.values[rbp] = bp;
  return registers;
}

Rule rule(RuleKind kind, std::int32_t a = 0, std::int32_t b = 0) {
  Rule result{kind};
  result.set_operands(a, b);
  return result;
}

std::pair<std::vector<std::uint64_t>, WalkEnd> walked(const MadeUp& program,
                                                      const Registers& from) {
  std::vector<std::uint64_t> frames;
  const WalkEnd end = walk(program, from, [&](std::uint64_t pc, bool) {
    frames.push_back(pc);
    return frames.size() < 100;
  });
  return {frames, end};
}

TEST(Walk, LooksUpCallersBeforeTheirReturnAddress) {
  const MadeUp program{.stack = {{1008, 500}},
                       .rules = {{100, rule(RuleKind::at_rsp, 16)}, {499, rule(RuleKind::end)}},
                       .calls = {}};
  const auto [frames, end] = walked(program, registers_at(100, 1000));
  EXPECT_THAT(frames, ElementsAre(100, 500));
  EXPECT_EQ(end, WalkEnd::complete);
}

TEST(Walk, FollowsFramePointersWhereNothingElseIsKnown) {
  const MadeUp program{.stack = {{1016, 1040}, {1024, 500}, {1040, 0}, {1048, 600}},
                       .rules = {{599, rule(RuleKind::end)}},
                       .calls = {{500, true}, {600, true}}};
  const auto [frames, end] = walked(program, registers_at(100, 1000, 1016));
  EXPECT_THAT(frames, ElementsAre(100, 500, 600));
  EXPECT_EQ(end, WalkEnd::complete);
}

TEST(Walk, GuessesTheCallerOfAnAssemblyKernelFromARegisterThatKeptTheStack) {
  MadeUp program{.stack = {}, .rules = {{499, rule(RuleKind::end)}}, .calls = {{500, true}}};
  for (std::uint64_t at = 8192; at < 9000; at += 8) program.stack[at] = 3;
  for (std::uint64_t at = 20000; at < 20400; at += 8) program.stack[at] = 4;
  program.stack[20096] = 500;
  Registers registers = registers_at(100, 8192, 77);
  registers.values[rbx] = 20000;
  const auto [frames, end] = walked(program, registers);
  EXPECT_THAT(frames, ElementsAre(100, 500));
  EXPECT_EQ(end, WalkEnd::complete);
}

TEST(Walk, StopsWhereAFrameWouldNotBeLeft) {
  const MadeUp program{.stack = {{992, 100}},
                       .rules = {{100, rule(RuleKind::at_rsp, 0)}, {99, rule(RuleKind::at_rsp, 0)}},
                       .calls = {}};
  EXPECT_EQ(walked(program, registers_at(100, 1000)).second, WalkEnd::no_progress);
}

TEST(Walk, StopsWhereTheStackCannotBeRead) {
  const MadeUp program{.stack = {}, .rules = {{100, rule(RuleKind::at_rsp, 16)}}, .calls = {}};
  EXPECT_EQ(walked(program, registers_at(100, 1000)).second, WalkEnd::unreadable);
}

TEST(Walk, DoesNotUseARegisterThatWasLost) {
  Rule loses = rule(RuleKind::at_rsp, 8);
  loses.saved_rbp = SavedRbp::lost;  // of whichever register is asked for
  const MadeUp program{.stack = {{1000, 500}},
                       .rules = {{100, loses}, {499, rule(RuleKind::in_register, 8, 12)}},
                       .calls = {}};
  EXPECT_EQ(walked(program, registers_at(100, 1000)).second, WalkEnd::no_rule);
}

TEST(Walk, RecoversARegisterThatAnInnerFrameSaved) {
  Rule saves = rule(RuleKind::at_rsp, 16);
  saves.saved_rbp = SavedRbp::at_cfa;
  saves.saved_at = -16;
  const MadeUp program{.stack = {{1000, 5000}, {1008, 500}, {5000, 600}},
                       .rules = {{100, saves},
                                 {499, rule(RuleKind::in_register, 8, rbx)},
                                 {599, rule(RuleKind::end)}},
                       .calls = {}};
  const auto [frames, end] = walked(program, registers_at(100, 1000));
  EXPECT_THAT(frames, ElementsAre(100, 500, 600));
  EXPECT_EQ(end, WalkEnd::complete);
}

TEST(Walk, TellsTheCallerWhenThereIsNoMoreRoom) {
  MadeUp program{.stack = {}, .rules = {{99, rule(RuleKind::at_rsp, 8)}}, .calls = {}};
  program.rules[100] = rule(RuleKind::at_rsp, 8);
  for (std::uint64_t at = 0; at < 8000; at += 8) program.stack[at] = 100;
  const auto [frames, end] = walked(program, registers_at(100, 8));
  EXPECT_EQ(frames.size(), 100U);
  EXPECT_EQ(end, WalkEnd::full);
}

// Whatever is on the stack and in the rules: a walk ends within the frames it is given, and only
// goes where the program says it may.
RC_GTEST_PROP(Walk, EndsOnAnyStack, ()) {
  const auto words =
      *rc::gen::container<std::vector<std::uint64_t>>(rc::gen::inRange<std::uint64_t>(0, 2000));
  const auto kinds = *rc::gen::container<std::vector<int>>(20, rc::gen::inRange(0, 10));
  const auto operands = *rc::gen::container<std::vector<int>>(20, rc::gen::inRange(-512, 512));
  MadeUp program;
  for (std::size_t i = 0; i < words.size(); ++i) program.stack[8 * i] = words[i];
  for (std::uint64_t pc = 0; pc < 2000; ++pc) {
    const std::size_t i = pc % 20;
    Rule one = rule(static_cast<RuleKind>(kinds[i]), operands[i] * 8, operands[(i + 7) % 20]);
    one.saved_rbp = static_cast<SavedRbp>(pc % 4);
    one.saved_at = static_cast<std::int16_t>(operands[(i + 3) % 20]);
    program.rules[pc] = one;
    if (pc % 3 == 0) program.calls[pc] = true;
  }
  RC_ASSERT(walked(program, registers_at(100, 80, 160)).first.size() <= 100);
}

// A rule reads back as it was written, for every pair of operands that fits.
RC_GTEST_PROP(Rule, KeepsItsOperands, ()) {
  const auto a = *rc::gen::inRange(-(1 << 19), 1 << 19);
  const auto b = *rc::gen::inRange(-(1 << 11), 1 << 11);
  const Rule written = rule(RuleKind::through_rsp, a, b);
  RC_ASSERT(written.a() == a);
  RC_ASSERT(written.b() == b);
}

TEST(RuleCache, FindsWhatWasPutUntilItForgets) {
  const auto cache = std::make_unique<RuleCache>();
  Rule found;
  EXPECT_FALSE(cache->find(0x401000, found));
  cache->put(0x401000, rule(RuleKind::at_rsp, 24));
  ASSERT_TRUE(cache->find(0x401000, found));
  EXPECT_EQ(found, rule(RuleKind::at_rsp, 24));
  EXPECT_FALSE(cache->find(0x401001, found));
  cache->forget();
  EXPECT_FALSE(cache->find(0x401000, found));
}

}  // namespace
}  // namespace calo::unwind
