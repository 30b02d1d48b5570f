#include "agent/hooks/python.hpp"

#include <pthread.h>

#include <atomic>

#include "agent/hooks/exported.hpp"
#include "agent/hooks/modules.hpp"
#include "agent/hooks/output.hpp"
#include "agent/hooks/python_codes.hpp"
#include "agent/hooks/state.hpp"
#include "cpython/debug_offsets.hpp"
#include "cpython/own_memory.hpp"

#pragma GCC poison malloc calloc free new throw printf snprintf

namespace calo::agent {
namespace {

/// The interpreter of this process: found once, never lost.
struct Found {
  enum : std::uint32_t { not_yet, being_read, yes, unreadable };
  std::atomic<std::uint32_t> state;
  std::atomic<std::uint32_t> modules_seen;  ///< how many were searched without success
  std::atomic<std::uint32_t> sent_in;       ///< generation in which its record was written
  cpython::Interpreter interpreter;
  std::uint64_t eval_loop;
  cpython::ThreadStateKey key;
  cpython::OwnMemory memory;
};
constinit Found found{};

bool read_own(std::uint64_t address, void* to, std::size_t size) {
  return found.memory(address, to, size);
}

bool read_layout(const Module& module, std::uint64_t runtime) {
  std::uint32_t version = 0;
  if (const std::uint64_t at = exported(module, "Py_Version"); at != 0) {
    static_cast<void>(cpython::read_value(read_own, at, version));
  }
  if (version == 0) version = cpython::version_from_name(module.path);
  return cpython::find_layout(read_own, runtime, version, found.interpreter.layout);
}

/// Looks for the symbol that every interpreter exports, in the modules that were not searched yet.
bool find_interpreter() {
  const std::uint32_t state = found.state.load(std::memory_order_acquire);
  if (state != Found::not_yet) return state == Found::yes;
  const std::uint32_t count = module_count();
  const std::uint32_t seen = found.modules_seen.load(std::memory_order_relaxed);
  if (seen == count) return false;
  std::uint32_t expected = Found::not_yet;
  if (!found.state.compare_exchange_strong(expected, Found::being_read)) return false;
  std::uint32_t result = Found::not_yet;
  for (std::uint32_t i = seen; i < count && result == Found::not_yet; ++i) {
    const Module& module = modules()[i];
    if (module.dynamic == 0 || !(i == 0 || cpython::version_from_name(module.path) != 0)) continue;
    const std::uint64_t runtime = exported(module, "_PyRuntime");
    if (runtime == 0) continue;
    found.interpreter.runtime = runtime;
    found.interpreter.code_type = exported(module, "PyCode_Type");
    found.eval_loop = exported(module, "_PyEval_EvalFrameDefault");
    result = read_layout(module, runtime) ? Found::yes : Found::unreadable;
  }
  found.modules_seen.store(count, std::memory_order_relaxed);
  found.state.store(result, std::memory_order_release);
  return result == Found::yes;
}

void write_runtime() {
  const std::uint32_t generation = process.generation.load(std::memory_order_relaxed);
  if (found.sent_in.exchange(generation, std::memory_order_relaxed) == generation) return;
  ring::Writer writer = new_writer();
  if (!begin_record(writer, ring::Kind::python_runtime, 0, 2)) {
    found.sent_in.store(0, std::memory_order_relaxed);
    return;
  }
  writer.put(found.interpreter.layout.version);
  writer.put(found.eval_loop);
  writer.commit();
}

}  // namespace

void walk_python(PythonStack& stack) {
  stack.count = 0;
  stack.is_cut = false;
  if (!find_interpreter()) return;
  // Memory that Python gave back since the last sample must be asked for again.
  found.memory.forget();
  const auto self = static_cast<std::uint64_t>(pthread_self());
  const std::uint64_t thread =
      found.key.current(read_own, found.interpreter, self,
                        [](std::uint32_t key) { return pthread_getspecific(key); });
  if (thread == 0) return;
  const cpython::Walk walk =
      cpython::walk(read_own, found.interpreter, thread, stack.frames, PythonStack::capacity);
  stack.count = walk.count;
  stack.is_cut = walk.end == cpython::WalkEnd::truncated;
  for (std::size_t i = 0; i < stack.count; ++i) {
    const cpython::Frame& frame = stack.frames[i];
    const std::uint64_t entry = frame.is_entry ? ring::python_entry_bit : 0;
    stack.words[2 * i] = number_of_code(read_own, found.interpreter, frame.code) | entry;
    // A frame that has not begun is at its first instruction.
    stack.words[2 * i + 1] =
        frame.instruction < 0 ? 0 : static_cast<std::uint64_t>(frame.instruction);
  }
}

void write_python_codes(const PythonStack& stack) {
  if (stack.count == 0) return;
  write_runtime();
  for (std::size_t i = 0; i < stack.count; ++i) {
    write_code(read_own, found.interpreter, stack.words[2 * i] & ~ring::python_entry_bit);
  }
}

void forget_python() {
  forget_codes();
}

}  // namespace calo::agent
