#pragma once

#include "model/profile.hpp"

namespace calo::sampling {

/// Puts `_start` of the program below the stacks that end at the C library's __libc_start_main, so
/// that all stacks of a program's first thread have one root. Requires: functions are known.
void give_one_root(model::Profile& profile);

}  // namespace calo::sampling
