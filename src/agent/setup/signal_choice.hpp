#pragma once

namespace calo::agent {

/// Installs our handler for a real-time signal that nobody uses yet. False: none could be had.
bool take_signal();

/// For the calling thread, for good.
void block_own_signal();

}  // namespace calo::agent
