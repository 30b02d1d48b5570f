#pragma once

#include <vector>

#include "observer/address_space.hpp"
#include "observer/records.hpp"
#include "ring/events.hpp"

namespace calo::observer {

/// The frames of a sample, innermost first, from the copy of its stack. Returns how the walk ended:
/// `unreadable` also where the copy ends before the stack does.
ring::StackEnd walk_copy(const StackSample& sample, AddressSpace& space,
                         std::vector<ring::NativeFrame>& frames);

}  // namespace calo::observer
