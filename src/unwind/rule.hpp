#pragma once

#include <cstdint>

/// How to leave one frame on x86-64. Everything in this directory may run in a signal handler: no
/// allocation, no lock, no library.
namespace calo::unwind {

/// DWARF's numbers of the registers (System V ABI, AMD64 supplement, figure 3.36).
inline constexpr unsigned rbx = 3, rbp = 6, rsp = 7, rip = 16, register_count = 17;

/// Where the canonical frame address is, the value of rsp before the call. The return address is
/// the word below it.
enum class RuleKind : std::uint8_t {
  none,          ///< nothing is known of this pc
  at_rsp,        ///< rsp + a
  at_rbp,        ///< rbp + a
  in_plt,        ///< rsp + 8, and 8 more from byte a of a 16-byte entry on
  through_rsp,   ///< the word at rsp + a, plus b
  through_rbp,   ///< the word at rbp + a, plus b
  in_register,   ///< register b plus a; known in the innermost frame only
  signal_frame,  ///< the kernel's: rsp is the address of a ucontext_t
  end,           ///< the outermost frame
  beyond,        ///< something that this unwinder does not know
};

/// What became of the caller's rbp.
enum class SavedRbp : std::uint8_t {
  unchanged,
  at_cfa,  ///< the word at CFA + saved_at
  at_rbp,  ///< the word at rbp + saved_at
  lost,
};

/// Eight bytes, so that a cache can hold many.
class Rule {
 public:
  RuleKind kind = RuleKind::none;
  SavedRbp saved_rbp = SavedRbp::unchanged;
  std::int16_t saved_at = 0;

  constexpr Rule() = default;
  constexpr explicit Rule(RuleKind what) : kind{what} {}

  [[nodiscard]] constexpr std::int32_t a() const { return operands_ >> 12; }
  [[nodiscard]] constexpr std::int32_t b() const {
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(operands_) << 20) >> 20;
  }
  /// Requires: a has at most 20 bits, b at most 12, signs included.
  constexpr void set_operands(std::int32_t a, std::int32_t b) {
    operands_ = static_cast<std::int32_t>(static_cast<std::uint32_t>(a) << 12 |
                                          (static_cast<std::uint32_t>(b) & 0xfffU));
  }

  friend constexpr bool operator==(const Rule&, const Rule&) = default;

 private:
  std::int32_t operands_ = 0;
};
static_assert(sizeof(Rule) == 8);

}  // namespace calo::unwind
