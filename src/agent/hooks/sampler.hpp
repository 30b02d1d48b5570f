#pragma once

#include <signal.h>  // NOLINT(modernize-deprecated-headers): siginfo_t is POSIX's

#include <cstdint>

#include "agent/hooks/state.hpp"

/// Threads and their samples.
namespace calo::agent {

/// The handler of our signal, with every signal blocked. Signals that are not from our timers go to
/// what the program installed.
void on_signal(int signal, siginfo_t* info, void* context);

/// Gets the memory that samples are made in. To be called once, before the first signal.
bool place_samples();

/// A place for a new thread, or null.
Thread* claim_thread();
void release_thread(Thread& thread);

/// Closes the books of a thread that ends: CPU time that no sample stands for is written down.
void end_thread(Thread& thread, std::uint64_t cpu);

/// The program needs what the agent uses, or will not bear its system calls: closes the books, and
/// no sample comes any more. The recorder goes on from outside where it can.
void give_up();

/// exit() was called: closes the books of all threads.
void end_process();

/// The child of a fork: the calling thread is the only one, and nothing was recorded yet. `self` is
/// its place in the parent, or null.
void begin_child(Thread* self);

}  // namespace calo::agent
