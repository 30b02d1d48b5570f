#include "agent/hooks/stack.hpp"

#include <ucontext.h>

#include "agent/hooks/modules.hpp"
#include "agent/hooks/system.hpp"
#include "unwind/walk.hpp"

#pragma GCC poison malloc calloc free new throw printf snprintf

namespace calo::agent {
namespace {

constexpr std::uint64_t red_zone = 128;

/// A range of addresses that can be read directly.
struct Range {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  [[nodiscard]] bool holds(std::uint64_t address) const {
    return address >= low && address < high && high - address >= 8;
  }
};

/// What a walk knows of this process.
class Here {
 public:
  Here(const Thread& thread, const ucontext_t& context, bool& is_unknown)
      : is_unknown_{is_unknown}, pid_{process.pid.load(std::memory_order_relaxed)} {
    const auto sp = static_cast<std::uint64_t>(context.uc_mcontext.gregs[REG_RSP]);
    // From the interrupted frame up to the stack's top everything is in use, hence mapped.
    if (sp < thread.stack_top && thread.stack_top - sp <= thread.stack_size) {
      stack_ = {sp - red_zone, thread.stack_top};
    }
  }

  bool read(std::uint64_t address, std::uint64_t& word) {
    if (address % 8 != 0) return false;
    if (stack_.holds(address)) {
      word = *reinterpret_cast<const std::uint64_t*>(address);
      return true;
    }
    // Another stack: an alternate one, a coroutine's, of a thread we were not told of. In small
    // windows, for neighbouring words are asked for next.
    if (window_base_ == 0 || address < window_base_ || address >= window_base_ + sizeof window_) {
      const std::uint64_t base = address & ~std::uint64_t{sizeof window_ - 1};
      window_base_ = 0;
      if (!system::copy_own(pid_, base, window_, sizeof window_)) return false;
      window_base_ = base;
    }
    word = window_[(address - window_base_) / 8];
    return true;
  }

  unwind::Rule rule_at(std::uint64_t pc, unsigned tracked = unwind::rbp) {
    return agent::rule_at(pc, tracked, is_unknown_);
  }
  bool follows_call(std::uint64_t address) { return agent::follows_call(address); }

 private:
  bool& is_unknown_;
  std::int32_t pid_;
  Range stack_;
  std::uint64_t window_base_ = 0;
  std::uint64_t window_[32];  // 256 bytes, aligned: never across a page
};

ring::StackEnd ring_end(unwind::WalkEnd end) {
  switch (end) {
    case unwind::WalkEnd::complete:
      return ring::StackEnd::complete;
    case unwind::WalkEnd::full:
      return ring::StackEnd::too_deep;
    case unwind::WalkEnd::no_rule:
      return ring::StackEnd::no_rule;
    case unwind::WalkEnd::unreadable:
      return ring::StackEnd::unreadable;
    case unwind::WalkEnd::no_progress:
      break;
  }
  return ring::StackEnd::no_progress;
}

}  // namespace

void walk_stack(const Thread& thread, const void* context, NativeStack& stack, bool& is_unknown) {
  const auto& interrupted = *static_cast<const ucontext_t*>(context);
  unwind::Registers registers;
  for (unsigned i = 0; i < unwind::register_count; ++i) {
    registers.values[unwind::context_order[i]] =
        static_cast<std::uint64_t>(interrupted.uc_mcontext.gregs[i]);
  }
  stack.count = stack.frames = 0;
  const auto add = [&stack](std::uint64_t pc, bool is_interrupted) {
    std::uint64_t word = pc & ring::address_mask;
    if (is_interrupted && stack.count > 0) word |= ring::interrupted_bit;
    if (++stack.frames > NativeStack::most_frames) return false;
    if (stack.count > 1) {
      std::uint64_t& last = stack.words[stack.count - 1];
      constexpr std::uint64_t one = std::uint64_t{1} << ring::repeat_shift;
      if ((last & (one - 1)) == word && last >> ring::repeat_shift < 0xffff) {
        last += one;
        return true;
      }
    }
    if (stack.count == NativeStack::capacity) return false;
    stack.words[stack.count++] = word;
    return true;
  };
  stack.end = ring_end(unwind::walk(Here{thread, interrupted, is_unknown}, registers, add));
}

bool is_at_system_call(const void* context) {
  const auto& interrupted = *static_cast<const ucontext_t*>(context);
  const auto pc = static_cast<std::uint64_t>(interrupted.uc_mcontext.gregs[REG_RIP]);
  unsigned char bytes[2] = {};
  return system::copy_own(process.pid.load(std::memory_order_relaxed), pc - 2, bytes, 2) &&
         bytes[0] == 0x0f && bytes[1] == 0x05;
}

}  // namespace calo::agent
