#pragma once

#include <cstddef>
#include <cstdint>

#include "agent/hooks/state.hpp"
#include "ring/layout.hpp"

/// The native stack of the interrupted thread.
namespace calo::agent {

/// Words of a sample as ring::SampleHead describes them.
struct NativeStack {
  static constexpr std::size_t capacity = 14'000;     ///< words; a record holds 2^14
  static constexpr std::size_t most_frames = 65'000;  ///< frames, repeated ones included
  std::uint64_t words[capacity];
  std::size_t count;
  std::size_t frames;
  ring::StackEnd end;
};

/// Walks the stack of `thread` from `context`, a ucontext_t of a signal that interrupted it.
/// `is_unknown` becomes true if code of an unknown module was met.
void walk_stack(const Thread& thread, const void* context, NativeStack& stack, bool& is_unknown);

/// Whether the interrupted instruction follows a system call: then the thread was inside the
/// kernel.
bool is_at_system_call(const void* context);

}  // namespace calo::agent
