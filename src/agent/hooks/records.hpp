#pragma once

#include <cstdint>

#include "agent/hooks/python.hpp"
#include "agent/hooks/stack.hpp"
#include "agent/hooks/state.hpp"

/// What is written into the ring. Whatever finds no room is tried again with the next sample, but
/// the sample itself: its CPU time goes to the next one as unsampled.  Requires: the output is
/// open.
namespace calo::agent {

/// Modules that the recorder does not know yet.
void write_modules();

/// The thread's name, the first time and when it has changed.
void write_thread(Thread& thread);

void write_sample(Thread& thread, std::uint64_t now, std::uint64_t cpu, const NativeStack& native,
                  const PythonStack& python);

void write_thread_end(const Thread& thread);

}  // namespace calo::agent
