#pragma once

#include <cstdint>

#include "agent/hooks/state.hpp"

namespace calo::agent {

/// Looks for threads that nobody told us of: made by clone() itself, or by a pthread_create that is
/// linked into the program. Only when the process used CPU time that no known thread has, and at
/// most ten times a second. For the handler.
void search_threads(std::uint64_t now);

/// The thread with this number, null if none such is followed.
Thread* thread_of(std::int32_t tid);

}  // namespace calo::agent
