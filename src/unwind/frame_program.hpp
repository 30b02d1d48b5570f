#pragma once

#include <cstdint>

#include "unwind/bytes.hpp"
#include "unwind/rule.hpp"

namespace calo::unwind {

/// Runs the program of the function described at `description` (an FDE of .eh_frame) up to `pc`.
/// `none` if the function does not cover pc or the bytes make no sense; `beyond` if the frame needs
/// more than a Rule can say. `tracked` is the register whose whereabouts the rule tells as
/// saved_rbp.
Rule rule_in_function(const Bytes& frames, std::uint64_t description, std::uint64_t pc,
                      unsigned tracked = rbp);

}  // namespace calo::unwind
