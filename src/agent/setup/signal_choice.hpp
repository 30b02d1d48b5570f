#pragma once

namespace calo::agent {

/// Installs our handler for a real-time signal that nobody uses yet. False: none could be had.
bool take_signal();

/// The program wants the signal, or cannot bear what samples need: no more samples are taken, and
/// the signal is as if it had never been ours.
void give_back();

/// For the calling thread, for good.
void block_own_signal();

}  // namespace calo::agent
