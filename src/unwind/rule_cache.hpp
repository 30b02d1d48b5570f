#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "unwind/rule.hpp"

namespace calo::unwind {

/// The rules of recently seen program counters, shared by all threads without locks.
///
/// Plain memory that starts as zeros. The key is stored combined with the value (R. Hyatt and
/// T. Mann, "A lockless transposition-table implementation", 2002): a pair of which two threads
/// wrote one half each does not match and is not found.
class RuleCache {
 public:
  static constexpr std::size_t slots = 8192;  // 128 KiB

  bool find(std::uint64_t pc, Rule& rule) const {
    const Slot& slot = slots_[slot_of(pc)];
    const std::uint64_t value = slot.value.load(std::memory_order_relaxed);
    if ((slot.key.load(std::memory_order_relaxed) ^ value ^ salt()) != pc) return false;
    rule = std::bit_cast<Rule>(value);
    return true;
  }

  void put(std::uint64_t pc, const Rule& rule) {
    Slot& slot = slots_[slot_of(pc)];
    const auto value = std::bit_cast<std::uint64_t>(rule);
    slot.value.store(value, std::memory_order_relaxed);
    slot.key.store(pc ^ value ^ salt(), std::memory_order_relaxed);
  }

  /// Forgets everything: code was unmapped.
  void forget() { generation_.fetch_add(1, std::memory_order_relaxed); }

 private:
  struct Slot {
    std::atomic<std::uint64_t> key;
    std::atomic<std::uint64_t> value;
  };
  static std::size_t slot_of(std::uint64_t pc) { return (pc ^ pc >> 13) % slots; }
  /// In the upper bits, which no address has.
  [[nodiscard]] std::uint64_t salt() const {
    return generation_.load(std::memory_order_relaxed) << 48;
  }

  std::atomic<std::uint64_t> generation_;
  Slot slots_[slots];
};

}  // namespace calo::unwind
