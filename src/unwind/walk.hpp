#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "unwind/rule.hpp"

namespace calo::unwind {

/// All integer registers, in DWARF's order.
struct Registers {
  std::uint64_t values[register_count] = {};
};

enum class WalkEnd : std::uint8_t {
  complete,     ///< the outermost frame
  full,         ///< the caller wanted no more
  no_rule,      ///< unknown code, and no frame pointer to follow
  unreadable,   ///< a frame points out of the stack
  no_progress,  ///< a frame that would not be left
};

/// What a walk needs to know of the program; none of it may fault.
template <class P>
concept Program = requires(P program, std::uint64_t address, std::uint64_t& word) {
  /// The word at `address` of the stack; false if it cannot be read.
  { program.read(address, word) } -> std::same_as<bool>;
  /// How to leave the frame that executes at `address`.
  { program.rule_at(address) } -> std::same_as<Rule>;
  /// The same, where saved_rbp tells of another register.
  { program.rule_at(address, rbx) } -> std::same_as<Rule>;
  /// Whether the instruction before `address` is a call, in known code.
  { program.follows_call(address) } -> std::same_as<bool>;
};

/// The kernel's ucontext_t on x86-64 (arch/x86/include/uapi/asm/sigcontext.h): 40 bytes, then these
/// registers.
inline constexpr std::uint64_t context_registers = 40;
inline constexpr unsigned context_order[register_count] = {8, 9, 10, 11, 12, 13, 14, 15, 5,
                                                           4, 6, 3,  1,  0,  2,  7,  16};

/// The longest call instruction, in bytes.
inline constexpr std::size_t longest_call = 7;

/// Whether the last of `longest_call` bytes end a call instruction.
constexpr bool ends_with_call(const unsigned char* bytes) {
  if (bytes[longest_call - 5] == 0xe8) return true;  // call, relative
  // ff /2: call through a register or memory; 2, 3, 4, 6 or 7 bytes long.
  for (const std::size_t size : {2UL, 3UL, 4UL, 6UL, 7UL}) {
    if (bytes[longest_call - size] == 0xff && (bytes[longest_call - size + 1] & 0x38) == 0x10) {
      return true;
    }
  }
  return false;
}

/// Looks for the return address of an interrupted function that nothing is known of, such as a BLAS
/// kernel in assembly, which saves registers, keeps the old rsp in one, and makes room below.
///
/// The lowest word that follows a call, in the first words above rsp, else above another register
/// that points into the stack: what is above was saved before. A guess, if a good one. Gives the
/// address of the word, 0 for none.
template <class P>
std::uint64_t guess_return(P& program, const Registers& registers) {
  constexpr unsigned words = 32;
  constexpr std::uint64_t reach = std::uint64_t{1} << 20;
  constexpr unsigned candidates[] = {rbx, rbp, 10, 11, 12, 13, 14, 15};
  const std::uint64_t sp = registers.values[rsp];
  const auto first_above = [&](std::uint64_t from) -> std::uint64_t {
    for (std::uint64_t at = from; at < from + std::uint64_t{8} * words; at += 8) {
      std::uint64_t word = 0;
      if (!program.read(at, word)) return 0;
      if (program.follows_call(word)) return at;
    }
    return 0;
  };
  std::uint64_t lowest = first_above(sp);
  if (lowest != 0) return lowest;
  for (const unsigned candidate : candidates) {
    const std::uint64_t from = registers.values[candidate];
    if (from <= sp || from - sp > reach || from % 8 != 0) continue;
    const std::uint64_t found = first_above(from);
    if (found != 0 && (lowest == 0 || found < lowest)) lowest = found;
  }
  return lowest;
}

/// The value that a register, not followed so far, has in the frame number `frame` of the same
/// walk; false if it is lost.
///
/// Only frames that keep their rsp in another register than rbp need one. The one that matters is
/// glibc's _dl_runtime_resolve, below every symbol that is bound at its first call: it uses rbx.
template <Program P>
bool recover(P& program, const Registers& registers, unsigned wanted, std::size_t frame,
             std::uint64_t& value) {
  value = registers.values[wanted];
  std::uint64_t pc = registers.values[rip];
  std::uint64_t sp = registers.values[rsp];
  std::uint64_t bp = registers.values[rbp];
  for (std::size_t i = 0; i < frame; ++i) {
    const std::uint64_t at = i == 0 ? pc : pc - 1;
    const Rule rule = program.rule_at(at);
    if (rule.kind != RuleKind::at_rsp && rule.kind != RuleKind::at_rbp) return false;
    const std::uint64_t cfa = (rule.kind == RuleKind::at_rsp ? sp : bp) +
                              static_cast<std::uint64_t>(std::int64_t{rule.a()});
    const auto restored = [&](const Rule& one, std::uint64_t& register_value) {
      const auto offset = static_cast<std::uint64_t>(std::int64_t{one.saved_at});
      if (one.saved_rbp == SavedRbp::unchanged) return true;
      return one.saved_rbp == SavedRbp::at_cfa && program.read(cfa + offset, register_value);
    };
    if (!restored(program.rule_at(at, wanted), value) || !restored(rule, bp) ||
        !program.read(cfa - 8, pc)) {
      return false;
    }
    sp = cfa;
  }
  return true;
}

/// Walks from the interrupted frame outwards.
///
/// `frame(pc, is_interrupted)` is told every frame's pc, the first included, and says whether it
/// wants more. Looked up is pc - 1 for callers, since a call may be a function's last instruction.
/// Only rip, rsp and rbp are followed: compilers describe frames by them alone. Terminates: each
/// step takes a frame, and `frame` is expected to limit their number.
template <Program P, class Frame>
WalkEnd walk(P&& program, Registers registers, Frame&& frame) {
  std::uint64_t pc = registers.values[rip];
  std::uint64_t sp = registers.values[rsp];
  std::uint64_t bp = registers.values[rbp];
  bool is_interrupted = true;  // all registers are known, pc is the next instruction
  bool bp_is_known = true;
  std::size_t frames_since_interrupt = 0;
  for (;;) {
    if (!frame(pc, is_interrupted)) return WalkEnd::full;
    Rule rule = program.rule_at(is_interrupted ? pc : pc - 1);
    // No call leads to a thread's or coroutine's first function: its address stands there as such.
    if (!is_interrupted && rule.kind == RuleKind::none) rule = program.rule_at(pc);
    std::uint64_t cfa = 0;
    std::uint64_t word = 0;
    bool is_fallback = false;
    switch (rule.kind) {
      case RuleKind::end:
        return WalkEnd::complete;
      case RuleKind::at_rsp:
        cfa = sp + static_cast<std::uint64_t>(std::int64_t{rule.a()});
        break;
      case RuleKind::at_rbp:
        cfa = bp + static_cast<std::uint64_t>(std::int64_t{rule.a()});
        if (!bp_is_known) return WalkEnd::no_rule;
        break;
      case RuleKind::in_plt:
        cfa = sp + ((pc & 15) >= static_cast<std::uint64_t>(std::int64_t{rule.a()}) ? 16 : 8);
        break;
      case RuleKind::through_rsp:
      case RuleKind::through_rbp: {
        if (rule.kind == RuleKind::through_rbp && !bp_is_known) return WalkEnd::no_rule;
        const std::uint64_t base = rule.kind == RuleKind::through_rsp ? sp : bp;
        if (!program.read(base + static_cast<std::uint64_t>(std::int64_t{rule.a()}), word)) {
          return WalkEnd::unreadable;
        }
        cfa = word + static_cast<std::uint64_t>(std::int64_t{rule.b()});
        break;
      }
      case RuleKind::in_register: {
        const auto number = static_cast<unsigned>(rule.b()) & 15U;
        if (!recover(program, registers, number, frames_since_interrupt, word)) {
          return WalkEnd::no_rule;
        }
        cfa = word + static_cast<std::uint64_t>(std::int64_t{rule.a()});
        break;
      }
      case RuleKind::signal_frame:
        for (unsigned i = 0; i < register_count; ++i) {
          if (!program.read(sp + context_registers + 8 * std::uint64_t{i}, word)) {
            return WalkEnd::unreadable;
          }
          registers.values[context_order[i]] = word;
        }
        pc = registers.values[rip];
        sp = registers.values[rsp];
        bp = registers.values[rbp];
        is_interrupted = bp_is_known = true;
        frames_since_interrupt = 0;
        continue;
      case RuleKind::none:
      case RuleKind::beyond:
        is_fallback = true;
        break;
    }

    if (is_fallback) {
      std::uint64_t caller = 0;
      if (bp_is_known && bp >= sp && bp % 8 == 0 && program.read(bp + 8, caller) &&
          program.follows_call(caller) && program.read(bp, word)) {
        cfa = bp + 16;
        bp = word;
      } else if (is_interrupted) {
        const std::uint64_t at = guess_return(program, registers);
        if (at == 0 || !program.read(at, caller)) return WalkEnd::no_rule;
        cfa = at + 8;
        bp_is_known = bp >= cfa;  // else it served for something else
      } else {
        return WalkEnd::no_rule;
      }
      pc = caller;
    } else {
      if (!program.read(cfa - 8, pc)) return WalkEnd::unreadable;
      switch (rule.saved_rbp) {
        case SavedRbp::unchanged:
          break;
        case SavedRbp::at_cfa:
        case SavedRbp::at_rbp: {
          if (rule.saved_rbp == SavedRbp::at_rbp && !bp_is_known) break;
          const std::uint64_t base = rule.saved_rbp == SavedRbp::at_cfa ? cfa : bp;
          if (!program.read(base + static_cast<std::uint64_t>(std::int64_t{rule.saved_at}), bp)) {
            return WalkEnd::unreadable;
          }
          bp_is_known = true;
          break;
        }
        case SavedRbp::lost:
          bp_is_known = false;
          break;
      }
    }
    if (pc == 0) return WalkEnd::complete;
    if (cfa <= sp) return WalkEnd::no_progress;
    sp = cfa;
    is_interrupted = false;
    ++frames_since_interrupt;
  }
}

}  // namespace calo::unwind
