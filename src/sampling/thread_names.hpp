#pragma once

#include "model/profile.hpp"

namespace calo::sampling {

/// Tells threads of one name apart by what they were started to do: `python3` becomes
/// `python3 (crunch)` where most of what the thread did was below `crunch`. Threads whose start is
/// not in their stacks keep their name. Requires: functions are known.
void name_threads(model::Profile& profile);

}  // namespace calo::sampling
