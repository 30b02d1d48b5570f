#pragma once

#include <signal.h>  // NOLINT(modernize-deprecated-headers): siginfo_t is POSIX's

#include <cstdint>

#include "agent/hooks/state.hpp"

/// What makes the samples of a thread come.
///
/// A CPU timer (timer_create(2)) is looked at by the kernel at its tick (CONFIG_HZ), so that no
/// more samples come than there are ticks. It does so in task work (Linux 5.11,
/// CONFIG_POSIX_CPU_TIMERS_TASK_WORK): the signal is sent when a thread returns to user space,
/// never while it sleeps in a system call, which therefore is not interrupted. 2 us a signal.
///
/// Where Linux allows it, it is an event of the task clock instead that sends SIGTRAP
/// (perf_event_open(2), `sigtrap`): not in step with the tick, and as fast as wanted. Only its
/// mapping keeps it alive: the program has no descriptor that it could meet, and a forked child has
/// no event. 20 us a signal on a virtual machine, for the kernel sets a timer each time.
namespace calo::agent {

/// Starts the timer of a thread, which may be another than the calling one.
bool start_timer(Thread& thread);
void stop_timer(Thread& thread);

/// Without an event of its own a thread can exec: a trap that came on the way would end the new
/// program, which has no handler. The CPU time until `resume_event` is counted to the next sample.
bool pause_event(Thread& thread);
void resume_event(Thread& thread);

/// Now and then another period, so that a program that repeats something in step with it is seen as
/// it is.
void renew_event(Thread& thread);

/// The thread has no timer, or none of this process.
void forget_timer(Thread& thread);

/// Whose timer sent this signal; null if none of ours.
Thread* sender_of(const siginfo_t& info);

/// Somebody debugs this process, and would be stopped by each of our signals.
bool is_traced();

/// The kernel gives events of the task clock to this process, and traps are nobody's. Linux 5.18
/// and newer: before, such a signal killed a program that blocked it.
bool has_task_clock();

}  // namespace calo::agent
