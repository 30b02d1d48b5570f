#pragma once

#include "agent/hooks/state.hpp"

/// Called by the interposed functions.
namespace calo::agent {

/// Whether this process is followed. In a child that was made behind the back of libc (clone, or
/// fork as a system call) everything begins anew; not to be called between vfork and exec.
bool is_followed();

/// Asleep until now: wakes up if an interpreter has been loaded since. Not in a signal handler.
void wake_if_needed();

/// Whether the calling process is the one whose memory this is: not so after vfork.
bool is_own_memory();

/// In the thread itself: begins and ends to follow it.
void begin_thread(Thread& thread);

/// The calling thread, null if it is not followed.
Thread* own_thread();

/// main() is about to be called.
void note_main();

}  // namespace calo::agent
