#pragma once

#include <signal.h>  // NOLINT(modernize-deprecated-headers): siginfo_t is POSIX's

#include <cstdint>

#include "agent/hooks/state.hpp"

/// Threads and their samples.
namespace calo::agent {

/// The handler of our signal, with every signal blocked. Signals that are not from our timers go to
/// what the program installed.
void on_signal(int signal, siginfo_t* info, void* context);

/// A place for a new thread, or null.
Thread* claim_thread();
void release_thread(Thread& thread);

/// Starts the timer of a thread, which may be another than the calling one.
///
/// The kernel looks at CPU timers at its tick (CONFIG_HZ), so that no more samples come than there
/// are ticks. It does so in task work (Linux 5.11, CONFIG_POSIX_CPU_TIMERS_TASK_WORK): the signal
/// is sent when a thread returns to user space, never while it sleeps in a system call, which
/// therefore is not interrupted.
bool start_timer(Thread& thread);
void stop_timer(Thread& thread);

/// Closes the books of a thread that ends: CPU time that no sample stands for is written down.
void end_thread(Thread& thread, std::uint64_t cpu);

/// exit() was called: closes the books of all threads.
void end_process();

/// The child of a fork: the calling thread is the only one, and nothing was recorded yet. `self` is
/// its place in the parent, or null.
void begin_child(Thread* self);

}  // namespace calo::agent
